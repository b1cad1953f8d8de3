import { expect, test } from 'vitest';
import type { ForeseenPromotion } from '#shared/contracts/promotions.ts';
import { eml } from '../support/eml.ts';
import { addRecord, createAnna } from '../support/records.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const ask = (caller: Caller, body: string, query = '') =>
  caller.fetch(`/promotions/preview${query}`, { method: 'POST', headers: { 'content-type': 'message/rfc822' }, body });

const preview = async (caller: Caller, body: string, query = ''): Promise<ForeseenPromotion> => {
  const response = await ask(caller, body, query);
  expect(response.status).toBe(200);
  return (await response.json()) as ForeseenPromotion;
};

const unreadable = 'Received: by mx.example\r\nSubject:  \r\n\r\n \r\n';

/** All that a preview could leave behind. */
const traces = async ({ ana, ben }: World) => [
  (await ana.call('listActivities', {})).items,
  (await ben.call('listActivities', {})).items,
  (await ben.call('listUndeliverable', {})).items,
  (await ana.call('listOutcomes', {})).items,
];

test('P9: a mail that nobody tracks would be new, with the people it matches and why', async () => {
  await using world = await createWorld();
  const { anna } = await createAnna(world);
  const foreseen = await preview(world.ben, eml());
  expect(foreseen).toMatchObject({
    becomes: 'new',
    activityId: null,
    trackedBy: [],
    subject: 'Quote for pumps',
    sentAt: '2026-03-02T08:00:00.000Z',
    direction: 'incoming',
    regarding: [],
    parties: [
      { role: 'from', resolution: { kind: 'resolved', record: { id: anna.id, name: 'Anna Berg' } } },
      { role: 'to', resolution: { kind: 'resolved', record: { id: world.ben.id } } },
    ],
  });
  const { activity } = await world.ben.track(eml());
  expect([activity!.parties, activity!.why]).toEqual([foreseen.parties, foreseen.why]);
});

test('P9: nothing of a preview stays, of mail that can be read and of mail that cannot', async () => {
  await using world = await createWorld();
  const before = await traces(world);
  await preview(world.ben, eml());
  await preview(world.ben, unreadable);
  expect(await traces(world)).toEqual(before);
  expect(await world.ben.call('getTracking', { params: { internetMessageId: '<quote-1@fabrikam.example>' } })).toEqual(
    expect.objectContaining({ state: 'untracked' }),
  );
});

test('P9: a reply shows what it would regard; a regarding for all is shown instead, and must be readable', async () => {
  await using world = await createWorld();
  const pumps = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
  const leak = await addRecord(world, world.ben, 'case', { name: 'Leak' });
  await world.ben.track(eml(), `regarding=opportunity:${pumps.id}`);
  const answer = eml({ id: 'quote-2@fabrikam.example', headers: ['In-Reply-To: <quote-1@fabrikam.example>'] });
  const regards = async (query: string) => (await preview(world.ben, answer, query)).regarding.map(({ name }) => name);
  expect(await regards('')).toEqual(['Twelve pumps']);
  expect(await regards(`?regarding=case:${leak.id}`)).toEqual(['Leak']);
  expect(await regards('?regarding=none')).toEqual([]);
  const refused = await ask(world.olga, answer, `?regarding=case:${leak.id}`);
  expect([refused.status, await refused.json()]).toMatchObject([404, { code: 'record_not_found' }]);
});

test('P9: what the caller tracks is tracked, what others track can be joined, what nobody may see is new', async () => {
  await using world = await createWorld();
  const { activity, promotion } = await world.ben.track(eml(), 'visibility=organization');
  expect(promotion!.stood).toBe(false);
  const becomes = async (caller: Caller) => (await preview(caller, eml())).becomes;
  expect([await becomes(world.ben), await becomes(world.carla), await becomes(world.olga)]).toEqual([
    'tracked',
    'joined',
    'new',
  ]);
  expect(await preview(world.carla, eml())).toMatchObject({
    activityId: activity!.id,
    trackedBy: [{ user: { name: 'Ben Carter' } }],
  });
  const hidden = eml({ id: 'private-1@fabrikam.example', subject: 'Between us' });
  await world.ben.track(hidden, 'visibility=private');
  expect(await preview(world.carla, hidden)).toMatchObject({ becomes: 'new', activityId: null, trackedBy: [] });
});

test('P9: tracking once more says that it stood, so that taking a run back leaves it', async () => {
  await using world = await createWorld();
  await world.ben.track(eml());
  expect((await world.ben.track(eml())).promotion!.stood).toBe(true);
  const joined = eml({ id: 'joined-1@fabrikam.example' });
  await world.ben.track(joined, 'visibility=organization');
  const { created, promotion } = await world.carla.track(joined);
  expect([created, promotion!.stood]).toEqual([false, false]);
});

test('P9: what cannot be read would be held, or refused where no content may be kept', async () => {
  await using world = await createWorld();
  expect(await preview(world.ben, unreadable)).toMatchObject({ becomes: 'held', subject: null, parties: [] });
  await world.ana.call('changeSettings', { body: { headerOnly: true } });
  expect(await preview(world.ben, unreadable)).toMatchObject({ becomes: 'refused' });
});

test('P9: 20 parties are shown and no more; a mail over the limit is 413', async () => {
  await using world = await createWorld();
  const to = (count: number) => Array.from({ length: count }, (_none, n) => `p${n}@fabrikam.example`).join(', ');
  const parties = async (count: number) => (await preview(world.ben, eml({ to: to(count) }))).parties.length;
  expect([await parties(18), await parties(19), await parties(20)]).toEqual([19, 20, 20]);
  await world.ana.call('changeSettings', { body: { messageLimitBytes: 1_048_576 } });
  const bare = eml({ text: '' });
  const ofSize = (size: number) => `${bare}${'x'.repeat(size - bare.length)}`;
  expect((await ask(world.ben, ofSize(1_048_576))).status).toBe(200);
  expect((await ask(world.ben, ofSize(1_048_577))).status).toBe(413);
});
