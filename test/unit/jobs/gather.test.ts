import { expect, test } from 'vitest';
import { Gather } from '../../../server/jobs/gather.ts';
import { TemporaryFailure } from '../../../server/ports/failure.ts';

/** Doubles numbers, keeps what came together, and fails as it is told. */
const doubling = (failureOf: (items: readonly number[]) => Error | null = () => null) => {
  const batches: (readonly number[])[] = [];
  const write = (items: readonly number[]) => {
    batches.push(items);
    const failure = failureOf(items);
    return failure === null ? Promise.resolve(items.map((item) => 2 * item)) : Promise.reject(failure);
  };
  return { batches, write };
};

const outcomes = (all: readonly PromiseSettledResult<number>[]) =>
  all.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as Error).message));

test('what is asked for at the same time is done at once, and each gets its own answer', async () => {
  const { batches, write } = doubling();
  const gather = new Gather(write, 10);
  expect(await Promise.all([1, 2, 3].map((item) => gather.add(item)))).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2, 3]]);
  expect(await gather.add(4)).toBe(8);
});

test('while one batch is done the next one gathers, of at most so many', async () => {
  const later: Promise<number>[] = [];
  const batches: (readonly number[])[] = [];
  const gather: Gather<number, number> = new Gather((items: readonly number[]) => {
    batches.push(items);
    if (batches.length === 1) later.push(...[2, 3, 4].map((item) => gather.add(item)));
    return Promise.resolve(items);
  }, 2);
  expect(await gather.add(1)).toBe(1);
  expect(await Promise.all(later)).toEqual([2, 3, 4]);
  expect(batches).toEqual([[1], [2, 3], [4]]);
});

test('what fails for a reason of its own takes nobody with it', async () => {
  const { batches, write } = doubling((items) => (items.includes(2) ? new Error('not two') : null));
  const gather = new Gather(write, 10);
  const all = await Promise.allSettled([1, 2, 3].map((item) => gather.add(item)));
  expect(outcomes(all)).toEqual([2, 'not two', 6]);
  expect(batches).toEqual([[1, 2, 3], [1], [2], [3]]);
});

test('a database that is away is asked once for all of them', async () => {
  const away = new TemporaryFailure('the database cannot be reached', { code: 'store_unavailable' });
  const { batches, write } = doubling(() => away);
  const gather = new Gather(write, 10);
  const all = await Promise.allSettled([1, 2].map((item) => gather.add(item)));
  expect(outcomes(all)).toEqual([away.message, away.message]);
  expect(batches).toEqual([[1, 2]]);
});
