import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { createWorld, type Caller, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

type Page = CallOutput<'downloadRecords'>;
type Query = CallInput<'downloadRecords'>['query'];

const add = (caller: Caller, type: string, body: CallInput<'createRecord'>['body']) =>
  caller.call('createRecord', { params: { type }, body });

/** Every page, as one. */
const download = async (caller: Caller, type: string, query: Query = {}) => {
  const pages: Page[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await caller.call('downloadRecords', {
      params: { type },
      query: { ...query, ...(cursor === null ? {} : { cursor }) },
    });
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return {
    pages: pages.length,
    names: pages.flatMap(({ items }) => items.map(({ name }) => name)),
    gone: pages.flatMap(({ gone }) => gone),
    complete: pages.at(-1)!.complete,
    since: pages.at(-1)!.since,
  };
};

describe('Y12: records to keep elsewhere', () => {
  test('all in pages, then what changed, in pages too', async () => {
    const ids: string[] = [];
    for (const name of ['Lead A', 'Lead B', 'Lead C']) ids.push((await add(world.ben, 'lead', { name })).id);
    const all = await download(world.ben, 'lead', { limit: 2 });
    expect(all).toMatchObject({ pages: 2, names: ['Lead A', 'Lead B', 'Lead C'], gone: [], complete: true });
    const quiet = await download(world.ben, 'lead', { since: all.since });
    expect(quiet).toMatchObject({ names: [], gone: [], complete: false });
    await world.carla.call('changeRecord', { params: { type: 'lead', id: ids[0]! }, body: { name: 'Lead Z' } });
    await world.carla.call('deleteRecord', { params: { type: 'lead', id: ids[1]! } });
    await add(world.carla, 'lead', { name: 'Lead D' });
    await add(world.carla, 'account', { name: 'Not asked for' });
    const changed = await download(world.ben, 'lead', { since: all.since, limit: 2 });
    expect(changed.names.toSorted()).toEqual(['Lead D', 'Lead Z']);
    expect(changed).toMatchObject({ gone: [ids[1]], complete: false, pages: 3 });
    expect(await download(world.ben, 'lead', { since: changed.since })).toMatchObject({ names: [], gone: [] });
  });

  test('what leaves the filter is gone, and another filter lists everything', async () => {
    const mine = await add(world.ben, 'opportunity', { name: 'Pumps for Oslo' });
    await add(world.carla, 'opportunity', { name: 'Pumps for Rome' });
    const own = { owner: 'me', q: 'pumps', active: 'true' } as const;
    const first = await download(world.ben, 'opportunity', own);
    expect(first.names).toEqual(['Pumps for Oslo']);
    await world.ben.call('changeRecord', { params: { type: 'opportunity', id: mine.id }, body: { active: false } });
    expect(await download(world.ben, 'opportunity', { ...own, since: first.since })).toMatchObject({
      names: [],
      gone: [mine.id],
      complete: false,
    });
    const others = await download(world.ben, 'opportunity', { q: 'pumps', since: first.since });
    expect(others).toMatchObject({ names: ['Pumps for Oslo', 'Pumps for Rome'], complete: true });
    expect((await download(world.ben, 'opportunity', { q: '%' })).names).toEqual([]);
  });

  test('R9: what goes out of one’s sight is gone, and a change of teams lists everything', async () => {
    const shared = await add(world.carla, 'case', { name: 'Carla’s case' });
    const before = await download(world.ben, 'case');
    expect(before.names).toEqual(['Carla’s case']);
    await world.carla.call('changeRecord', { params: { type: 'case', id: shared.id }, body: { access: 'team' } });
    const after = await download(world.ben, 'case', { since: before.since });
    expect(after).toMatchObject({ names: [], gone: [shared.id] });
    await add(world.ana, 'team', { name: 'Both', members: [world.ben.id, world.carla.id] });
    const teamed = await download(world.ben, 'case', { since: after.since });
    expect(teamed).toMatchObject({ names: ['Carla’s case'], complete: true });
  });

  test('a cursor of somebody else’s making is refused, and a page has at most 200', async () => {
    const refused = await world.ben.refused('downloadRecords', { params: { type: 'case' }, query: { since: 'x' } });
    expect(refused.code).toBe('invalid_cursor');
    const large = await world.ben.refused('downloadRecords', { params: { type: 'case' }, query: { limit: 201 } });
    expect(large.code).toBe('invalid_request');
    const unknown = await world.ben.refused('downloadRecords', { params: { type: 'ship' } });
    expect(unknown.code).toBe('record_type_not_found');
  });
});

describe('Y12: a record is created once for each key', () => {
  const create = (caller: Caller, key: string, name: string) =>
    caller.ask('createRecord', {
      params: { type: 'account' },
      body: { name },
      headers: { 'idempotency-key': key },
    });

  test('the same request again answers with the same record, as it is by then', async () => {
    const first = await create(world.ben, 'k1', 'Once Ltd');
    await world.ben.call('changeRecord', {
      params: { type: 'account', id: first.body.id },
      body: { fields: { phone: '7' } },
    });
    const again = await create(world.ben, 'k1', 'Once Ltd');
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({ id: first.body.id, version: 2, fields: { phone: '7' } });
    const { items } = await world.ben.call('listRecords', { params: { type: 'account' }, query: { q: 'Once' } });
    expect(items).toHaveLength(1);
  });

  test('many at once create one', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(world.ben, 'k2', 'Many Ltd')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test('another record under the key is refused; another person’s key is another', async () => {
    await create(world.ben, 'k3', 'First Ltd');
    const other = await world.ben.refused('createRecord', {
      params: { type: 'account' },
      body: { name: 'Second Ltd' },
      headers: { 'idempotency-key': 'k3' },
    });
    expect(other.code).toBe('idempotency_key_reused');
    const hers = await create(world.carla, 'k3', 'Second Ltd');
    expect(hers.status).toBe(201);
  });
});
