import { expect, test } from 'vitest';
import { createWorld, type Caller, type World } from '../support/world.ts';

let count = 0;
const mail = (from: string, more = '') => {
  count += 1;
  return `From: Sam <${from}>\nTo: ben@contoso.test\n${more}Subject: Mail ${count}\nDate: Mon, 02 Mar 2026 08:00:${10 + (count % 50)} +0000\nMessage-ID: <r${count}@mail.test>\n\nText\n`;
};

const contact = async (caller: Caller, name: string, addresses: string[] = []) => {
  const { id } = await caller.call('createRecord', { params: { type: 'contact' }, body: { name, addresses } });
  return { type: 'contact', id };
};

const unresolved = async (caller: Caller) => (await caller.call('listUnresolvedAddresses')).items;

const trackThree = async (world: World) => {
  await world.ben.track(mail('sam@new.test'));
  await world.ben.track(mail('sam@new.test', 'Cc: sam@new.test\n'));
  await world.carla.track(mail('sam@new.test'));
  await world.pete.track(mail('sam@new.test'));
};

test('R6: preview counts, apply resolves what the caller sees, undo takes all of it back', async () => {
  await using world = await createWorld();
  await trackThree(world);
  const record = await contact(world.ben, 'Sam');
  const ask = (mode: 'preview' | 'apply') =>
    world.ben.call('resolveEverywhere', { body: { address: 'SAM@new.test', record, mode } });
  const preview = await ask('preview');
  expect(preview).toMatchObject({
    resolutionId: null,
    activities: 2,
    examples: [{ subject: 'Mail 2' }, { subject: 'Mail 1' }],
  });
  expect((await unresolved(world.ben))[0]).toMatchObject({ address: 'sam@new.test', activities: 2, candidates: [] });
  const applied = await ask('apply');
  expect(applied.activities).toBe(2);
  expect(await unresolved(world.ben)).toEqual([]);
  expect((await world.ben.call('getRecord', { params: record })).addresses).toEqual([
    { address: 'SAM@new.test', primary: true },
  ]);
  expect((await world.ben.call('getRecordCard', { params: record })).lastActivities).toHaveLength(2);
  expect(await unresolved(world.carla)).toMatchObject([{ activities: 1, candidates: [{ id: record.id }] }]);
  expect(await unresolved(world.pete)).toMatchObject([
    { address: 'ben@contoso.test', candidates: [] },
    { address: 'sam@new.test', activities: 1, candidates: [] },
  ]);
  const params = { resolutionId: applied.resolutionId! };
  expect(await world.carla.refused('undoResolveEverywhere', { params })).toMatchObject({ status: 404 });
  expect(await world.olga.refused('undoResolveEverywhere', { params })).toMatchObject({ status: 404 });
  expect(await world.ben.call('undoResolveEverywhere', { params })).toEqual({ activities: 2 });
  expect(await world.ben.call('undoResolveEverywhere', { params })).toEqual({ activities: 0 });
  expect(await unresolved(world.ben)).toMatchObject([{ activities: 2, candidates: [] }]);
  expect((await world.ben.call('getRecord', { params: record })).addresses).toEqual([]);
  expect((await world.ben.call('getRecordCard', { params: record })).lastActivities).toEqual([]);
});

test("R6: a person's own choice is never touched, and undo leaves a later choice", async () => {
  await using world = await createWorld();
  const [mine, theirs] = [await contact(world.ben, 'Mine'), await contact(world.ben, 'Theirs')];
  const first = await world.ben.track(mail('x@choice.test'));
  const second = await world.ben.track(mail('x@choice.test'));
  const settle = (activityId: string) =>
    world.ben.call('resolveParty', {
      params: { activityId, address: 'x@choice.test' },
      body: { record: mine, remember: 'no' },
    });
  await settle(first.activity!.id);
  const everywhere = {
    body: { address: 'x@choice.test', record: theirs, mode: 'apply' as const, addAddress: 'no' as const },
  };
  const applied = await world.ben.call('resolveEverywhere', everywhere);
  expect(applied.activities).toBe(1);
  await settle(second.activity!.id);
  expect(await world.ben.call('undoResolveEverywhere', { params: { resolutionId: applied.resolutionId! } })).toEqual({
    activities: 0,
  });
  for (const { activity } of [first, second]) {
    const seen = await world.ben.call('getActivity', { params: { activityId: activity!.id } });
    expect(seen.parties[0]!.resolution).toMatchObject({ kind: 'resolved', record: mine });
  }
  expect((await world.ben.call('getRecord', { params: theirs })).addresses).toEqual([]);
});

test('R6: role addresses are marked, and pages go by frequency', async () => {
  await using world = await createWorld();
  for (const from of ['info@role.test', 'info@role.test', 'ann@role.test', 'bob@role.test'])
    await world.ben.track(mail(from));
  const first = await world.ben.call('listUnresolvedAddresses', { query: { limit: 2 } });
  expect(first.items.map(({ address, roleAddress, activities }) => [address, roleAddress, activities])).toEqual([
    ['info@role.test', true, 2],
    ['ann@role.test', false, 1],
  ]);
  const rest = await world.ben.call('listUnresolvedAddresses', { query: { limit: 2, cursor: first.nextCursor! } });
  expect(rest.items.map(({ address }) => address)).toEqual(['bob@role.test']);
  expect(rest.nextCursor).toBeNull();
  const found = await world.ben.call('listUnresolvedAddresses', { query: { q: 'BOB' } });
  expect(found.items).toHaveLength(1);
});

test('R6: refuses a record that is not there, a bad address, and a type without addresses', async () => {
  await using world = await createWorld();
  const record = { type: 'contact', id: 'nowhere' };
  const apply = (address: string, target: { type: string; id: string }) =>
    world.ben.refused('resolveEverywhere', { body: { address, record: target, mode: 'apply' } });
  expect(await apply('a@b.test', record)).toMatchObject({ status: 404, code: 'record_not_found' });
  expect(await apply('a b', record)).toMatchObject({ status: 400, code: 'invalid_address' });
  const { id } = await world.ben.call('createRecord', { params: { type: 'case' }, body: { name: 'Case' } });
  expect(await apply('a@b.test', { type: 'case', id })).toMatchObject({
    status: 400,
    issues: [{ field: 'addresses' }],
  });
});

test('suggestions: the thread first, then the people with their work and account, then pinned and recent', async () => {
  await using world = await createWorld();
  const make = async (type: string, name: string, body: object = {}) => {
    const { id } = await world.ben.call('createRecord', { params: { type }, body: { name, ...body } });
    return { type, id };
  };
  const account = await make('account', 'Alpine');
  const lisa = await make('contact', 'Lisa', { addresses: ['lisa@alpine.test'], fields: { account: account.id } });
  const deal = await make('opportunity', 'Deal', { fields: { account: account.id, status: 'Open' } });
  await make('opportunity', 'Won deal', { fields: { account: account.id }, active: false });
  const thread = await make('case', 'Thread case');
  const recent = await make('case', 'Recent case');
  const pinned = await make('campaign', 'Pinned campaign');
  await world.ben.call('pinRecord', { params: pinned });
  await world.ben.track(mail('lisa@alpine.test').replace(/<r\d+@/, '<thread@'), `regarding=case:${thread.id}`);
  world.clock.advance(1_000);
  await world.ben.track(mail('other@alpine.test'), `regarding=case:${recent.id}`);
  const suggest = (caller: Caller) =>
    caller.call('suggestRegarding', {
      body: { addresses: ['lisa@alpine.test', 'ben@contoso.test'], inReplyTo: ['<thread@mail.test>'] },
    });
  const { items } = await suggest(world.ben);
  expect(items.map(({ id, because }) => [id, because])).toEqual([
    [thread.id, 'thread'],
    [deal.id, 'party'],
    [lisa.id, 'party'],
    [account.id, 'party'],
    [pinned.id, 'pinned'],
    [recent.id, 'recent'],
  ]);
  expect(items[1]!.detail).toBe('Alpine · Open');
  expect((await suggest(world.pete)).items).toEqual([]);
  await world.ben.call('unpinRecord', { params: pinned });
  expect((await suggest(world.ben)).items.map(({ because }) => because)).not.toContain('pinned');
});

test('P4: the card tells account, phone, last activities and open work', async () => {
  await using world = await createWorld();
  const account = await world.ben.call('createRecord', { params: { type: 'account' }, body: { name: 'Alpine' } });
  const lisa = await world.ben.call('createRecord', {
    params: { type: 'contact' },
    body: { name: 'Lisa', addresses: ['lisa@alpine.test'], fields: { account: account.id, phone: '+41 44 000 00 00' } },
  });
  const open = await world.ben.call('createRecord', {
    params: { type: 'case' },
    body: { name: 'Leak', fields: { contact: lisa.id, status: 'New' } },
  });
  for (let n = 0; n < 6; n += 1) await world.ben.track(mail('lisa@alpine.test'));
  const card = await world.ben.call('getRecordCard', { params: { type: 'contact', id: lisa.id } });
  expect(card).toMatchObject({
    record: { id: lisa.id },
    account: { id: account.id, name: 'Alpine' },
    phone: '+41 44 000 00 00',
    open: [{ id: open.id, name: 'Leak', status: 'New' }],
    pinned: false,
  });
  expect(card.lastActivities).toHaveLength(5);
  const colleague = await world.carla.call('getRecordCard', { params: { type: 'contact', id: lisa.id } });
  expect(colleague.lastActivities).toEqual([]);
  const other = await world.ben.call('createRecord', { params: { type: 'account' }, body: { name: 'Other' } });
  await world.ben.call('changeRecord', {
    params: { type: 'contact', id: lisa.id },
    body: { fields: { account: other.id } },
  });
  const cardOf = (id: string) => world.ben.call('getRecordCard', { params: { type: 'account', id } });
  expect((await cardOf(other.id)).lastActivities).toHaveLength(5);
  expect((await cardOf(account.id)).lastActivities).toEqual([]);
});
