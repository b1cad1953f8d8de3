import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../server/adapters/store/store.ts';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { twinMoment as at } from '../support/twins.ts';

const directory = await mkdtemp(join(tmpdir(), 'sqlite-writers-'));
afterAll(() => rm(directory, { recursive: true }));

const writer = fileURLToPath(new URL('./sqlite-writer.ts', import.meta.url));
const times = 300;

const write = async (path: string, organizationId: string): Promise<number | null> => {
  const args = ['--import', 'tsx', writer, path, organizationId, String(times)];
  const [code] = (await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')) as [number | null];
  return code;
};

test('processes that read and then write one SQLite file at the same time all succeed, one after the other', async () => {
  const path = join(directory, 'shared.sqlite');
  const store = await openStore({ engine: 'sqlite', path, contentDirectory: null }, at);
  const settings = defaultOrganizationSettings;
  await store.system.organizations.add({ id: 'contoso', name: 'Contoso', demonstration: false, settings, at });
  expect(await Promise.all([write(path, 'contoso'), write(path, 'contoso'), write(path, 'contoso')])).toEqual([
    0, 0, 0,
  ]);
  const verdict = await store.read('contoso', (read) => read.audit.verify());
  expect(verdict).toEqual({ kind: 'intact', entries: 3 * times });
  await store.close();
}, 120_000);
