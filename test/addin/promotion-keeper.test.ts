import { beforeEach, expect, test, vi } from 'vitest';
import type { PromotionAnswer } from '#shared/contracts/promotions.ts';
import { ApiError, type ApiErrorCode } from '../../addin/api/api-error.ts';
import { exclusivelyUnder } from '../../addin/api/exclusively.ts';
import { offlineDatabaseIn } from '../../addin/offline/database.ts';
import { type KeptScope, gapMs, hasRoom, keptLimits } from '../../addin/offline/kept-promotion.ts';
import { createPromotionKeeper } from '../../addin/offline/promotion-keeper.ts';
import { createPromotionShelf } from '../../addin/offline/promotion-shelf.ts';
import type { PromotionRequest } from '../../addin/queries/promote-item.ts';
import type { Call } from '../../addin/api/transport.ts';
import { useIndexedDb } from './support/indexed-db.ts';
import { openMail } from './support/mail.ts';

useIndexedDb();

const mine: KeptScope = { server: 'https://crm.test', organizationId: 'contoso', userId: 'u1' };
const answer = { created: true, trackedBy: [], promotion: { id: 'p' } } as unknown as PromotionAnswer;
const bytes = new TextEncoder().encode('Subject: Pumps\r\n\r\nHello');

let serial = 0;
const requestOf = (content: PromotionRequest['content'] = { bytes }): PromotionRequest => ({
  key: `key ${(serial += 1)}`,
  query: { regarding: ['case:k1'] },
  content,
  missing: [],
});

interface Sent {
  readonly headers: Record<string, string>;
  readonly bytes?: Uint8Array;
  readonly body?: unknown;
  readonly query?: unknown;
}

/** A server that fails as it is told to, and panes over one database with one lock. */
const createWorld = () => {
  const sent: Sent[] = [];
  const sentSubjects: string[] = [];
  const timers: { action: () => void; ms: number }[] = [];
  const network = { failure: null as ApiError | null, gate: Promise.resolve() };
  let at = 1_000;
  const call = (async (_name: string, args: Sent) => {
    sent.push(args);
    await network.gate;
    if (network.failure) throw network.failure;
    return answer;
  }) as unknown as Call;
  const exclusively = exclusivelyUnder('test');
  const pane = (scopes: readonly KeptScope[] = [mine], partition = '') =>
    createPromotionKeeper({
      shelf: createPromotionShelf(offlineDatabaseIn(partition)),
      call,
      scopes,
      exclusively,
      now: () => at,
      later: (action, ms) => {
        const timer = { action, ms };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
      tellOthers: () => undefined,
      onSent: ({ subject }) => void sentSubjects.push(subject),
    });
  return { sent, sentSubjects, timers, network, pane, wait: (ms: number) => void (at += ms) };
};

const fail = (code: ApiErrorCode, status = 0) => new ApiError(code, { status });

let world: ReturnType<typeof createWorld>;
beforeEach(() => (world = createWorld()));

test('P14: what is kept survives the pane and is sent once, as the same request with the same key', async () => {
  const request = requestOf();
  expect(await world.pane().keep(mine, openMail(), request)).toBe(true);
  const next = world.pane();
  await next.reread();
  expect(next.state().kept).toMatchObject([{ subject: 'Quote for pumps', attempts: 1, state: { kind: 'waiting' } }]);
  await next.send('now');
  await next.send('now');
  expect(world.sent).toHaveLength(1);
  expect(world.sent[0]).toMatchObject({
    query: { regarding: ['case:k1'] },
    headers: { 'idempotency-key': request.key, 'x-organization': 'contoso' },
  });
  expect(new TextDecoder().decode(world.sent[0]!.bytes)).toBe('Subject: Pumps\r\n\r\nHello');
  expect(next.state().kept).toEqual([]);
  expect(world.sentSubjects).toEqual(['Quote for pumps']);
});

test('P14: parts are sent as they were read', async () => {
  const parts = { subject: 'Pumps', text: 'Hello', source: 'metadata' } as never;
  const keeper = world.pane();
  await keeper.keep(mine, openMail(), requestOf({ parts }));
  await keeper.send('now');
  expect(world.sent).toMatchObject([{ body: { subject: 'Pumps', text: 'Hello', source: 'metadata' } }]);
});

test('P14: an answer that was lost is asked for again with the same key', async () => {
  const keeper = world.pane();
  await keeper.keep(mine, openMail(), requestOf());
  world.network.failure = fail('unreachable');
  await keeper.send('now');
  world.network.failure = null;
  await keeper.send('now');
  const keys = world.sent.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test('P14: told that the network is back while it fails, it tries once more behind', async () => {
  const keeper = world.pane();
  await keeper.keep(mine, openMail(), requestOf());
  world.network.failure = fail('unreachable');
  let open: () => void = () => undefined;
  world.network.gate = new Promise((resolve) => (open = resolve));
  const failing = keeper.send('now');
  const asked = [keeper.send('now'), keeper.send('now'), keeper.send('due')];
  void failing.then(() => (world.network.failure = null));
  open();
  await Promise.all([failing, ...asked]);
  expect(world.sent).toHaveLength(2);
  expect(keeper.state().kept).toEqual([]);
  expect(world.sentSubjects).toEqual(['Quote for pumps']);
});

test('P14: two panes that send at once send each mail once', async () => {
  const [one, other] = [world.pane(), world.pane()];
  await one.keep(mine, openMail(), requestOf());
  await one.keep(mine, openMail({ internetMessageId: '<two@x>' }), requestOf());
  let open: () => void = () => undefined;
  world.network.gate = new Promise((resolve) => (open = resolve));
  const both = Promise.all([one.send('now'), other.send('now')]);
  open();
  await both;
  expect(world.sent).toHaveLength(2);
  expect(new Set(world.sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
});

test('P14: while the server is away the gaps grow from 5 seconds to 10 minutes, and the timer keeps to them', async () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(gapMs)).toEqual([5_000, 15_000, 45_000, 135_000, 405_000, 600_000, 600_000]);
  const keeper = world.pane();
  world.network.failure = fail('unreachable');
  await keeper.keep(mine, openMail(), requestOf());
  expect(world.timers.map(({ ms }) => ms)).toEqual([5_000]);
  world.wait(4_999);
  await keeper.send('due');
  expect(world.sent).toHaveLength(0);
  world.wait(1);
  await keeper.send('due');
  expect(world.sent).toHaveLength(1);
  expect(world.timers.map(({ ms }) => ms)).toEqual([15_000]);
  expect(keeper.state().kept).toMatchObject([{ attempts: 2 }]);
});

test('P14: an unreachable server is tried with one mail; a busy one with the others too', async () => {
  const keeper = world.pane();
  await keeper.keep(mine, openMail(), requestOf());
  await keeper.keep(mine, openMail({ internetMessageId: '<two@x>' }), requestOf());
  world.network.failure = fail('unreachable');
  await keeper.send('now');
  expect(world.sent).toHaveLength(1);
  world.network.failure = fail('temporarily_unavailable', 503);
  await keeper.send('now');
  expect(world.sent).toHaveLength(3);
  expect(keeper.state().kept.map(({ state }) => state.kind)).toEqual(['waiting', 'waiting']);
});

test.each([
  ['message_too_large', 413, 'refused'],
  ['record_not_found', 404, 'refused'],
  ['not_permitted', 403, 'refused'],
  ['internal_error', 500, 'waiting'],
  ['storage_full', 507, 'waiting'],
  ['too_many_attempts', 429, 'waiting'],
  ['unreadable_answer', 200, 'refused'],
] as const)('P14: after %s (%i) it is %s, and kept', async (code, status, kind) => {
  const keeper = world.pane();
  await keeper.keep(mine, openMail(), requestOf());
  world.network.failure = fail(code, status);
  await keeper.send('now');
  expect(keeper.state().kept.map(({ state }) => state.kind)).toEqual([kind]);
  await keeper.send('now');
  expect(world.sent).toHaveLength(kind === 'refused' ? 1 : 2);
});

test('P14: whose sign-in has ended sends nothing, and nothing is counted against the mail', async () => {
  const keeper = world.pane();
  await keeper.keep(mine, openMail(), requestOf());
  world.network.failure = fail('signed_out');
  await keeper.send('now');
  expect(keeper.state().kept).toMatchObject([{ attempts: 1, state: { kind: 'waiting' } }]);
});

test('P14: what is discarded is not sent; what was on its way by then is said to be sent', async () => {
  const keeper = world.pane();
  const [first, second] = [requestOf(), requestOf()];
  await keeper.keep(mine, openMail(), first);
  expect(await keeper.discard(first.key)).toBe(true);
  await keeper.send('now');
  expect(world.sent).toEqual([]);
  await keeper.keep(mine, openMail(), second);
  let open: () => void = () => undefined;
  world.network.gate = new Promise((resolve) => (open = resolve));
  const sending = keeper.send('now');
  await vi.waitFor(() => expect(keeper.state().sendingId).toBe(second.key));
  const discarding = world.pane().discard(second.key);
  open();
  expect(await discarding).toBe(false);
  await sending;
  expect(world.sent).toHaveLength(1);
});

test('P14: what is kept is of one server, organization and person; another sees, sends and erases none of it', async () => {
  const others: KeptScope[] = [
    { ...mine, server: 'https://other.test' },
    { ...mine, organizationId: 'fabrikam' },
    { ...mine, userId: 'u2' },
  ];
  const keeper = world.pane();
  await keeper.keep(mine, openMail(), requestOf());
  const stranger = world.pane(others);
  await stranger.send('now');
  await stranger.erase();
  expect(stranger.state().kept).toEqual([]);
  expect(world.sent).toEqual([]);
  const elsewhere = world.pane([mine], 'another partition ');
  await elsewhere.reread();
  expect(elsewhere.state().kept).toEqual([]);
  await keeper.erase();
  expect(keeper.state().kept).toEqual([]);
});

test('P14: at most 100 mails are kept', async () => {
  const keeper = world.pane();
  for (let n = 0; n < keptLimits.count; n++) expect(await keeper.keep(mine, openMail(), requestOf())).toBe(true);
  expect(await keeper.keep(mine, openMail(), requestOf())).toBe(false);
  expect(keeper.state().kept).toHaveLength(100);
});

test('P14: at most 100 MB are kept', () => {
  const half = { sizeBytes: keptLimits.bytes / 2 };
  expect(hasRoom([half], keptLimits.bytes / 2)).toBe(true);
  expect(hasRoom([half], keptLimits.bytes / 2 + 1)).toBe(false);
  expect(hasRoom([], keptLimits.bytes)).toBe(true);
});
