import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OfficeAddinManifest } from 'office-addin-manifest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderManifest } from '../../../server/manifest/render-manifest.ts';
import { adminManifest, developmentId, userManifest } from '../../support/manifest.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'correspond-manifest-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test.each([
  [userManifest, 'ReadWriteItem'],
  [adminManifest, 'ReadWriteMailbox'],
])('the tool that Microsoft gives to developers reads the $profile profile', async (input, permissions) => {
  const file = join(folder, `${input.profile}.xml`);
  await writeFile(file, renderManifest(input));
  expect(await OfficeAddinManifest.readManifestFile(file)).toMatchObject({
    id: developmentId,
    version: '1.0.0.0',
    displayName: 'Correspond',
    providerName: 'Correspond',
    defaultLocale: 'en-US',
    hosts: ['Mailbox'],
    officeAppType: 'MailApp',
    permissions,
    iconUrl: 'https://crm.example.com/icons/64.png',
    appDomains: ['https://crm.example.com'],
  });
});
