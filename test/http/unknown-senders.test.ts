import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { acceptAll, deliver, outcomes } from '../support/router.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const stranger = 'Zoe Marsh <zoe@stranger.example>';

const listed = async (caller: Caller, type: 'contact' | 'lead' = 'contact') =>
  (await caller.call('listRecords', { params: { type }, query: {} })).items;

const open = async (createSenders: 'contact' | 'lead'): Promise<World> => {
  const world = await createWorld();
  await acceptAll(world.ben);
  await world.ana.call('changeSettings', { body: { createSenders } });
  return world;
};

const receive = (world: World, mail: Parameters<typeof eml>[0]) =>
  deliver(world.ana, eml({ id: `${world.ids.next()}@stranger.example`, from: stranger, ...mail }));

test('R7: by setting an unknown author becomes a contact of the receiver, once, and the mail stands on its timeline', async () => {
  await using world = await open('contact');
  const { activityId } = await receive(world, {});
  await receive(world, { subject: 'Again' });
  const [zoe, ...others] = await listed(world.ben);
  expect(others).toEqual([]);
  expect(zoe).toMatchObject({
    name: 'Zoe Marsh',
    addresses: [{ address: 'zoe@stranger.example' }],
    owner: { id: world.ben.id },
  });
  const activity = await world.ben.call('getActivity', { params: { activityId: activityId! } });
  expect(activity.parties[0]).toMatchObject({
    role: 'from',
    resolution: { kind: 'resolved', record: { id: zoe!.id } },
  });
  const timeline = await world.ben.call('listActivities', { query: { party: `contact:${zoe!.id}` } });
  expect(timeline.items).toHaveLength(2);
  const lines = await outcomes(world.ben);
  expect(lines.map(({ evidence }) => (evidence as { created?: string }).created)).toEqual([
    undefined,
    `contact:${zoe!.id}`,
  ]);
  expect(await listed(world.pete)).toEqual([]);
});

test('R7: or a lead; without the setting, or when the mail is not tracked, nobody is created', async () => {
  await using world = await open('lead');
  await receive(world, {});
  expect(await listed(world.ben, 'lead')).toMatchObject([{ name: 'Zoe Marsh' }]);
  await world.ana.call('changeSettings', { body: { createSenders: 'never' } });
  await receive(world, { from: 'Tom <tom@stranger.example>' });
  await world.ana.call('changeSettings', { body: { createSenders: 'contact' } });
  await world.ben.call('changeMySettings', { body: { acceptance: 'replies' } });
  await receive(world, { from: 'Tom <tom@stranger.example>' });
  expect([await listed(world.ben, 'lead'), await listed(world.ben)].map(({ length }) => length)).toEqual([1, 0]);
});

test('R7: never colleagues, own domains, role addresses, programs, mail by several, or whom a record has', async () => {
  await using world = await open('contact');
  await world.ana.call('changeSettings', { body: { ownDomains: ['contoso.example'], automaticReplies: 'likeOther' } });
  await receive(world, { from: 'New Colleague <new@contoso.test>' });
  await receive(world, { from: 'Other Office <x@contoso.example>', to: 'ben@contoso.test' });
  await receive(world, { from: 'Info <info@stranger.example>' });
  await receive(world, { headers: ['Auto-Submitted: auto-replied'] });
  await receive(world, { from: 'A <a@stranger.example>, B <b@stranger.example>' });
  expect(await listed(world.ben)).toEqual([]);
  await world.ben.call('createRecord', {
    params: { type: 'account' },
    body: { name: 'Stranger Ltd', addresses: ['zoe@stranger.example'] },
  });
  await receive(world, {});
  expect(await listed(world.ben)).toEqual([]);
});

test('R7: whom somebody deleted is not created again, and the mail is tracked all the same', async () => {
  await using world = await open('contact');
  await receive(world, {});
  const [zoe] = await listed(world.ben);
  await world.ben.call('deleteRecord', { params: { type: 'contact', id: zoe!.id } });
  expect(await receive(world, { subject: 'Again' })).toMatchObject({ code: 6, created: true });
  expect(await listed(world.ben)).toEqual([]);
});

test('R7: addresses are counted over the last days, and worth a contact from the set number of mails on', async () => {
  await using world = await createWorld();
  await world.ana.call('changeSettings', { body: { suggestContactAfter: 2, ownDomains: ['ours.example'] } });
  const track = (from: string, day: number) =>
    world.ben.track(eml({ id: `${from}-${day}@x.example`, from, date: `Sun, ${day} Feb 2026 08:00:00 +0000` }));
  for (const from of ['zoe@stranger.example', 'info@stranger.example', 'x@ours.example'])
    for (const day of [22, 15]) await track(from, day);
  await track('tom@stranger.example', 22);
  const suggested = async (days?: number) => {
    const query = days === undefined ? {} : { days };
    const { items } = await world.ben.call('listUnresolvedAddresses', { query });
    return items.flatMap((item) => (item.suggested ? [`${item.address} ${item.activities}`] : []));
  };
  expect(await suggested()).toEqual(['zoe@stranger.example 2']);
  const daysSince = Math.ceil((world.clock.now() - Date.parse('2026-02-20T00:00:00Z')) / 86_400_000);
  expect(await suggested(daysSince)).toEqual([]);
  const statuses = [];
  for (const days of [0, 1, 3_650, 3_651])
    statuses.push((await world.ben.ask('listUnresolvedAddresses', { query: { days } })).status);
  expect(statuses).toEqual([400, 200, 200, 400]);
});
