import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testGraph } from '../../server/adapters/graph/connection-test.ts';
import { PermanentFailure } from '../../server/ports/failure.ts';
import type { MailSource } from '../../server/ports/mail-source.ts';
import { createReader, fetchOnce, graphGrant, graphServerFor, graphSource } from '../support/graph/client.ts';
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

describe('A13: settling at Graph', () => {
  const arrived = async (source: MailSource) => {
    const { end } = await fetchOnce(source);
    const { message } = graph.deliver(ana, mail('settled'));
    const { mails } = await fetchOnce(source, { cursor: end.cursor });
    return { message, origins: mails.map(({ origin }) => origin) };
  };
  const signal = new AbortController().signal;
  const whereIs = (folderId: string) => graph.mailbox(ana).folders.get(folderId)?.displayName;

  test('fetching marks nothing; leaving neither; marking makes it read, twice as once', async () => {
    const source = sourceOf();
    const { message, origins } = await arrived(source);
    await source.settle(origins, { kind: 'leave' }, signal);
    expect(message.isRead).toBe(false);
    for (const _ of [1, 2]) await source.settle(origins, { kind: 'mark' }, signal);
    expect([message.isRead, whereIs(message.folderId)]).toEqual([true, 'Inbox']);
  });
  test.each([
    [{ kind: 'move', folder: 'Archive' } as const, 'Archive'],
    [{ kind: 'delete' } as const, 'Deleted Items'],
  ])('%j, also when it is asked for again', async (how, folder) => {
    const source = sourceOf();
    const { message, origins } = await arrived(source);
    for (const _ of [1, 2]) await source.settle(origins, how, signal);
    expect(whereIs(message.folderId)).toBe(folder);
  });
  test('a mail that somebody put elsewhere is left there, and one that is gone is settled', async () => {
    const source = sourceOf();
    const { message, origins } = await arrived(source);
    const mine = graph.mailbox(ana).addFolder('Mine');
    graph.mailbox(ana).move(message, mine);
    await source.settle(origins, { kind: 'delete' }, signal);
    expect(whereIs(message.folderId)).toBe('Mine');
    graph.mailbox(ana).remove(message);
    for (const how of [{ kind: 'mark' }, { kind: 'delete' }] as const) await source.settle(origins, how, signal);
  });
  test('a folder to move to that is not there: nothing is touched', async () => {
    const source = sourceOf();
    const { message, origins } = await arrived(source);
    const failure = await failureOf(source.settle(origins, { kind: 'move', folder: 'Nowhere' }, signal));
    expect([failure, whereIs(message.folderId)]).toMatchObject([{ code: 'folder_missing' }, 'Inbox']);
  });
});

describe('A26: credentials for Graph', () => {
  test('a refresh token that is replaced is kept before it is used', async () => {
    const kept: string[] = [];
    const grant = graphGrant(graph, {
      kind: 'refreshToken',
      secret: 'refresh-1',
      keepSecret: (secret) => Promise.resolve(void kept.push(secret)),
    });
    const reader = createReader(sourceOf({ grant }));
    await reader.read();
    graph.tokens.live.clear();
    await reader.read();
    expect([kept.length, kept.at(-1)]).toEqual([2, graph.tokens.refreshToken()]);
  });
  test('a test goes through every step and changes nothing', async () => {
    const steps = await testGraph(...graphServerFor(graph), new AbortController().signal);
    expect(steps.map(({ step, passed }) => [step, passed])).toEqual(
      ['resolve', 'connect', 'tls', 'auth', 'folders'].map((step) => [step, true]),
    );
    expect(graph.seen.filter(({ method, path }) => method !== 'GET' && path.startsWith('/v1.0'))).toEqual([]);
  });
  test.each([
    [{ mailbox: 'nobody@contoso.test' }, 'auth', /user principal name/],
    [{ mailbox: 'closed@contoso.test' }, 'auth', /Mail\.ReadWrite.*application access policy/],
    [{ folders: ['Nowhere'] }, 'folders', /as Outlook shows it/],
    [{ trustsIt: false }, 'tls', /certificate/],
    [{ server: { trustedHost: false } }, 'resolve', /operator/],
  ] as const)('%j ends at %s with a remedy', async (given, step, remedy) => {
    const steps = await testGraph(...graphServerFor(graph, given), new AbortController().signal);
    const last = steps.at(-1);
    expect([last?.step, last?.passed]).toEqual([step, false]);
    expect(last?.remedy).toMatch(remedy);
    expect(steps.slice(0, -1).every(({ passed }) => passed)).toBe(true);
  });
  test('a secret that is wrong is said to be', async () => {
    const grant = graphGrant(graph, { secret: 'wrong' });
    const [server, needs] = graphServerFor(graph, { grant });
    const steps = await testGraph(server, needs, new AbortController().signal);
    expect(steps.at(-1)).toMatchObject({ step: 'auth', passed: false });
    expect(await failureOf(fetchOnce(sourceOf({ grant })))).toBeInstanceOf(PermanentFailure);
  });
});
