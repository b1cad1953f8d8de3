import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noticeLimits } from '#shared/contracts/change-notices.ts';
import { eml } from '../support/eml.ts';
import { startGraph, type GraphServer } from '../support/graph/graph-server.ts';
import type { GraphSubscription } from '../support/graph/subscription-routes.ts';
import { type HttpsListening, listenHttps } from '../support/https.ts';
import { acceptAll, activities } from '../support/router.ts';
import { addServed, graphAt, graphSecret } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld, type TestClock, type World } from '../support/world.ts';

const ben = 'ben@contoso.test';
const minute = 60_000;
const hour = 60 * minute;

let graph: GraphServer;
let door: HttpsListening;
let world: World;
let clock: TestClock;
let mailboxId: string;

/** The product behind https, and the service that trusts it; the mailbox is asked once an hour. */
beforeEach(async () => {
  clock = createTestClock();
  door = await listenHttps((request, response) => void world.app.http(request, response));
  graph = await startGraph({ users: [ben], trusts: [door.authority], now: () => clock.now() });
  world = await createWorld({ clock, publicUrl: () => door.origin, mailAuthorities: [graph.authority] });
  await acceptAll(world.ben);
  const owner = { kind: 'user' as const, id: world.ben.id };
  const incoming = graphAt(graph, ben);
  const added = await addServed(world, { owner, address: ben, incoming, secret: graphSecret, pollSeconds: 3_600 });
  mailboxId = added.id;
  await world.app.runner.settle();
});
afterEach(async () => {
  expect(graph.violations).toEqual([]);
  await world.close();
  await door[Symbol.asyncDispose]();
  await graph[Symbol.asyncDispose]();
});

/** What is asked of the service in the background of a poll is seen through. */
const standing = async (): Promise<GraphSubscription> => {
  await expect.poll(() => graph.subscriptions.size).toBe(1);
  const [one] = graph.subscriptions.values();
  if (one === undefined) throw new Error('nothing stands');
  return one;
};
const subjects = async () => (await activities(world.ben)).map(({ subject }) => subject).toSorted();
const arrive = (n: number) =>
  graph.deliver(ben, eml({ id: `${n}@fabrikam.example`, subject: `Mail ${n}` }), { receivedAt: clock.now() });
const settleAfter = async (ms: number) => {
  clock.advance(ms);
  await world.app.runner.settle();
};
const tell = (value: unknown, url: string) =>
  world.ben.fetch(url.slice(url.indexOf('/change-notifications')), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: '' },
    body: typeof value === 'string' ? value : JSON.stringify({ value }),
  });

describe('A1: Microsoft Graph tells of news', () => {
  test('a notice makes the mailbox be read at once; what is new the service says when it is asked', async () => {
    await standing();
    arrive(1);
    await settleAfter(minute);
    expect(await subjects()).toEqual([]);
    expect(await graph.notify(ben)).toEqual([202]);
    await settleAfter(0);
    expect(await subjects()).toEqual(['Mail 1']);
    expect(await graph.notify(ben)).toEqual([202]);
    expect(await graph.notify(ben)).toEqual([202]);
    await settleAfter(0);
    expect(await subjects()).toEqual(['Mail 1']);
  });

  test('the handshake is answered as text, whatever it asks back', async () => {
    const { notificationUrl } = await standing();
    const asked = `${notificationUrl}&validationToken=${encodeURIComponent('<b>1</b> & 2+2')}`;
    const answer = await tell('', asked);
    expect([answer.status, await answer.text()]).toEqual([200, '<b>1</b> & 2+2']);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const sized = async (size: number) =>
      (await tell('', `${notificationUrl}&validationToken=${'a'.repeat(size)}`)).status;
    expect(await sized(noticeLimits.validationToken)).toBe(200);
    expect(await sized(noticeLimits.validationToken + 1)).toBe(400);
  });

  test('without the secret of that very mailbox it is answered like a true one and nothing happens', async () => {
    const { notificationUrl, clientState } = await standing();
    arrive(1);
    const lifecycle = { lifecycleEvent: 'subscriptionRemoved' };
    const forged = [{ clientState: 'guess' }, { clientState: null }, {}, { ...lifecycle, clientState: 'guess' }];
    expect((await tell(forged, notificationUrl)).status).toBe(202);
    const another = notificationUrl.replace(mailboxId, 'another');
    expect((await tell([{ clientState }], another)).status).toBe(202);
    const elsewhere = notificationUrl.replace(world.contoso.id, world.fabrikam.id);
    expect((await tell([{ clientState }], elsewhere)).status).toBe(202);
    await settleAfter(minute);
    expect(await subjects()).toEqual([]);
    expect((await tell([...forged, { clientState }], notificationUrl)).status).toBe(202);
    await settleAfter(0);
    expect(await subjects()).toEqual(['Mail 1']);
  });

  test('a body is taken up to its limits, and what is no notice is refused', async () => {
    const { notificationUrl } = await standing();
    const many = (count: number) => Array.from({ length: count }, () => ({}));
    expect((await tell(many(noticeLimits.notices), notificationUrl)).status).toBe(202);
    expect((await tell(many(noticeLimits.notices + 1), notificationUrl)).status).toBe(400);
    const sized = async (bytes: number) => (await tell('{"value":[]}'.padEnd(bytes), notificationUrl)).status;
    expect([await sized(noticeLimits.bytes), await sized(noticeLimits.bytes + 1)]).toEqual([202, 413]);
    const state = async (size: number) => (await tell([{ clientState: 'a'.repeat(size) }], notificationUrl)).status;
    expect([await state(noticeLimits.clientState), await state(noticeLimits.clientState + 1)]).toEqual([202, 400]);
    expect((await tell({ none: true }, notificationUrl)).status).toBe(400);
    expect((await tell('', notificationUrl)).status).toBe(400);
  });

  test('a subscription is renewed when the service asks for it, and made anew when the service removed it', async () => {
    const first = await standing();
    clock.advance(minute);
    expect(await graph.tellLifecycle(first, 'reauthorizationRequired')).toBe(202);
    const until = first.expirationDateTime;
    await settleAfter(0);
    await expect.poll(() => first.expirationDateTime).not.toBe(until);
    graph.endSubscription(first.id);
    expect(await graph.tellLifecycle(first, 'subscriptionRemoved')).toBe(202);
    await settleAfter(0);
    expect((await standing()).id).not.toBe(first.id);
  });

  test('notices that were lost: the mailbox is read at once', async () => {
    const one = await standing();
    arrive(1);
    expect(await graph.tellLifecycle(one, 'missed')).toBe(202);
    await settleAfter(0);
    expect(await subjects()).toEqual(['Mail 1']);
  });

  test('each poll renews before the end; one that ended meanwhile is made anew, and mail between is fetched', async () => {
    const first = await standing();
    for (let polls = 0; polls < 4; polls += 1) {
      await settleAfter(hour);
      await expect
        .poll(() =>
          [...graph.subscriptions.values()].map((one) => Date.parse(one.expirationDateTime) > clock.now() + hour),
        )
        .toEqual([true]);
    }
    expect((await standing()).id).toBe(first.id);
    clock.advance(12 * hour);
    arrive(1);
    expect(await graph.notify(ben)).toEqual([]);
    await settleAfter(0);
    expect(await subjects()).toEqual(['Mail 1']);
    await expect.poll(async () => (await standing()).id).not.toBe(first.id);
  });

  test('a mailbox that is gone, or switched off, is not read for it', async () => {
    const { notificationUrl, clientState } = await standing();
    arrive(1);
    await world.ana.call('enableMailbox', { params: { mailboxId }, body: { enabled: false } });
    expect((await tell([{ clientState }], notificationUrl)).status).toBe(202);
    await settleAfter(0);
    await world.ana.call('removeMailbox', { params: { mailboxId } });
    expect((await tell([{ clientState }], notificationUrl)).status).toBe(202);
    await settleAfter(0);
    expect(await subjects()).toEqual([]);
  });
});
