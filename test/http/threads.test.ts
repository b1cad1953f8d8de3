import { expect, test } from 'vitest';
import { mostThreadIds } from '#shared/contracts/threads.ts';
import { eml } from '../support/eml.ts';
import { addRecord, createAnna } from '../support/records.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const everyoneMayRead = 'visibility=organization';

/** Ben's thread with Anna, which everybody may see; its owner is Ben. */
const createThread = async (world: World) => {
  const { account } = await createAnna(world);
  const { activity } = await world.ben.track(eml(), `${everyoneMayRead}&regarding=account:${account.id}`);
  const { threadId } = await world.ben.call('getActivity', { params: { activityId: activity!.id } });
  return { account, activity: activity!, threadId };
};

const isVetoed = (world: World, threadId: string, userId: string) =>
  world.store.read(world.contoso.id, (read) => read.threads.isVetoed(threadId, userId));

const strangersReply = () =>
  eml({
    id: 'stranger@evil.example',
    from: 'mallory@evil.example',
    subject: 'Re: Quote for pumps',
    headers: ['In-Reply-To: <quote-1@fabrikam.example>'],
  });

test("C6: the veto of the thread's owner and of an administrator is for everyone, and can be lifted", async () => {
  await using world = await createWorld();
  const { threadId } = await createThread(world);
  const params = { threadId };
  for (const who of [world.ben, world.ana]) {
    const set = await who.call('vetoThread', { params });
    expect(set).toMatchObject({ reach: 'everyone', everyone: { by: { id: who.id } }, own: null });
    expect(await isVetoed(world, threadId, world.carla.id)).toBe(true);
    expect(await world.carla.call('getThreadVeto', { params })).toMatchObject({
      everyone: { by: { id: who.id } },
      reach: 'own',
    });
    expect(await world.carla.refused('liftThreadVeto', { params })).toMatchObject({ code: 'not_permitted' });
    expect(await who.call('liftThreadVeto', { params })).toMatchObject({ everyone: null, own: null });
    expect(await isVetoed(world, threadId, world.carla.id)).toBe(false);
  }
});

test('C6: the veto of another user is for their own mailbox', async () => {
  await using world = await createWorld();
  const { threadId } = await createThread(world);
  const params = { threadId };
  expect(await world.carla.call('vetoThread', { params })).toMatchObject({ reach: 'own', everyone: null });
  expect(await world.carla.call('vetoThread', { params })).toMatchObject({ own: { by: { name: 'Carla Weiss' } } });
  expect(await isVetoed(world, threadId, world.carla.id)).toBe(true);
  expect(await isVetoed(world, threadId, world.ben.id)).toBe(false);
  expect(await world.ben.call('getThreadVeto', { params })).toMatchObject({ everyone: null, own: null });
  expect(await world.carla.call('liftThreadVeto', { params })).toMatchObject({ own: null });
  expect(await isVetoed(world, threadId, world.carla.id)).toBe(false);
});

test('C6: a thread that one may not see is not there', async () => {
  await using world = await createWorld();
  await createAnna(world);
  const { activity } = await world.ben.track(eml(), 'visibility=private');
  const params = { threadId: activity!.id };
  for (const name of ['getThreadVeto', 'vetoThread', 'liftThreadVeto'] as const) {
    expect(await world.carla.refused(name, { params })).toMatchObject({ code: 'not_found' });
    expect(await world.pete.refused(name, { params })).toMatchObject({ code: 'not_found' });
  }
});

test('C6: the thread of a mail that is not tracked is found by what it answers, only by those who see it', async () => {
  await using world = await createWorld();
  const { threadId } = await createThread(world);
  await world.ben.call('vetoThread', { params: { threadId } });
  const lookup = async (who: Caller, ...internetMessageIds: string[]) =>
    (await who.call('findThread', { body: { internetMessageIds } })).thread;
  const found = { threadId, everyone: { by: { id: world.ben.id } } };
  expect(await lookup(world.ben, '<quote-1@fabrikam.example>')).toMatchObject({ ...found, reach: 'everyone' });
  const reply = ['<reply-9@fabrikam.example>', 'no id at all', 'quote-1@fabrikam.example'];
  expect(await lookup(world.carla, ...reply)).toMatchObject({ ...found, reach: 'own' });
  expect(await lookup(world.pete, ...reply)).toBeNull();
  expect(await lookup(world.ben, '<reply-9@fabrikam.example>')).toBeNull();
  const { activity } = await world.ben.track(
    eml({ id: 'own@fabrikam.example', subject: 'Mine' }),
    'visibility=private',
  );
  expect(await lookup(world.ben, '<own@fabrikam.example>')).toMatchObject({ threadId: activity!.id });
  expect(await lookup(world.carla, '<own@fabrikam.example>')).toBeNull();
  // The nearest that is known counts, not the oldest.
  expect(await lookup(world.ben, '<own@fabrikam.example>', ...reply)).toMatchObject({ threadId: activity!.id });
  const ids = (count: number) => Array.from({ length: count }, (_, at) => `<${at}@x.example>`);
  expect(await lookup(world.ben, ...ids(mostThreadIds))).toBeNull();
  const tooMany = { body: { internetMessageIds: ids(mostThreadIds + 1) } };
  expect((await world.ben.refused('findThread', tooMany)).code).toBe('invalid_request');
});

test('C8: a mail of a stranger waits in the list, and joins the conversation once somebody confirms', async () => {
  await using world = await createWorld();
  const { account, activity, threadId } = await createThread(world);
  const { activity: reply } = await world.ben.track(strangersReply(), everyoneMayRead);
  expect(reply).toMatchObject({ correlation: null, flags: ['correlationUnconfirmed'], regarding: [] });
  const { items } = await world.ben.call('listUnconfirmedCorrelations');
  expect(items).toMatchObject([
    {
      activity: { id: reply!.id },
      proposed: { method: 'inReplyTo', activity: { id: activity.id, subject: 'Quote for pumps' } },
    },
  ]);
  const params = { activityId: reply!.id };
  const confirmed = await world.ben.call('settleCorrelation', { params, body: { verdict: 'confirmed' } });
  expect(confirmed).toMatchObject({
    correlation: { method: 'inReplyTo', activityId: activity.id },
    flags: [],
    regarding: [{ id: account.id }],
  });
  expect((await world.ben.call('getActivity', { params })).threadId).toBe(threadId);
  expect((await world.ben.call('listUnconfirmedCorrelations')).items).toEqual([]);
  expect(await world.ben.refused('settleCorrelation', { params, body: { verdict: 'confirmed' } })).toMatchObject({
    code: 'not_found',
  });
});

test('C8: dismissed it stays by itself and is listed no more', async () => {
  await using world = await createWorld();
  await createThread(world);
  const { activity: reply } = await world.ben.track(strangersReply(), everyoneMayRead);
  const params = { activityId: reply!.id };
  const settled = await world.ben.call('settleCorrelation', { params, body: { verdict: 'dismissed' } });
  expect(settled).toMatchObject({ correlation: null, flags: [], regarding: [] });
  expect((await world.ben.call('listUnconfirmedCorrelations')).items).toEqual([]);
});

test('C8: who may see only one of the two mails is asked nothing', async () => {
  await using world = await createWorld();
  await createAnna(world);
  await world.ben.track(eml(), 'visibility=private');
  const { activity: reply } = await world.ben.track(strangersReply(), everyoneMayRead);
  expect((await world.carla.call('listUnconfirmedCorrelations')).items).toEqual([]);
  expect(
    await world.carla.refused('settleCorrelation', {
      params: { activityId: reply!.id },
      body: { verdict: 'confirmed' },
    }),
  ).toMatchObject({ code: 'not_found' });
});

test('C7: regarding changes for this message only, this and later, or the whole thread, with audit', async () => {
  await using world = await createWorld();
  const { account, activity } = await createThread(world);
  const ids = [activity.id];
  for (const n of [1, 2]) {
    const reply = eml({
      id: `reply-${n}@fabrikam.example`,
      subject: 'Re: Quote for pumps',
      date: `Mon, 02 Mar 2026 08:0${n}:00 +0000`,
      headers: ['In-Reply-To: <quote-1@fabrikam.example>'],
    });
    ids.push((await world.ben.track(reply, everyoneMayRead)).activity!.id);
  }
  const other = await addRecord(world, world.ben, 'account', { name: 'Other' });
  const regardings = async () => {
    const views = await Promise.all(ids.map((activityId) => world.ben.call('getActivity', { params: { activityId } })));
    return views.map(({ regarding }) =>
      regarding[0]?.id === other.id ? 'other' : regarding[0]?.id === account.id ? 'account' : '-',
    );
  };
  const set = (to: { type: string; id: string }, scope: 'message' | 'later' | 'thread') =>
    world.ben.call('setRegarding', { params: { activityId: ids[1]! }, body: { regarding: [to], scope } });
  expect(await regardings()).toEqual(['account', 'account', 'account']);
  await set(other, 'message');
  expect(await regardings()).toEqual(['account', 'other', 'account']);
  await set(other, 'later');
  expect(await regardings()).toEqual(['account', 'other', 'other']);
  await set(account, 'thread');
  expect(await regardings()).toEqual(['account', 'account', 'account']);
});
