import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { folderSources } from '../support/folder-sources.ts';
import { connect, createMailboxWorld } from '../support/mailboxes.ts';
import { freshDatabase } from '../support/postgres.ts';
import { acceptAll } from '../support/router.ts';
import { createApp } from '../../server/app.ts';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { createRandomIds } from '../../server/adapters/system/random-ids.ts';
import { passingSecrets } from '../../server/config/secrets.ts';

const url = await freshDatabase();
const mailboxes = 30;
const mails = 6;

test('A18: three router processes on one database share the mailboxes, and no mail is handled twice', async () => {
  const store = { engine: 'postgres' as const, url, connections: 5 };
  const secrets = passingSecrets();
  await using stage = await createMailboxWorld({ store, secrets });
  const { world } = stage;
  await acceptAll(world.ben);
  for (let n = 0; n < mailboxes; n += 1) {
    const folder = stage.folder(`m${n}`);
    await connect(world, folder, { owner: { kind: 'sink' }, address: `sink-${n}@contoso.test` });
    for (let mail = 0; mail < mails; mail += 1)
      folder.put(
        eml({ id: `${n}-${mail}@fabrikam.example`, headers: ['Delivered-To: ben@contoso.test'] }),
        new Date('2026-03-02T09:00:30Z'),
      );
  }
  world.clock.advance(61_000);
  const polledBy: string[] = [];
  const log = createPinoLog('silent');
  const apps = await Promise.all(
    ['one', 'two', 'three'].map((name) =>
      createApp({
        store,
        secrets,
        log,
        clock: world.clock,
        ids: createRandomIds(world.clock),
        parts: ['router'],
        mailboxes: { sources: folderSources, watches: 0, onPolled: () => void polledBy.push(name) },
      }),
    ),
  );
  await Promise.all(apps.map((app) => app.runner.settle()));
  await Promise.all(apps.map((app) => app.close()));
  const counts = await world.ana.call('countOutcomes', { query: { whose: 'everyone' } });
  expect(counts.counts).toMatchObject([{ reason: 'acceptAll', count: mailboxes * mails }]);
  expect(new Set(polledBy).size).toBe(3);
  expect(Array.from({ length: mailboxes }, (_, n) => stage.folder(`m${n}`).numbers())).toEqual(
    Array.from({ length: mailboxes }, () => []),
  );
});
