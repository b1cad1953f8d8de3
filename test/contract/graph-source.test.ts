import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import { createGraphClient } from '../../server/adapters/graph/graph-client.ts';
import { originKey } from '../../server/domain/mailbox/message-origin.ts';
import { TemporaryFailure } from '../../server/ports/failure.ts';
import type { MailSource, SourceCursor } from '../../server/ports/mail-source.ts';
import { createReader, fetchOnce, graphServerFor, graphSource } from '../support/graph/client.ts';
import { startGraph, type GraphServer } from '../support/graph/graph-server.ts';

const ana = 'ana@contoso.test';
const mail = (subject: string, size = 0): string =>
  `From: Kim <kim@fabrikam.example>\r\nTo: ana@contoso.test\r\nSubject: ${subject}\r\n\r\n${'x'.repeat(size)}\r\n`;

let graph: GraphServer;
const open: MailSource[] = [];
const sourceOf = (...given: Parameters<typeof graphSource> extends [unknown, ...infer R] ? R : never): MailSource => {
  const source = graphSource(graph, ...given);
  open.push(source);
  return source;
};
beforeEach(async () => {
  graph = await startGraph({ users: [ana, 'closed@contoso.test'], closed: ['closed@contoso.test'] });
});
afterEach(async () => {
  for (const source of open.splice(0)) await source[Symbol.asyncDispose]();
  await graph[Symbol.asyncDispose]();
  expect(graph.violations).toEqual([]);
});

const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);
const hourAgo = () => Date.now() - 3_600_000;
const gone = (): { status: number; code: string } => ({ status: 410, code: 'syncStateNotFound' });

describe('A1: mail of a Graph mailbox', () => {
  test('what is in a new mailbox is passed over; what comes then is fetched once, byte for byte', async () => {
    for (let n = 0; n < 12; n += 1) graph.deliver(ana, mail(`old ${n}`));
    const reader = createReader(sourceOf());
    expect(await reader.read()).toEqual([]);
    const bytes = Buffer.concat([Buffer.from(mail('new')), Buffer.from([0xff, 0x00, 0x80])]);
    graph.deliver(ana, bytes, { categories: ['Red'] });
    const { mails } = await fetchOnce(sourceOf(), { cursor: reader.cursor() });
    expect(
      mails.map((one) => [Buffer.from(one.bytes ?? []).equals(bytes), one.sizeBytes, one.folder, one.categories]),
    ).toEqual([[true, bytes.length, 'inbox', ['Red']]]);
    expect([await reader.read(), await reader.read()]).toEqual([['new'], []]);
  });
  test('from a date on: what arrived since is fetched too, oldest first, and nothing twice', async () => {
    graph.deliver(ana, mail('before'), { receivedAt: hourAgo() - 86_400_000 });
    graph.deliver(ana, mail('second'), { receivedAt: hourAgo() + 60_000 });
    graph.deliver(ana, mail('first'), { receivedAt: hourAgo() + 1_000 });
    const reader = createReader(sourceOf());
    expect(await reader.read({ from: hourAgo() as Instant })).toEqual(['first', 'second']);
    graph.deliver(ana, mail('third'));
    expect(await reader.read()).toEqual(['third']);
  });
  test.each([1, 2, 7])('%i at a time: all of it, in the order of arrival, over pages', async (limit) => {
    const reader = createReader(sourceOf());
    await reader.read();
    const names = Array.from({ length: 15 }, (_, n) => `m${n}`);
    for (const [n, name] of names.entries()) graph.deliver(ana, mail(name), { receivedAt: Date.now() + n * 1_000 });
    expect(await reader.read({ limit })).toEqual(names);
  });
  test('a back-fill goes on where it ended, also among mails of one second', async () => {
    const second = hourAgo();
    for (let n = 0; n < 25; n += 1) graph.deliver(ana, mail(`m${n}`), { receivedAt: second });
    const reader = createReader(sourceOf());
    const read = await reader.read({ limit: 3, from: (second - 10_000) as Instant });
    expect([read.length, new Set(read).size]).toEqual([25, 25]);
  });
  test('the cursor of a mail leads behind it and all before, also when the process ends there', async () => {
    const source = sourceOf();
    const { end } = await fetchOnce(source);
    for (const name of ['a', 'b', 'c']) graph.deliver(ana, mail(name));
    const { mails } = await fetchOnce(source, { cursor: end.cursor });
    const [first] = mails;
    const handled = first === undefined ? '' : originKey(first.origin);
    const rest = await fetchOnce(source, {
      cursor: first?.cursor ?? null,
      known: () => Promise.resolve(new Set([handled])),
    });
    expect([mails.length, rest.mails.length]).toEqual([3, 2]);
    expect((await fetchOnce(source, { cursor: mails.at(-1)?.cursor ?? null })).mails).toEqual([]);
  });
  test('old mail that somebody reads, drafts and removed mail are nothing new', async () => {
    const old = graph.deliver(ana, mail('old'), { receivedAt: hourAgo() }).message;
    const reader = createReader(sourceOf());
    await reader.read();
    const box = graph.mailbox(ana);
    box.change(old, { isRead: true });
    graph.deliver(ana, mail('draft'), { isDraft: true });
    box.remove(graph.deliver(ana, mail('gone again')).message);
    expect(await reader.read()).toEqual([]);
  });
  test('several folders by their names, one below another; a mail that is moved between them is the same mail', async () => {
    const box = graph.mailbox(ana);
    const north = box.addFolder('North', box.addFolder("Kim's projects").id);
    const reader = createReader(sourceOf({ folders: ['inbox', "Kim's projects/North", 'SentItems'] }));
    await reader.read();
    const { message } = graph.deliver(ana, mail('moved'));
    graph.deliver(ana, mail('sent'), { folder: 'sentitems' });
    expect(await reader.read()).toEqual(['moved', 'sent']);
    box.move(message, north);
    graph.deliver(ana, mail('there'), { folder: north.id });
    expect(await reader.read()).toEqual(['there']);
  });
  test.each([
    ['No such folder', 'folder_missing'],
    ['junkemail', 'folder_refused'],
    ['Deleted Items', 'folder_refused'],
  ])('the folder %s: %s', async (folder, code) => {
    expect(await failureOf(fetchOnce(sourceOf({ folders: [folder] })))).toMatchObject({
      name: 'PermanentFailure',
      code,
    });
  });
  test.each([
    [300, true],
    [299, false],
  ])('a mail of 300 bytes where %i are wanted', async (maxBytes, whole) => {
    const source = sourceOf();
    const { end } = await fetchOnce(source);
    const head = mail('big').length;
    graph.deliver(ana, mail('big', 300 - head));
    const { mails } = await fetchOnce(source, { cursor: end.cursor, maxBytes });
    expect(mails.map(({ bytes, sizeBytes }) => [bytes?.length ?? null, sizeBytes])).toEqual([
      [whole ? 300 : null, 300],
    ]);
  });
});

describe('F7: trouble with Graph', () => {
  test('410 syncStateNotFound: everything since the last reading is looked at again, nothing is lost or told twice', async () => {
    graph.deliver(ana, mail('from before it was ours'), { receivedAt: hourAgo() });
    const reader = createReader(sourceOf());
    await reader.read();
    graph.deliver(ana, mail('a'), { receivedAt: Date.now() + 1_000 });
    expect(await reader.read()).toEqual(['a']);
    graph.deliver(ana, mail('b'), { receivedAt: Date.now() + 2_000 });
    graph.mailbox(ana).deltaEpoch += 1;
    expect(await reader.read()).toEqual(['b']);
    graph.deliver(ana, mail('c'), { receivedAt: Date.now() + 3_000 });
    expect(await reader.read()).toEqual(['c']);
  });
  test('410 without end is trouble that passes, not an endless loop', async () => {
    const source = sourceOf();
    const { end } = await fetchOnce(source);
    graph.trouble('/delta', gone(), gone());
    expect(await failureOf(fetchOnce(source, { cursor: end.cursor }))).toBeInstanceOf(TemporaryFailure);
  });
  test.each([
    [429, '7', 7_000],
    [503, '30', 30_000],
    [429, undefined, undefined],
  ])('%i with Retry-After %s', async (status, after, retryAfterMs) => {
    graph.trouble('/delta', { status, headers: after === undefined ? {} : { 'retry-after': after } });
    const failure = await failureOf(fetchOnce(sourceOf()));
    expect(failure).toMatchObject({ name: 'TemporaryFailure', code: 'throttled' });
    expect((failure as TemporaryFailure).fields['retryAfterMs']).toBe(retryAfterMs);
  });
  test.each([
    ['$value', { status: 503 }],
    ['$value', 'cut'],
    ['/delta', { status: 500 }],
    ['/delta', 'cut'],
  ] as const)('%s answered with %j: temporary, and the mail comes with the next try', async (at, trouble) => {
    const reader = createReader(sourceOf());
    await reader.read();
    graph.deliver(ana, mail('kept', 5_000));
    graph.trouble(at, trouble);
    expect(await failureOf(reader.read())).toBeInstanceOf(TemporaryFailure);
    expect(await reader.read()).toEqual(['kept']);
  });
  test('a mail that is moved away between list and fetch is passed over', async () => {
    const reader = createReader(sourceOf());
    await reader.read();
    graph.deliver(ana, mail('gone'));
    graph.deliver(ana, mail('stays'));
    graph.trouble('$value', { status: 404, code: 'ErrorItemNotFound' });
    expect(await reader.read()).toEqual(['stays']);
  });
  test('a token that was revoked is replaced at once; one that is never taken is a refusal', async () => {
    const reader = createReader(sourceOf());
    await reader.read();
    graph.tokens.live.clear();
    graph.deliver(ana, mail('a'));
    expect([await reader.read(), graph.tokens.issued()]).toEqual([['a'], 2]);
    graph.trouble('/delta', { status: 401 }, { status: 401 });
    expect(await failureOf(reader.read())).toMatchObject({ name: 'PermanentFailure', code: 'sign_in_refused' });
  });
  test('a link that leads elsewhere is not followed', async () => {
    const source = sourceOf();
    const { end } = await fetchOnce(source);
    const [server, needs] = graphServerFor(graph);
    const client = createGraphClient(server, needs);
    expect(() => client.kept('https://elsewhere.test/v1.0/users')).toThrow(TemporaryFailure);
    expect(() => client.kept(graph.baseUrl.replace('/v1.0', '/beta/users'))).toThrow(TemporaryFailure);
    expect(client.kept(`${graph.baseUrl}/users/a?b=c`)).toBe('/users/a?b=c');
    client.close();
    expect(end.cursor).not.toContain('https:');
  });
  test('the cursor of another protocol is not taken for one of ours', async () => {
    const cursor = JSON.stringify({ folders: { INBOX: { next: 1 } } }) as SourceCursor;
    expect(await failureOf(fetchOnce(sourceOf(), { cursor }))).toMatchObject({ code: 'cursor_unreadable' });
  });
  test.each([
    ['http', 'host_refused'],
    ['inner', 'host_refused'],
    ['certificate', 'certificate_refused'],
  ])('no token leaves for %s', async (kind, code) => {
    const [server] = graphServerFor(graph);
    const baseUrl = kind === 'http' ? graph.baseUrl.replace('https', 'http') : graph.baseUrl;
    const given = {
      trustsIt: kind !== 'certificate',
      server: { settings: { ...server.settings, baseUrl }, trustedHost: kind !== 'inner' },
    };
    const failure = await failureOf(Promise.resolve().then(() => fetchOnce(sourceOf(given))));
    expect(failure).toMatchObject({ name: 'PermanentFailure', code });
    expect(graph.seen.filter(({ path }) => path.startsWith('/v1.0'))).toEqual([]);
  });
});
