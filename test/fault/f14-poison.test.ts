import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { eml } from '../support/eml.ts';
import { connect, createMailboxWorld, poll } from '../support/mailboxes.ts';
import { acceptAll, outcomes } from '../support/router.ts';

/** `npm run fault -- F14 --full`; the short form is a part of every run of the tests. */
const mails = process.env['FAULT_FULL'] === '1' ? 1_000 : 60;

/** The database refuses this one mail, whatever it is tried with. */
const poison = (path: string): void => {
  const database = new BetterSqlite3(path);
  database.exec(`create trigger poison before insert on activity when new.subject = 'Poison'
    begin select raise(abort, 'poisoned'); end`);
  database.close();
};

test('F14: a mail that always fails is set aside with its bytes after five tries, which a restart does not forget', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'poison-'));
  const path = join(directory, 'world.sqlite');
  const store = { engine: 'sqlite' as const, path, contentDirectory: null };
  try {
    await using stage = await createMailboxWorld({ store });
    const { world } = stage;
    await acceptAll(world.ben);
    poison(path);
    const folder = stage.folder('ben');
    await connect(world, folder, { owner: { kind: 'user', id: world.ben.id }, address: world.ben.email });
    const subjectOf = (n: number) => (n === 7 ? 'Poison' : `Mail ${n}`);
    for (let n = 0; n < mails; n += 1) folder.put(eml({ id: `${n}@fabrikam.example`, subject: subjectOf(n) }));
    const tries = async () =>
      (await world.store.read(world.contoso.id, (read) => read.mailboxes.list())).map(({ cursor }) => cursor);
    await poll(world);
    expect(await outcomes(world.ben).then((lines) => lines.length)).toBe(Math.min(mails - 1, 50));
    const held = async () => (await world.ben.call('listUndeliverable')).items;
    for (const _try of [2, 3, 4]) await poll(world);
    expect([await held(), new Set(await tries()).size]).toEqual([[], 1]);
    await poll(world);
    expect(await held()).toMatchObject([
      {
        outcome: { reason: 'held', sentence: expect.stringContaining('five times') as string },
        mailbox: world.ben.email,
      },
    ]);
    const source = await world.ben.fetch(`/undeliverable/${(await held())[0]?.id ?? ''}/source`);
    expect(await source.text()).toBe(eml({ id: '7@fabrikam.example', subject: 'Poison' }));
    const counts = (await world.ben.call('countOutcomes', { query: {} })).counts;
    expect(counts.map(({ code, count }) => [code, count])).toEqual([
      [6, mails - 1],
      [109, 1],
    ]);
    await poll(world);
    expect(await held()).toHaveLength(1);
  } finally {
    rmSync(directory, { recursive: true });
  }
}, 3_600_000);

const head = (id: string, type: string): string =>
  `From: anna@fabrikam.example\r\nTo: ben@contoso.test\r\nMessage-ID: <${id}@fabrikam.example>\r\nContent-Type: ${type}\r\n\r\n`;

/** A million empty parts, parts in parts, a header block without end: what costs a parser seconds. */
const floods: readonly string[] = [
  `${head('flood', 'multipart/mixed; boundary=b')}${'--b\r\n\r\n'.repeat(1_000_000)}`,
  `${head('nested', 'multipart/mixed; boundary=b0')}${Array.from({ length: 300 }, (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`).join('')}`,
  `${'X-Long: yes\r\n'.repeat(200_000)}${head('headers', 'text/plain')}Hello\r\n`,
];

test('F14: mail that floods a reader is kept apart with its bytes at once, and the others are tracked', async () => {
  await using stage = await createMailboxWorld();
  const { world } = stage;
  await acceptAll(world.ben);
  const folder = stage.folder('ben');
  await connect(world, folder, { owner: { kind: 'user', id: world.ben.id }, address: world.ben.email });
  await poll(world);
  for (let n = 0; n < mails; n += 1) {
    folder.put(eml({ id: `${n}@fabrikam.example`, subject: `Mail ${n}` }));
    const flood = floods[n - 7];
    if (flood !== undefined) folder.put(flood);
  }
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  await poll(world);
  lag.disable();
  const counts = (await world.ben.call('countOutcomes', { query: {} })).counts;
  expect(counts.map(({ code, count }) => [code, count])).toEqual([
    [6, mails],
    [106, floods.length],
  ]);
  expect((await world.ben.call('listUndeliverable')).items).toHaveLength(floods.length);
  if (process.env['FAULT_FULL'] === '1') expect(lag.max / 1e6).toBeLessThan(100);
}, 3_600_000);
