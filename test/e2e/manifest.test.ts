import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config/config.ts';
import type { Config } from '../../server/config/config.ts';
import { checkManifest } from '../../server/manifest/check-manifest.ts';
import { everywhere } from '../../server/manifest/manifest-document.ts';
import { readXml } from '../../server/manifest/read-xml.ts';
import { serve } from '../../server/serve.ts';
import type { Running } from '../../server/serve.ts';

let folder = '';
let running: Running;

const configuration = (): Config => {
  const reading = readConfig({ PORT: '0', DATA_DIR: folder, DEMO: '0', LOG_LEVEL: 'silent' }, folder);
  if (reading.kind === 'mistakes') throw new Error(JSON.stringify(reading.mistakes));
  return reading.config;
};

/** Asks as a computer that trusts the authority of the installation and no other. */
const ask = (address: string): Promise<{ status: number; headers: IncomingMessage['headers']; text: string }> =>
  new Promise((resolve, reject) => {
    get(address, { ca: running.certificate!.caPem, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      });
    }).on('error', reject);
  });

const addressesIn = (xml: string): string[] => [
  ...new Set(
    everywhere(readXml(xml))
      .flatMap((node) => [node.attributes['DefaultValue'] ?? '', node.name === 'AppDomain' ? node.text : ''])
      .filter((value) => value.startsWith('https://')),
  ),
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'correspond-served-'));
  running = await serve(configuration());
});
afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true });
});

describe('manifest of a running installation', () => {
  it.each(['user', 'admin'])(
    '%s: keeps every rule, and every address in it answers over trusted TLS',
    async (profile) => {
      const { status, headers, text } = await ask(`${running.localUrl}/manifest.xml?profile=${profile}`);
      expect([status, headers['content-disposition']]).toEqual([200, `attachment; filename=correspond-${profile}.xml`]);
      expect(checkManifest(text)).toEqual([]);
      const addresses = addressesIn(text);
      expect(addresses.length).toBeGreaterThan(15);
      for (const address of addresses) {
        const answer = await ask(address);
        // The origin itself, in AppDomains, leads to the console.
        expect([address, answer.status]).toEqual([address, address === running.publicUrl ? 302 : 200]);
        if (address.endsWith('.png')) expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin');
      }
    },
  );

  it('keeps its id over a restart and gives both profiles the same', async () => {
    const idOf = async (profile: string) =>
      readXml((await ask(`${running.localUrl}/manifest.xml?profile=${profile}`)).text).children[0]?.text;
    const before = [await idOf('user'), await idOf('admin')];
    await running.close();
    running = await serve(configuration());
    expect([await idOf('user'), await idOf('admin')]).toEqual(before);
    expect(new Set(before).size).toBe(1);
  });

  it('the download page and its pictures are there, and the certificate is the one that is served', async () => {
    const { text } = await ask(`${running.localUrl}/download`);
    for (const [, path = ''] of text.matchAll(/(?:src|href)="(\/[^"]*)"/g)) {
      const answer = await ask(running.localUrl + path.replaceAll('&amp;', '&'));
      expect([path, answer.status]).toEqual([path, 200]);
    }
    expect((await ask(`${running.localUrl}/download/certificate.crt`)).text).toBe(running.certificate!.caPem);
  });
});
