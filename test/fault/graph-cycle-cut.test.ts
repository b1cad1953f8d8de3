import { expect, test } from 'vitest';
import { graphConnection, type GraphSynchronized, graphSynchronized } from '../support/graph-synchronized.ts';

const isFull = process.env['FAULT_FULL'] === '1';

const named = (items: readonly { readonly properties: Record<string, unknown> }[], name: string) => {
  const found = items.find(({ properties }) => properties['displayName'] === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found as never;
};

/** Something of everything to do waits in the end. */
const prepare = async ({ world, mailbox, book, put, cycle }: GraphSynchronized): Promise<void> => {
  const { ben } = world;
  const contacts = new Map<string, string>();
  const add = async (name: string): Promise<void> => {
    const body = { name, addresses: [`${name.toLowerCase().replace(' ', '.')}@muster.example`] };
    contacts.set(name, (await ben.call('createRecord', { params: { type: 'contact' }, body })).id);
  };
  for (const name of ['Changed Here', 'Changed There', 'Gone Here', 'Gone There']) await add(name);
  await cycle();
  const contact = { type: 'contact', id: contacts.get('Changed Here') ?? '' };
  await ben.call('changeRecord', { params: contact, body: { fields: { jobTitle: 'Two' } } });
  mailbox.contacts.change(named(book(), 'Changed There'), { jobTitle: 'Three' });
  await ben.call('deleteRecord', { params: { type: 'contact', id: contacts.get('Gone Here') ?? '' } });
  mailbox.contacts.move(named(book(), 'Gone There'), mailbox.folderNamed('deleteditems')?.id ?? '');
  await add('New Here');
  put({ displayName: 'New There', categories: ['CRM'] });
};

const shown = (items: readonly { readonly properties: Record<string, unknown> }[], names: readonly string[]) =>
  items.map(({ properties }) => JSON.stringify(names.map((name) => properties[name] ?? null))).sort();

/** All that both sides say, whatever things are called there. */
const stateOf = async ({ world, book }: GraphSynchronized) => {
  const records = await world.ben.call('listRecords', { params: { type: 'contact' }, query: {} });
  const { account } = await world.ben.call('getMySynchronization');
  return {
    records: records.items.map(({ name, fields }) => `${name} ${JSON.stringify(fields)}`).sort(),
    contacts: shown(book(), ['displayName', 'jobTitle']),
    linked: account?.linked,
    health: account?.health.state,
  };
};

/** What there is in the end after the nth answer of one cycle broke off; 0: none did. */
const cutAt = async (nth: number) => {
  await using sync = await graphSynchronized();
  const { ben } = sync.world;
  await ben.call('connectMySynchronization', { body: graphConnection(sync.graph) });
  await ben.call('enableMySynchronization', { body: { enabled: true } });
  await prepare(sync);
  const before = sync.graph.seen.length;
  sync.graph.cutAt(nth);
  await sync.cycle();
  const calls = sync.graph.seen.slice(before).filter(({ path }) => path.startsWith('/v1.0/')).length;
  for (let n = 0; n < 3; n += 1) await sync.cycle();
  return { calls, state: await stateOf(sync) };
};

test('Y11: a cycle with Microsoft Graph that is cut off at any answer ends in what it would have been', async () => {
  const { calls, state } = await cutAt(0);
  expect(calls).toBeGreaterThan(10);
  expect(state).toMatchObject({ health: 'working', linked: [{ count: 4 }] });
  for (let nth = 1; nth <= calls; nth += isFull ? 1 : 3)
    expect((await cutAt(nth)).state, `cut at ${nth}`).toEqual(state);
}, 600_000);
