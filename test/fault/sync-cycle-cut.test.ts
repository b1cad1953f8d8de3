import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DavServer, startRadicale } from '../support/dav-server.ts';
import { card, connect } from '../support/synchronized.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';
import { CutCalls } from './cut-calls.ts';

const isFull = process.env['FAULT_FULL'] === '1';
const longestWaitMs = 5 * 3_600_000;

let server: DavServer;
let books = 0;
beforeAll(async () => {
  server = await startRadicale();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const lineOf = (text: string, name: string): string =>
  new RegExp(`^${name}[^:\\r]*:(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';

/** All that both sides say, whatever things are called there. */
const stateOf = async (ben: Caller, book: string) => {
  const { items } = await ben.call('listRecords', { params: { type: 'contact' }, query: {} });
  const cards = await Promise.all((await server.person.list(book)).map((path) => server.person.get(path)));
  const { account } = await ben.call('getMySynchronization');
  return {
    records: items.map(({ name, fields }) => `${name} ${JSON.stringify(fields)}`).sort(),
    cards: cards.map((text) => ['FN', 'TITLE', 'TEL'].map((name) => lineOf(text ?? '', name)).join('|')).sort(),
    linked: account?.linked,
  };
};

/** Something of everything to do waits in the end. */
const prepare = async ({ ben }: World, book: string, cycle: () => Promise<void>): Promise<void> => {
  const add = async (name: string): Promise<string> => {
    const body = {
      name,
      addresses: [`${name.toLowerCase().replace(' ', '.')}@muster.example`],
      fields: { jobTitle: 'One' },
    };
    return (await ben.call('createRecord', { params: { type: 'contact' }, body })).id;
  };
  await ben.call('changeMySynchronization', { body: { conflicts: 'crm' } });
  const names = ['Changed Here', 'Changed There', 'Changed Both', 'Gone Here', 'Gone There', 'Still Same'];
  const ids = new Map<string, string>();
  for (const name of names) ids.set(name, await add(name));
  await cycle();
  const paths = new Map(names.map((name) => [name, `${book}correspond-${ids.get(name) ?? ''}.vcf`]));
  const rewrite = async (name: string, from: string, to: string): Promise<void> => {
    const path = paths.get(name) ?? '';
    await server.person.put(path, ((await server.person.get(path)) ?? '').replace(from, to));
  };
  const change = (name: string, fields: Record<string, string>) =>
    ben.call('changeRecord', { params: { type: 'contact', id: ids.get(name) ?? '' }, body: { fields } });
  await change('Changed Here', { jobTitle: 'Two' });
  await rewrite('Changed There', 'TITLE:One', 'TITLE:Three');
  await change('Changed Both', { jobTitle: 'Ours' });
  await rewrite('Changed Both', 'TITLE:One', 'TITLE:Theirs');
  await ben.call('deleteRecord', { params: { type: 'contact', id: ids.get('Gone Here') ?? '' } });
  await server.person.remove(paths.get('Gone There') ?? '');
  await add('New Here');
  await server.person.put(`${book}new.vcf`, card('new', 'New There', ['TITLE:Five', 'CATEGORIES:CRM']));
  await add('Equal Two');
  await server.person.put(
    `${book}equal.vcf`,
    card('equal', 'Equal Two', ['EMAIL:equal.two@muster.example', 'TEL;TYPE=WORK:7']),
  );
};

/** What there is in the end after one cycle was cut off there; `calls` of a cycle that was not. */
const cutOff = async (at: number, when: 'before' | 'after') => {
  const cut = new CutCalls(at, when);
  await using world = await createWorld({
    allowedNetworks: ['127.0.0.0/8'],
    parts: ['sync'],
    synchronization: { sides: (sides) => cut.sides(sides) },
  });
  cut.watch(world);
  const book = await server.person.makeBook(`cut-${(books += 1)}`);
  await connect(world.ben, { ...server, url: new URL(book, server.url).href });
  const cycle = async (): Promise<void> => {
    world.clock.advance(longestWaitMs);
    await world.app.runner.settle();
  };
  await prepare(world, book, cycle);
  cut.isArmed = true;
  // The job tells of it, as the product does; the next cycle goes on from what is stored.
  await cycle().catch((error: unknown) => expect(String(error)).toMatch(/cut off/));
  cut.isArmed = false;
  for (let n = 0; n < 3; n += 1) await cycle();
  const { lost } = await world.ben.call('listMySynchronizationHistory');
  return { calls: cut.calls, state: await stateOf(world.ben, book), lost: lost.map(({ value }) => value) };
};

test('SYNC: Y11: a cycle cut off at any call of a port ends as if it had not been: nothing is made anew or lost', async () => {
  const whole = await cutOff(0, 'before');
  expect(whole.state.records).toHaveLength(8);
  expect(whole.state.cards).toHaveLength(7);
  expect(whole.lost).toContain('Theirs');
  // Fewer would say that some port is not watched: each item needs one call of the server and one of the database at least.
  expect(whole.calls).toBeGreaterThan(25);
  const step = isFull ? 1 : 5;
  for (let at = 1; at <= whole.calls; at += step)
    for (const when of ['before', 'after'] as const) {
      const { calls, state, lost } = await cutOff(at, when);
      expect(calls).toBeGreaterThanOrEqual(at);
      expect({ at, when, ...state }).toEqual({ at, when, ...whole.state });
      expect(lost).toContain('Theirs');
    }
}, 900_000);
