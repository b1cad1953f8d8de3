import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createChangeNotices } from '../../server/adapters/crypto/change-notices.ts';
import type { ChangeNotices } from '../../server/ports/change-notices.ts';
import type { MailSource } from '../../server/ports/mail-source.ts';
import { makeTestCertificate } from '../support/certificates.ts';
import { graphServerFor, graphSource } from '../support/graph/client.ts';
import { startGraph, type GraphServer } from '../support/graph/graph-server.ts';
import { createTestClock, type TestClock } from '../support/world.ts';

const ana = 'ana@contoso.test';
const minute = 60_000;

let graph: GraphServer;
let clock: TestClock;
let door: Server;
let notices: ChangeNotices;
let answers: 'as it must' | 'wrongly';
const told: string[] = [];
const open: MailSource[] = [];

/** Stands for the door of the product; what that answers is tested where it stands. */
const startDoor = async (): Promise<string> => {
  const certificate = await makeTestCertificate();
  door = createServer(certificate, (request, response) => {
    const url = new URL(request.url ?? '', 'https://localhost');
    let body = '';
    request.on('data', (piece: Buffer) => void (body += piece.toString()));
    request.once('end', () => {
      const token = url.searchParams.get('validationToken');
      if (token === null) told.push(body);
      response.writeHead(token === null ? 202 : 200, { 'content-type': 'text/plain' });
      response.end(answers === 'wrongly' ? 'no' : (token ?? ''));
    });
  });
  await new Promise<void>((resolve) => door.listen(0, 'localhost', resolve));
  const url = `https://localhost:${(door.address() as AddressInfo).port}`;
  notices = createChangeNotices({ key: Buffer.alloc(32, 7), publicUrl: () => url });
  return certificate.authority;
};

beforeEach(async () => {
  answers = 'as it must';
  told.length = 0;
  clock = createTestClock();
  graph = await startGraph({ users: [ana], trusts: [await startDoor()], now: () => clock.now() });
});
afterEach(async () => {
  for (const source of open.splice(0)) await source[Symbol.asyncDispose]();
  await graph[Symbol.asyncDispose]();
  door.closeAllConnections();
  await new Promise<void>((resolve) => void door.close(() => resolve()));
  expect(graph.violations).toEqual([]);
});

const watched = (folders: readonly string[] = ['inbox'], everyMs = minute): MailSource => {
  const place = notices.placeFor('o1', 'm1');
  if (place === null) throw new Error('no place');
  const given = { folders, clock };
  const [server] = graphServerFor(graph, given);
  const mustRenew = () => notices.takeRenewal('m1');
  const source = graphSource(graph, {
    ...given,
    server: { settings: server.settings, notices: { place, everyMs, mustRenew } },
  });
  open.push(source);
  return source;
};

/** Watches for a moment: what is asked of the service by then is seen through. */
const watchOnce = async (source: MailSource): Promise<void> => {
  const ending = new AbortController();
  const watching = source.watch(ending.signal);
  ending.abort();
  await watching;
};
const standing = () => [...graph.subscriptions.values()];

describe('A11: change notifications of Graph', () => {
  test('are asked for once, with the handshake, for the folder that is read; news reach the address with what proves them', async () => {
    const source = watched();
    await watchOnce(source);
    const inbox = graph.mailbox(ana).folderNamed('inbox')?.id;
    expect(standing().map(({ resource }) => decodeURIComponent(resource))).toEqual([
      `users/${ana}/mailFolders('${inbox}')/messages`,
    ]);
    expect(await graph.notify(ana)).toEqual([202]);
    const { value } = JSON.parse(told[0] ?? '') as { value: { clientState: string }[] };
    expect(notices.isOurs('o1', 'm1', value[0]?.clientState ?? '')).toBe(true);
    expect(notices.isOurs('o1', 'm2', value[0]?.clientState ?? '')).toBe(false);
    expect(notices.isOurs('o1', 'm1', '')).toBe(false);
  });
  test('several folders: the mailbox as a whole', async () => {
    await watchOnce(watched(['inbox', 'archive']));
    expect(standing().map(({ resource }) => decodeURIComponent(resource))).toEqual([`users/${ana}/messages`]);
  });
  test('are renewed before they end, when the service asks for it, and made anew when it removed them', async () => {
    const source = watched();
    await watchOnce(source);
    expect(standing().length).toBe(1);
    const first = standing()[0]?.expirationDateTime ?? '';
    clock.advance(31 * minute);
    await watchOnce(source);
    expect(standing()[0]?.expirationDateTime).not.toBe(first);
    const id = standing()[0]?.id ?? '';
    notices.askForRenewal('m1');
    await watchOnce(source);
    expect(standing().map((one) => one.id)).toEqual([id]);
    graph.endSubscription(id);
    notices.askForRenewal('m1');
    await watchOnce(source);
    expect(standing().length).toBe(1);
    expect(standing()[0]?.id).not.toBe(id);
  });
  test('of a mailbox that is read once a day live until it is read again, and are renewed in time', async () => {
    const day = 1_440 * minute;
    const source = watched(['inbox'], day);
    for (let read = 0; read < 5; read += 1) {
      await watchOnce(source);
      const [one] = standing();
      expect(Date.parse(one?.expirationDateTime ?? '')).toBeGreaterThan(clock.now() + day);
      clock.advance(day);
    }
    expect(graph.seen.filter(({ method, path }) => method === 'POST' && path.endsWith('/subscriptions')).length).toBe(
      1,
    );
  });
  test('are taken back when the source is closed', async () => {
    const source = watched();
    await watchOnce(source);
    expect(standing().length).toBe(1);
    await source[Symbol.asyncDispose]();
    expect(standing()).toEqual([]);
  });
  test('where the service cannot reach us nothing fails, and it is asked again after an hour', async () => {
    answers = 'wrongly';
    const source = watched();
    await watchOnce(source);
    expect(standing()).toEqual([]);
    const asked = () => graph.seen.filter(({ method }) => method === 'POST').length;
    const before = asked();
    await watchOnce(source);
    expect(asked()).toBe(before);
    answers = 'as it must';
    clock.advance(61 * minute);
    await watchOnce(source);
    expect(standing().length).toBe(1);
  });
  test('an address without https is none that a service could reach', () => {
    const plain = createChangeNotices({ key: Buffer.alloc(32), publicUrl: () => 'http://localhost:3000' });
    expect(plain.placeFor('o1', 'm1')).toBeNull();
  });
});
