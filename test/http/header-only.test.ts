import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { acceptAll, activities, deliver, reply } from '../support/router.ts';
import { createWorld } from '../support/world.ts';

const canary = /Zebracrossing|Quaggatext|Okapifile|T2thcGlmaWxl/;

const mailOf = (id: string, headers: readonly string[] = []): string =>
  [
    'From: Anna Berg <anna@fabrikam.example>',
    'To: Ben Carter <ben@contoso.test>',
    'Subject: Zebracrossing',
    'Date: Mon, 02 Mar 2026 08:00:00 +0000',
    `Message-ID: <${id}@fabrikam.example>`,
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Quaggatext',
    '--b',
    'Content-Type: application/octet-stream',
    'Content-Disposition: attachment; filename="Okapifile.bin"',
    'Content-Transfer-Encoding: base64',
    '',
    'T2thcGlmaWxl',
    '--b--',
    '',
  ].join('\r\n');

test('A9: in header-only mode no byte of the database or of its files holds subject, text or attachment', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'header-only-'));
  try {
    const store = { engine: 'sqlite', path: join(directory, 'data.sqlite'), contentDirectory: directory } as const;
    const world = await createWorld({ store });
    await acceptAll(world.ben);
    await world.ana.call('changeSettings', { body: { headerOnly: true } });
    const query = 'mailbox=ben@contoso.test';
    expect(await deliver(world.ana, mailOf('quote-1'), query)).toMatchObject({ created: true });
    await deliver(world.ana, mailOf('answer-1', reply.headers), query);
    await world.ben.track(mailOf('by-hand'));
    // Not tracked, and not to be read at all.
    await world.ben.call('changeMySettings', { body: { acceptance: 'replies' } });
    expect(await deliver(world.ana, mailOf('not-tracked'), query)).toMatchObject({ code: 1 });
    const broken = eml({
      id: 'broken',
      subject: 'Zebracrossing',
      text: 'Quaggatext',
      headers: [`X-L: ${'x'.repeat(110 * 1024)}`],
    });
    expect(await deliver(world.ana, broken, query)).toMatchObject({ code: 106 });
    expect(await activities(world.ben)).toHaveLength(3);
    await world.close();
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    expect(files.map(({ name }) => name)).toContain('data.sqlite');
    for (const { parentPath, name } of files)
      expect([name, canary.test(readFileSync(join(parentPath, name), 'latin1'))]).toEqual([name, false]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
