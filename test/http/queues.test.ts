import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { addRecord } from '../support/records.ts';
import { deliver } from '../support/router.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

/** A queue with one mail that waits in it. */
const fill = async (world: World) => {
  const addresses = ['sales@contoso.test'];
  const { id: queueId } = await addRecord(world, world.ben, 'queue', { name: 'Sales', addresses });
  await deliver(world.ana, eml({ to: 'sales@contoso.test' }), 'mailbox=sales@contoso.test');
  const { items } = await world.ben.call('listQueueItems', { params: { queueId }, query: {} });
  return { queueId, params: { itemId: items[0]!.id } };
};

test('A16: each sees what they may do with an item; what somebody works on is theirs and the administrators’', async () => {
  await using world = await createWorld();
  const { queueId, params } = await fill(world);
  const actionsOf = async (caller: Caller) =>
    (await caller.call('listQueueItems', { params: { queueId }, query: {} })).items[0]!.actions;
  expect(await actionsOf(world.carla)).toEqual(['pick', 'route', 'resolve']);
  expect((await world.ben.call('pickQueueItem', { params })).actions).toEqual(['release', 'route', 'resolve']);
  expect(await actionsOf(world.carla)).toEqual([]);
  expect(await actionsOf(world.ana)).toEqual(['release', 'route', 'resolve']);
  expect(await world.carla.refused('releaseQueueItem', { params })).toMatchObject({ code: 'conflict' });
  await world.ana.call('releaseQueueItem', { params });
  await world.carla.call('resolveQueueItem', { params });
  expect(await actionsOf(world.ana)).toEqual([]);
});

test('A16: a mail tells in which queues it waits, to whoever may see it', async () => {
  await using world = await createWorld();
  const { queueId, params } = await fill(world);
  const { items } = await world.ben.call('listQueueItems', { params: { queueId }, query: {} });
  const asked = { params: { activityId: items[0]!.activity!.id } };
  expect((await world.carla.call('listActivityQueueItems', asked)).items).toMatchObject([
    { id: params.itemId, queueName: 'Sales', state: 'waiting' },
  ]);
  expect(await world.olga.refused('listActivityQueueItems', asked)).toMatchObject({ code: 'activity_not_found' });
});

test('A16: another organization finds neither queue nor item, and no item is routed to its queues', async () => {
  await using world = await createWorld();
  const { queueId, params } = await fill(world);
  const abroad = await addRecord(world, world.pete, 'queue', { name: 'Abroad', addresses: ['q@fabrikam.test'] });
  for (const caller of [world.pete, world.olga]) {
    const listed = { params: { queueId }, query: {} };
    expect(await caller.refused('listQueueItems', listed)).toMatchObject({ code: 'record_not_found' });
    expect(await caller.refused('pickQueueItem', { params })).toMatchObject({ code: 'queue_item_not_found' });
  }
  const routed = { params, body: { toQueue: abroad.id } };
  expect(await world.ben.refused('routeQueueItem', routed)).toMatchObject({ code: 'record_not_found' });
});

test('A2, A8: administrators say which mail a queue takes, up to the ceiling', async () => {
  await using world = await createWorld();
  const { queueId } = await fill(world);
  const asked = (acceptance: 'all' | 'known') => ({ params: { queueId }, body: { acceptance } });
  expect(await world.ben.refused('changeQueueSettings', asked('known'))).toMatchObject({ code: 'not_permitted' });
  await world.ana.call('changeSettings', { body: { acceptanceCeiling: 'known' } });
  expect(await world.ana.refused('changeQueueSettings', asked('all'))).toMatchObject({ code: 'not_permitted' });
  expect(await world.ana.call('changeQueueSettings', asked('known'))).toEqual({ acceptance: 'known' });
});
