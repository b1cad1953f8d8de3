import { afterEach, describe, expect, test } from 'vitest';
import { sourceEntry, type WorkerEntry } from '../../server/adapters/mime/worker-entry.ts';
import { WorkerPool } from '../../server/adapters/mime/worker-pool.ts';
import { TemporaryFailure } from '../../server/ports/failure.ts';

const wayward = sourceEntry(new URL('../support/wayward-worker.ts', import.meta.url));
const pools: WorkerPool[] = [];

const poolOf = (size: number, entry: WorkerEntry = wayward, jobMs = 20_000): WorkerPool => {
  const pool = new WorkerPool({ size, entry, bounds: { jobMs, heapMb: 32 } });
  pools.push(pool);
  return pool;
};

const job = (first: number) => ({ kind: 'read', bytes: new Uint8Array([first]) }) as const;
const answered = (first: number) => ({
  kind: 'answered',
  answer: { kind: 'reading', reading: { detail: `answered ${first}` } },
});

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('P17: one message that cannot be read stops no other', () => {
  test.each([
    [1, 'tookTooLong', 300],
    [2, 'usedTooMuchMemory', 20_000],
    [3, 'crashed', 20_000],
    [4, 'crashed', 20_000],
  ])('behaviour %i ends as %s and the thread is replaced', async (behaviour, end, jobMs) => {
    const pool = poolOf(1, wayward, jobMs);
    const ends = await Promise.all([10, behaviour, 11].map((first) => pool.run(job(first))));
    expect(ends).toMatchObject([answered(10), { kind: end }, answered(11)]);
  });
  test('thirty messages with one in ten bad', async () => {
    const pool = poolOf(2);
    const firsts = Array.from({ length: 30 }, (_, index) => (index % 10 === 9 ? 3 : 100 + index));
    const ends = await Promise.all(firsts.map((first) => pool.run(job(first))));
    expect(ends.filter((end) => end.kind === 'crashed')).toHaveLength(3);
    expect(ends.filter((end) => end.kind === 'answered')).toHaveLength(27);
  });
  test('no thread to be had is a temporary failure', async () => {
    const pool = poolOf(1, sourceEntry(new URL('../support/no-such-worker.ts', import.meta.url)));
    await expect(pool.run(job(10))).rejects.toThrow(TemporaryFailure);
  });
  test('a closed pool refuses what waits and what comes', async () => {
    const pool = poolOf(1);
    const waiting = [10, 11, 12].map((first) => pool.run(job(first)));
    const outcome = Promise.allSettled(waiting);
    await pool.close();
    await expect(pool.run(job(13))).rejects.toThrow(TemporaryFailure);
    expect((await outcome).filter((one) => one.status === 'rejected').length).toBeGreaterThan(0);
  });
});
