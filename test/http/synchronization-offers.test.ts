import { expect, test } from 'vitest';
import { syncOffers } from '#shared/model/sync-offers.ts';
import { SyncProtocol } from '#shared/model/synchronization.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import type { SyncKind } from '#shared/sync/item.ts';
import { graphConnection, graphSynchronized } from '../support/graph-synchronized.ts';
import { synchronizedCalendar } from '../support/synchronized-calendar.ts';
import type { World } from '../support/world.ts';

const every = Object.keys(kinds) as SyncKind[];

/** What Test & Enable finds a place for, of all kinds that there are. */
const found = async ({ ben }: World): Promise<string[]> => {
  await ben.call('changeMySynchronization', { body: { kinds: every } });
  const { steps } = await ben.call('testMySynchronization');
  return steps.filter(({ step, passed }) => passed && every.includes(step as SyncKind)).map(({ step }) => step);
};

test('Y1: what is offered for a protocol is what it synchronizes, kind by kind', async () => {
  expect(Object.keys(syncOffers).sort()).toEqual([...SyncProtocol.options].sort());
  await using graph = await graphSynchronized();
  await graph.world.ben.call('connectMySynchronization', { body: graphConnection(graph.graph) });
  expect((await found(graph.world)).sort()).toEqual([...syncOffers.graph].sort());
  await using calendar = await synchronizedCalendar({ engine: 'sqlite', path: ':memory:', contentDirectory: null });
  await calendar.server.person.makeBook('contacts');
  const { url, user, secret } = calendar.server;
  await calendar.ben.call('connectMySynchronization', { body: { url, user, secret } });
  expect((await found(calendar.world)).sort()).toEqual([...syncOffers.dav].sort());
});
