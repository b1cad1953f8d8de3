/** A process that reads and then writes, again and again: arguments are the database file, the organization and how often. */
import { openStore } from '../../server/adapters/store/store.ts';
import { twinMoment as at } from '../support/twins.ts';

const [path = '', organizationId = '', times = '0'] = process.argv.slice(2);
const store = await openStore({ engine: 'sqlite', path, contentDirectory: null }, at);
for (let n = 0; n < Number(times); n += 1)
  await store.transact(organizationId, async (tx) => {
    await tx.organization.settings();
    await tx.journal.append([
      { kind: 'settings.changed', subjectId: String(process.pid), at, actorId: null, reason: 'byHand' },
    ]);
  });
await store.close();
