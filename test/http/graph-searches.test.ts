import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallInput } from '#shared/contracts/api.ts';
import { eml } from '../support/eml.ts';
import { type GraphServer, startGraph } from '../support/graph/graph-server.ts';
import { addRecord } from '../support/records.ts';
import { activities } from '../support/router.ts';
import { addServed, graphAt, graphSecret } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld, type World } from '../support/world.ts';

type SearchBody = CallInput<'searchMailbox'>['body'];

const anna = 'anna@fabrikam.example';
const clock = createTestClock();
const users = ['talk', 'history', 'pages', 'busy', 'moved', 'other'].map((name) => `${name}@contoso.test`);
let graph: GraphServer;

beforeAll(async () => {
  graph = await startGraph({ users, now: () => clock.now() });
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => () => expect(graph.violations).toEqual([]));

const open = async (user: string) => {
  const world = await createWorld({ clock, mailAuthorities: [graph.authority], mailboxes: { watches: 0 } });
  const owner = { kind: 'user' as const, id: world.ben.id };
  const incoming = graphAt(graph, `${user}@contoso.test`);
  const { id: mailboxId } = await addServed(world, { owner, address: world.ben.email, incoming, secret: graphSecret });
  const params = { mailboxId };
  return {
    world,
    params,
    search: (body: SearchBody) => world.ben.call('searchMailbox', { params, body }),
    deliver: (mail: Parameters<typeof eml>[0], folder?: string, receivedAt: number = clock.now()) =>
      graph.deliver(`${user}@contoso.test`, eml(mail), { receivedAt, ...(folder === undefined ? {} : { folder }) }),
    [Symbol.asyncDispose]: () => world.close(),
  };
};

const on = (day: number) => `0${String(day)} Mar 2026 08:00:00 +0000`;
const moment = (day: number) => Date.parse(`2026-03-0${String(day)}T08:00:00Z`);

test('P9: a whole conversation of a Graph mailbox is found in inbox and sent mail, also where its subject changes', async () => {
  await using stage = await open('talk');
  const { world, search, deliver, params } = stage;
  deliver({ id: "a'b@fabrikam.example", subject: 'Pumps', date: on(1) }, undefined, moment(1));
  const follows = (id: string) => ({ headers: [`In-Reply-To: <${id}>`, `References: <${id}>`] });
  deliver(
    {
      id: 'b@contoso.test',
      subject: 'Re: Pumps',
      from: 'ben@contoso.test',
      to: anna,
      date: on(2),
      ...follows("a'b@fabrikam.example"),
    },
    'sentitems',
    moment(2),
  );
  deliver(
    { id: 'c@fabrikam.example', subject: 'Re: Pumps', date: on(3), ...follows('b@contoso.test') },
    undefined,
    moment(3),
  );
  deliver(
    { id: 'd@fabrikam.example', subject: 'Valves too', date: on(4), ...follows('c@fabrikam.example') },
    undefined,
    moment(4),
  );
  deliver({ id: 'e@fabrikam.example', subject: 'Pumps', date: on(5) }, undefined, moment(5));
  deliver(
    { id: 'gone@fabrikam.example', subject: 'Re: Pumps', ...follows('c@fabrikam.example') },
    'Deleted Items',
    moment(5),
  );
  const found = await search({ about: { kind: 'messages', internetMessageIds: ['<c@fabrikam.example>'] } });
  expect(found).toMatchObject({ more: false });
  expect(
    found.items.map(({ internetMessageId, becomes, origin }) => [internetMessageId, becomes, origin.folder]),
  ).toEqual([
    ["<a'b@fabrikam.example>", 'new', 'inbox'],
    ['<b@contoso.test>', 'new', 'sentitems'],
    ['<c@fabrikam.example>', 'new', 'inbox'],
    ['<d@fabrikam.example>', 'new', 'inbox'],
  ]);

  const pumps = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
  const body = { origin: found.items[1]!.origin, regarding: [`opportunity:${pumps.id}`] };
  const tracked = await world.ben.call('promoteFound', { params, body });
  expect(tracked).toMatchObject({
    created: true,
    promotion: { stood: false },
    activity: { direction: 'outgoing', source: 'original', regarding: [{ name: 'Twelve pumps' }] },
  });
  expect(await world.ben.call('promoteFound', { params, body })).toMatchObject({ created: false });
  const again = await search({ about: { kind: 'activity', id: tracked.activity!.id } });
  expect(again.items.map(({ becomes }) => becomes)).toEqual(['new', 'tracked', 'new', 'new']);
  expect(graph.seen.filter(({ method }) => method !== 'GET' && method !== 'POST')).toEqual([]);
});

test('P9: the history of a person in a Graph mailbox: exactly their addresses, newest first, within dates and folders', async () => {
  await using stage = await open('history');
  const { world, search, deliver } = stage;
  const odd = '"anna b"@fabrikam.example';
  const contact = await addRecord(world, world.ben, 'contact', {
    name: 'Anna Berg',
    addresses: [anna, 'anna.private@mail.example', odd],
  });
  const mail = (n: number, from: string) => ({ id: `h${n}@fabrikam.example`, subject: `h${n}`, from, date: on(n) });
  deliver(mail(1, anna), undefined, moment(1));
  deliver(mail(2, 'Anna <Anna.Private@mail.example>'), undefined, moment(2));
  deliver(mail(3, 'joanna@fabrikam.example'), undefined, moment(3));
  deliver(mail(4, anna), 'Projects', moment(4));
  deliver({ ...mail(5, 'ben@contoso.test'), to: 'x@y.example', cc: anna }, 'sentitems', moment(5));
  deliver(mail(6, anna), 'Junk Email', moment(6));
  graph.deliver('history@contoso.test', eml(mail(7, anna)), { isDraft: true, receivedAt: moment(7) });
  const about = { kind: 'record' as const, type: 'contact', id: contact.id };
  const subjects = async (body: Omit<SearchBody, 'about'> = {}) =>
    (await search({ about, ...body })).items.map(({ subject }) => subject);
  expect(await subjects()).toEqual(['h5', 'h2', 'h1']);
  expect(await subjects({ folders: ['Projects', 'inbox'] })).toEqual(['h4', 'h2', 'h1']);
  expect(await subjects({ since: '2026-03-02T08:00:00Z' })).toEqual(['h5', 'h2']);
  expect(await subjects({ until: '2026-03-02T08:00:00Z' })).toEqual(['h1']);
  expect(await search({ about, limit: 1 })).toMatchObject({ items: [{ subject: 'h5' }], more: true });
  const refused = (folder: string) =>
    world.ben.refused('searchMailbox', { params: stage.params, body: { about, folders: [folder] } });
  expect(await refused('Junk Email')).toMatchObject({ code: 'mailbox_not_ready' });
  expect(await refused('Nowhere')).toMatchObject({ code: 'mailbox_not_ready' });
});

test('P9: a history of more than a page is read page by page', async () => {
  await using stage = await open('pages');
  const { world, search, deliver } = stage;
  const contact = await addRecord(world, world.ben, 'contact', { name: 'Anna', addresses: [anna] });
  const about = { kind: 'record' as const, type: 'contact', id: contact.id };
  const put = (from: number, to: number) => {
    for (let n = from; n <= to; n += 1)
      deliver({ id: `p${n}@fabrikam.example`, subject: `p${n}`, from: anna }, undefined, moment(1) + n * 1_000);
  };
  put(1, 101);
  expect(await search({ about, limit: 100 })).toMatchObject({ items: { length: 100 }, more: true });
  expect(graph.seen.some(({ path }) => path.includes('skiptoken'))).toBe(true);
  const early = await search({ about, until: new Date(moment(1) + 2_000).toISOString(), limit: 100 });
  expect(early).toMatchObject({ items: [{ subject: 'p1' }], more: false });
});

test('P9: a Graph service that is busy is told as that, with when to come back; one that refuses our token says so', async () => {
  await using stage = await open('busy');
  const { world, search, deliver, params } = stage;
  deliver({ id: 'q@fabrikam.example' });
  const about = { kind: 'messages' as const, internetMessageIds: ['<q@fabrikam.example>'] };
  graph.trouble('/messages?', { status: 429, headers: { 'retry-after': '7' } });
  const busy = await world.ben.ask('searchMailbox', { params, body: { about } });
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '7']);
  graph.trouble('/messages?', 'cut');
  expect((await world.ben.ask('searchMailbox', { params, body: { about } })).status).toBe(503);
  graph.trouble('/messages?', { status: 403, code: 'ErrorAccessDenied' });
  expect(await world.ben.refused('searchMailbox', { params, body: { about } })).toMatchObject({
    code: 'mailbox_not_ready',
  });
  const { items } = await search({ about });
  graph.trouble('/$value', { status: 429, headers: { 'retry-after': '9' } });
  const origin = items[0]!.origin;
  expect((await world.ben.ask('promoteFound', { params, body: { origin } })).status).toBe(503);
  expect(await activities(world.ben)).toEqual([]);
  expect(await world.ben.call('promoteFound', { params, body: { origin } })).toMatchObject({ created: true });
});

test('P9: a Graph mail that was moved or deleted since it was found is not tracked; one over the limit neither', async () => {
  await using stage = await open('moved');
  const { world, search, deliver, params } = stage;
  const { message } = deliver({ id: 'm@fabrikam.example' });
  const about = { kind: 'messages' as const, internetMessageIds: ['<m@fabrikam.example>'] };
  const { origin } = (await search({ about })).items[0]!;
  const refused = (change: object) =>
    world.ben.refused('promoteFound', { params, body: { origin: { ...origin, ...change } } });
  const box = graph.mailbox('moved@contoso.test');
  expect(await refused({ id: 'AAkA99999999=' })).toMatchObject({ code: 'not_found' });
  expect(await refused({ folder: 'sentitems' })).toMatchObject({ code: 'not_found' });
  expect(await refused({ folder: 'Junk Email' })).toMatchObject({ code: 'mailbox_not_ready' });
  box.move(message, box.folderNamed('deleteditems')!);
  expect(await refused({})).toMatchObject({ code: 'not_found' });
  await world.ana.call('changeSettings', { body: { messageLimitBytes: 1_048_576 } });
  deliver({ id: 'm@fabrikam.example', text: 'x'.repeat(1_100_000) });
  const [large] = (await search({ about })).items;
  expect(large).toMatchObject({ becomes: 'refused', subject: null });
  expect(await world.ben.refused('promoteFound', { params, body: { origin: large!.origin } })).toMatchObject({
    code: 'message_too_large',
  });
  for (const caller of [world.ana, world.olga] satisfies World['ana'][])
    expect(await caller.refused('searchMailbox', { params, body: { about } })).toMatchObject({
      code: 'mailbox_not_found',
    });
});
