import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { downloadRoutes } from '../../server/http/download-routes.ts';
import { manifestRoutes } from '../../server/http/manifest-routes.ts';
import { pageRoutes } from '../../server/http/page-routes.ts';
import { everywhere } from '../../server/manifest/manifest-document.ts';
import { readXml } from '../../server/manifest/read-xml.ts';
import { listen } from '../support/listening.ts';
import { developmentId } from '../support/manifest.ts';

const addin = fileURLToPath(new URL('../../addin/', import.meta.url));

/** The pages as they are written and the files that are copied beside them: what a build would give out. */
let built = '';
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'correspond-built-'));
  await cp(join(addin, 'public'), built, { recursive: true });
  for (const page of ['taskpane.html', 'commands.html']) await cp(join(addin, page), join(built, page));
  await cp(join(addin, 'launch/events.html'), join(built, 'events.html'));
  await cp(join(addin, 'launch/on-message-send.ts'), join(built, 'events.js'));
});
afterAll(() => rm(built, { recursive: true }));

/** The doors that the addresses in a manifest lead to. */
const serve = (publicUrl: string) => {
  const app = express();
  const ids = [developmentId];
  app.use(manifestRoutes({ publicUrl: () => publicUrl, id: () => Promise.resolve(ids[0]!), version: '1.2.3' }));
  app.use(downloadRoutes({ publicUrl: () => publicUrl, authority: null }));
  app.use(
    pageRoutes({
      directory: built,
      consoleDirectory: built,
      eventsDirectory: built,
      officeJs: { url: 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js' },
      version: '1.2.3',
      publicUrl: () => publicUrl,
      demo: false,
      outlookApplication: null,
      frameAncestors: () => [],
    }),
  );
  return listen(app);
};

const addressesIn = (xml: string): string[] => [
  ...new Set(
    everywhere(readXml(xml))
      .flatMap((node) => [
        node.text,
        ...Object.entries(node.attributes).flatMap(([name, value]) => (name.startsWith('xmlns') ? [] : value)),
      ])
      .filter((value) => value.startsWith('https://')),
  ),
];

describe('GET /manifest.xml', () => {
  test.each(['user', 'admin'])('gives the %s profile as a download that is never kept', async (profile) => {
    await using server = await serve('https://crm.example.com');
    const answer = await fetch(`${server.origin}/manifest.xml?profile=${profile}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=correspond-${profile}.xml`);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const root = readXml(await answer.text());
    expect(root.children.slice(0, 2).map((node) => node.text)).toEqual([developmentId, '1.2.3.0']);
  });

  test('gives the user profile when none is named', async () => {
    await using server = await serve('https://crm.example.com');
    const answer = await fetch(`${server.origin}/manifest.xml`);
    expect(await answer.text()).toContain('<Permissions>ReadWriteItem</Permissions>');
  });

  test.each(['profile=root', 'profile=', 'profile=user&profile=admin'])(
    'refuses ?%s and says what to write',
    async (query) => {
      await using server = await serve('https://crm.example.com');
      const answer = await fetch(`${server.origin}/manifest.xml?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({
        code: 'invalid_request',
        detail: 'profile must be user or admin.',
        issues: [{ field: 'profile' }],
      });
    },
  );

  test('gives no file that Outlook would refuse: an address without https is named instead', async () => {
    await using server = await serve('http://localhost:3000');
    const answer = await fetch(`${server.origin}/manifest.xml`);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'conflict', issues: [{ field: 'PUBLIC_URL' }] });
  });

  test.each(['user', 'admin'])('every address in the %s profile answers 200', async (profile) => {
    const publicUrl = 'https://crm.example.com';
    await using server = await serve(publicUrl);
    const xml = await (await fetch(`${server.origin}/manifest.xml?profile=${profile}`)).text();
    const addresses = addressesIn(xml);
    expect(addresses.length).toBeGreaterThan(14);
    for (const address of addresses.filter((each) => each !== publicUrl)) {
      const answer = await fetch(address.replace(publicUrl, server.origin));
      expect([address, answer.status]).toEqual([address, 200]);
      if (address.endsWith('.png')) {
        expect(answer.headers.get('content-type')).toBe('image/png');
        expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      }
      await answer.arrayBuffer();
    }
  });
});
