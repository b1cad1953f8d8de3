import { getEventListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { Job } from '../../../server/jobs/job.ts';
import { createRunner } from '../../../server/jobs/runner.ts';
import { TemporaryFailure } from '../../../server/ports/failure.ts';
import type { Log } from '../../../server/ports/log.ts';
import { createTestClock } from '../../support/world.ts';

const within = { timeout: 20_000, interval: 5 };
const clock = createTestClock();

/** A log that keeps the codes of what failed. */
const keepingLog = () => {
  const failures: (string | undefined)[] = [];
  const nothing = () => undefined;
  const error: Log['error'] = (_message, fields) => void failures.push(fields?.code);
  const log: Log = { debug: nothing, info: nothing, warn: nothing, error, with: () => log };
  return { log, failures };
};
const answering = { system: { ping: () => Promise.resolve() } };

/** A job that leaves a listener on its signal in each of its rounds. */
const untidy = (name: string, rounds: number, signals: AbortSignal[]): Job => ({
  name,
  part: 'every',
  run: (signal) => {
    if (rounds === 0) return Promise.resolve({ settled: 0, againAt: null });
    rounds -= 1;
    signals.push(signal);
    signal.addEventListener('abort', () => undefined);
    return Promise.resolve({ settled: 1, againAt: null });
  },
});

test('what many rounds of many jobs leave listening does not pile up, and nobody is warned of it', async () => {
  const warnings: string[] = [];
  const onWarning = ({ name }: Error) => void warnings.push(name);
  process.on('warning', onWarning);
  const signals: AbortSignal[] = [];
  const jobs = Array.from({ length: 12 }, (_, at) => untidy(`job ${at}`, 30, signals));
  const runner = createRunner({ jobs, clock, log: keepingLog().log, store: answering });
  await runner.settle();
  runner.start();
  expect(await runner.stop()).toBe(true);
  await new Promise(setImmediate);
  process.off('warning', onWarning);
  expect([new Set(signals).size, warnings]).toEqual([12 * 30, []]);
  for (const signal of signals) expect(getEventListeners(signal, 'abort')).toHaveLength(1);
});

test('a round under way is told that the process ends, and no other begins', async () => {
  let rounds = 0;
  const job: Job = {
    name: 'waiting',
    part: 'every',
    run: (signal) =>
      new Promise((resolve) => {
        rounds += 1;
        signal.addEventListener('abort', () => resolve({ settled: 1, againAt: null }));
      }),
  };
  const runner = createRunner({ jobs: [job], clock, log: keepingLog().log, store: answering });
  runner.start();
  await vi.waitFor(() => expect(rounds).toBe(1), within);
  expect(await runner.stop()).toBe(true);
  expect(rounds).toBe(1);
});

test('F7: jobs that the database let down wait until it answers, which is asked once for all, and then all go on', async () => {
  let isThere = false;
  let pings = 0;
  const away = () => new TemporaryFailure('the database cannot be reached', { code: 'store_unavailable' });
  const store = {
    system: {
      ping: () => {
        pings += 1;
        return isThere ? Promise.resolve() : Promise.reject(away());
      },
    },
  };
  const went = new Set<string>();
  const jobs = ['one', 'two', 'three'].map((name): Job => ({
    name,
    part: 'every',
    run: () => {
      if (!isThere) return Promise.reject(away());
      went.add(name);
      return Promise.resolve({ settled: 0, againAt: null });
    },
  }));
  const { log, failures } = keepingLog();
  const runner = createRunner({ jobs, clock, log, store });
  runner.start();
  await vi.waitFor(() => expect(pings).toBeGreaterThan(2), within);
  // Each was told of once, and is not tried again before the database is back.
  expect(failures).toEqual(['store_unavailable', 'store_unavailable', 'store_unavailable']);
  isThere = true;
  await vi.waitFor(() => expect(went.size).toBe(3), within);
  expect(failures).toHaveLength(3);
  expect(await runner.stop()).toBe(true);
});

test('F17: a process whose database is away ends at once', async () => {
  let pings = 0;
  const gone = () => Promise.reject(new TemporaryFailure('gone', { code: 'store_unavailable' }));
  const ping = () => {
    pings += 1;
    return gone();
  };
  const jobs: Job[] = [{ name: 'one', part: 'every', run: gone }];
  const runner = createRunner({ jobs, clock, log: keepingLog().log, store: { system: { ping } } });
  runner.start();
  await vi.waitFor(() => expect(pings).toBeGreaterThan(0), within);
  expect(await runner.stop()).toBe(true);
});
