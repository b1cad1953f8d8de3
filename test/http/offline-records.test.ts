import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RecordTypeDefinition } from '#shared/model/record.ts';
import { offlineLimits } from '#shared/offline/limits.ts';
import { exclusivelyUnder } from '../../addin/api/exclusively.ts';
import { createTransport } from '../../addin/api/transport.ts';
import { scopeOf, withRecords } from '../../addin/offline/records/database.ts';
import { countWaiting, eraseEverything } from '../../addin/offline/records/erase.ts';
import { createOfflineRecords, type OfflineRecords } from '../../addin/offline/records/offline-records.ts';
import { createRecordShelf, hasRoom } from '../../addin/offline/records/shelf.ts';
import { createProfileStore } from '../../addin/api/profile-store.ts';
import { useIndexedDb } from '../addin/support/indexed-db.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

useIndexedDb();

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** What happens to the requests of a pane: they arrive, never leave, or arrive and their answers are lost. */
type Network = 'whole' | 'cut' | 'answersLost';
const network = { is: 'whole' as Network, sent: [] as string[] };

let at = 0;
beforeEach(() => {
  at = 1_000_000;
  Object.assign(network, { is: 'whole', sent: [] });
});

const fetchAs =
  (token: string): typeof fetch =>
  async (address, request) => {
    if (network.is === 'cut') throw new TypeError('no network');
    const headers = new Headers(request?.headers);
    headers.set('authorization', `Bearer ${token}`);
    network.sent.push(request?.method ?? 'GET');
    const answer = await fetch(address, { ...request, headers });
    if (network.is === 'answersLost' && request?.method !== 'GET') throw new TypeError('the connection broke');
    return answer;
  };

const paneOf = (caller: Caller, organizationId = caller.organizationId): OfflineRecords =>
  createOfflineRecords({
    call: createTransport({ apiBase: `${world.origin}/api/v1`, fetch: fetchAs(caller.token) }),
    organizationId,
    partition: '',
    scope: scopeOf(organizationId, caller.id),
    scopes: [scopeOf(organizationId, caller.id)],
    exclusively: exclusivelyUnder('test'),
    now: () => at,
    newId: () => crypto.randomUUID(),
    tellOthers: () => undefined,
    onChanged: () => undefined,
    remember: () => undefined,
  });

let types: readonly RecordTypeDefinition[];
beforeAll(async () => {
  types = (await world.ben.call('listRecordTypes')).items;
});

/** A pane that keeps the records of a type that have this word, and has lost its connection. */
const offlineWith = async (type: string, q: string, caller = world.ben) => {
  const pane = paneOf(caller);
  await pane.begin();
  await pane.choose([{ type, q, own: false }], types);
  await pane.synchronize();
  network.is = 'cut';
  return pane;
};

const back = async (pane: OfflineRecords) => {
  network.is = 'whole';
  await pane.synchronize();
};

const add = (name: string, fields: Record<string, string> = {}) =>
  world.ben.call('createRecord', { params: { type: 'account' }, body: { name, fields } });
const onServer = (id: string) => world.ben.call('getRecord', { params: { type: 'account', id } });
const named = async (q: string) =>
  (await world.ben.call('listRecords', { params: { type: 'account' }, query: { q } })).items;
const set = (values: Record<string, string>) => ({ kind: 'set', values }) as const;
const change = (id: string, fields: Record<string, string>) =>
  world.carla.call('changeRecord', { params: { type: 'account', id }, body: { fields } });
const conflictOf = (pane: OfflineRecords) => {
  const [row] = pane.state().waiting;
  if (row?.change.state.kind !== 'conflict') throw new Error('it asks nothing');
  return { row, conflict: row.change.state.conflict };
};

describe('Y12: offline and back', () => {
  test('what was created, changed and deleted without a connection is on the server once it is back', async () => {
    const [one, two] = [await add('Whole One'), await add('Whole Two')];
    const pane = await offlineWith('account', 'whole');
    expect(pane.state().kept.map(({ seen }) => seen.values['name'])).toEqual(['Whole One', 'Whole Two']);
    await pane.edit('account', null, set({ name: 'Whole Three' }));
    await pane.edit('account', one.id, set({ 'fields.phone': '7' }));
    await pane.edit('account', two.id, { kind: 'delete' });
    await pane.synchronize();
    expect(pane.state()).toMatchObject({ problem: { code: 'unreachable' }, waiting: [{}, {}, {}] });
    await back(pane);
    expect(pane.state()).toMatchObject({ problem: null, waiting: [] });
    expect((await named('whole')).map(({ name }) => name)).toEqual(['Whole One', 'Whole Three']);
    expect((await onServer(one.id)).fields).toEqual({ phone: '7' });
    expect(
      pane
        .state()
        .kept.map(({ seen }) => seen.values['name'])
        .toSorted(),
    ).toEqual(['Whole One', 'Whole Three']);
  });

  test('lost answers double and lose nothing', async () => {
    const one = await add('Lost One');
    const two = await add('Lost Two');
    const pane = await offlineWith('account', 'lost');
    await pane.edit('account', null, set({ name: 'Lost Three' }));
    await pane.edit('account', one.id, set({ 'fields.phone': '7' }));
    await pane.edit('account', two.id, { kind: 'delete' });
    for (let count = 0; count < 4; count += 1) {
      network.is = 'answersLost';
      await pane.synchronize();
    }
    // The new record is edited before its first answer came.
    const created = pane.state().waiting.find(({ change: { base } }) => base === null);
    await pane.edit('account', created!.id, set({ 'fields.phone': '9' }));
    await back(pane);
    expect(pane.state().waiting).toEqual([]);
    const there = await named('lost');
    expect(there.map(({ name, fields }) => [name, fields['phone']])).toEqual([
      ['Lost One', '7'],
      ['Lost Three', '9'],
    ]);
    expect((await onServer(one.id)).version).toBe(2);
  });

  test('different fields are both kept; the same one is asked about with both values', async () => {
    const one = await add('Both One', { phone: '1', website: 'a.test' });
    const pane = await offlineWith('account', 'both');
    await pane.edit('account', one.id, set({ 'fields.phone': '2', 'fields.website': 'mine.test' }));
    await change(one.id, { phone: '9' });
    await back(pane);
    const { row, conflict } = conflictOf(pane);
    expect(conflict).toMatchObject({ kind: 'fields', fields: [{ field: 'fields.phone', mine: '2', theirs: '9' }] });
    expect((await onServer(one.id)).fields).toEqual({ phone: '9', website: 'a.test' });
    await pane.answer(row, { 'fields.phone': 'theirs' });
    await pane.synchronize();
    expect(pane.state().waiting).toEqual([]);
    expect((await onServer(one.id)).fields).toEqual({ phone: '9', website: 'mine.test' });
  });

  test('what was deleted there comes back with the change, if the person wants it', async () => {
    const one = await add('Gone One', { phone: '1' });
    const pane = await offlineWith('account', 'gone');
    await pane.edit('account', one.id, set({ 'fields.phone': '2' }));
    await world.carla.call('deleteRecord', { params: { type: 'account', id: one.id } });
    await back(pane);
    const { row, conflict } = conflictOf(pane);
    expect(conflict).toEqual({ kind: 'goneThere' });
    await pane.answer(row, { record: 'mine' });
    await pane.synchronize();
    expect((await onServer(one.id)).fields).toEqual({ phone: '2' });
    expect(pane.state().waiting).toEqual([]);
  });

  test('what was deleted here and changed there is asked about', async () => {
    const one = await add('Kept One');
    const pane = await offlineWith('account', 'kept');
    await pane.edit('account', one.id, { kind: 'delete' });
    await change(one.id, { phone: '9' });
    await back(pane);
    const { row, conflict } = conflictOf(pane);
    expect(conflict).toMatchObject({ kind: 'changedThere', fields: [{ field: 'fields.phone', theirs: '9' }] });
    await pane.answer(row, { record: 'theirs' });
    await pane.synchronize();
    expect((await onServer(one.id)).version).toBe(2);
    expect(pane.state()).toMatchObject({ waiting: [], kept: [{ id: one.id }] });
  });

  test('what the server refuses stays with its reason, and can be mended', async () => {
    const pane = await offlineWith('account', 'mend');
    await pane.edit('account', null, set({ name: 'Mend One', 'fields.shoeSize': '44' }));
    await back(pane);
    const [row] = pane.state().waiting;
    expect(row?.change.state).toMatchObject({ kind: 'refused', code: 'invalid_request' });
    await pane.discard(row!);
    expect(pane.state().waiting).toEqual([]);
    expect(await named('mend')).toEqual([]);
  });
});

describe('Y12: whose it is', () => {
  test('nothing of one person or organization is shown under another, and it goes once another one was answered', async () => {
    await add('Mine One');
    const pane = await offlineWith('account', 'mine');
    await pane.edit('account', null, set({ name: 'Mine Two' }));
    const hers = paneOf(world.carla);
    await hers.begin();
    expect(hers.state()).toMatchObject({ kind: 'off', kept: [], waiting: [] });
    expect(await countWaiting('', world.carla.organizationId, world.carla.id)).toBe(0);
    await hers.synchronize();
    expect(await countWaiting('', world.ben.organizationId, world.ben.id)).toBe(1);
    network.is = 'whole';
    await hers.synchronize();
    await pane.reread();
    expect(pane.state()).toMatchObject({ kind: 'off', kept: [], waiting: [] });
  });

  test('who was taken out of the organization keeps nothing of it after the next contact', async () => {
    const pane = paneOf(world.ben, 'no-longer-mine');
    await pane.begin();
    await pane.choose([{ type: 'account', q: '', own: false }], types);
    network.is = 'cut';
    await pane.synchronize();
    expect(pane.state().kind).toBe('open');
    await back(pane);
    expect(pane.state()).toMatchObject({ kind: 'off', problem: { code: 'organization_not_found' } });
  });

  test('signing out erases everything', async () => {
    await offlineWith('account', '');
    const profile = createProfileStore(null, '');
    profile.write('offline-records', 'yes');
    await eraseEverything('', profile);
    expect(profile.read('offline-records')).toBeNull();
    expect(await withRecords('', (database) => database.count('record'))).toBe(0);
    expect(await withRecords('', (database) => database.count('place'))).toBe(0);
  });
});

describe('Y12: bounds', () => {
  test('unopened for more than 14 days it is locked: not shown, not sent, and whole once it is unlocked', async () => {
    await add('Lock One');
    const before = await offlineWith('account', 'lock');
    await before.edit('account', null, set({ name: 'Lock Two' }));
    network.is = 'whole';
    at += offlineLimits.lockAfterMs + 1;
    const pane = paneOf(world.ben);
    await pane.begin();
    await pane.synchronize();
    expect(pane.state()).toMatchObject({ kind: 'locked', kept: [], waiting: [] });
    expect(network.sent.filter((method) => method === 'POST')).toEqual([]);
    await pane.unlock();
    await pane.synchronize();
    expect(pane.state()).toMatchObject({ kind: 'open', waiting: [] });
    expect((await named('lock')).map(({ name }) => name)).toEqual(['Lock One', 'Lock Two']);
  });

  test('2,000 records and 20 MB are kept, and no more', async () => {
    expect(hasRoom({ count: 1_999, bytes: 0 }, 1)).toBe(true);
    expect(hasRoom({ count: 2_000, bytes: 0 }, 1)).toBe(false);
    expect(hasRoom({ count: 0, bytes: 20 * 1024 * 1024 - 5 }, 5)).toBe(true);
    expect(hasRoom({ count: 0, bytes: 20 * 1024 * 1024 - 5 }, 6)).toBe(false);
    const shelf = createRecordShelf('', 'scope');
    const records = Array.from({ length: 2_001 }, (_one, n) => ({ id: `r${n}`, seen: { version: 1, values: {} } }));
    expect(await shelf.put('account', records.slice(0, 2_000))).toBe(true);
    expect(await shelf.put('account', records.slice(1_999))).toBe(false);
    expect((await shelf.read()).kept).toHaveLength(2_000);
  });

  test('200 changes wait, and no more; one that waits can be edited still', async () => {
    const shelf = createRecordShelf('', 'scope');
    const edit = (n: number) =>
      shelf.edit({ type: 'account', id: `r${n}`, key: `k${n}`, since: n }, set({ name: 'A' }));
    for (let n = 0; n < 200; n += 1) expect(await edit(n)).toBe(true);
    expect(await edit(200)).toBe(false);
    expect(await edit(7)).toBe(true);
  });
});
