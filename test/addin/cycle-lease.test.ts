import { expect, test } from 'vitest';
import { ApiError } from '../../addin/api/api-error.ts';
import type { Call } from '../../addin/api/transport.ts';
import { cycleLease } from '../../addin/synchronization/cycle-lease.ts';
import { connectGraph } from '../../addin/synchronization/graph-connection.ts';

/** A server whose answers take so long, one after another. */
const slow = (...took: readonly number[]) => {
  let at = 0;
  let asked = 0;
  const call: Call = () => {
    at += took[asked] ?? 0;
    asked += 1;
    return Promise.resolve(undefined as never);
  };
  return { lease: cycleLease(call, '1.a', () => at), asked: () => asked };
};

test('I2: the server is asked before each write, and again where its answer took 5 seconds', async () => {
  const quick = slow(4_999, 0);
  await quick.lease();
  await quick.lease();
  expect(quick.asked()).toBe(2);
  const late = slow(5_000, 10);
  await late.lease();
  expect(late.asked()).toBe(2);
});

test('I2: nothing is written by a server that answers too slowly three times', async () => {
  const late = slow(5_000, 6_000, 7_000);
  await expect(late.lease()).rejects.toEqual(new ApiError('unreachable'));
  expect(late.asked()).toBe(3);
});

test('I2: the right to write is asked for after the sign-in, right before the request, and again after a refused token', async () => {
  const seen: string[] = [];
  const answers = [401, 200];
  const client = connectGraph({
    url: 'https://graph.test/v1.0',
    token: (refused) => {
      seen.push(refused === undefined ? 'token' : `another than ${refused}`);
      return Promise.resolve(`t${seen.length}`);
    },
    beforeWriting: () => {
      seen.push('may I');
      return Promise.resolve();
    },
    fetch: (_asked, init) => {
      seen.push(init?.method ?? '');
      return Promise.resolve(new Response('{}', { status: answers.shift() ?? 200 }));
    },
  });
  const { signal } = new AbortController();
  await client.send({ method: 'POST', at: '/me/events', body: {} }, signal);
  await client.send({ at: '/me/events' }, signal);
  expect(seen).toEqual(['token', 'may I', 'POST', 'another than t1', 'may I', 'POST', 'token', 'GET']);
});
