import { expect, test } from 'vitest';
import { intervalLimits, nextInterval } from '#shared/sync/interval.ts';

const minute = 60_000;
const usual = { base: intervalLimits.base, changes: 0, quiet: 0, failures: 0, load: 0 };

test.each<[string, Partial<typeof usual>, number]>([
  ['nothing special', {}, 15],
  ['busy', { changes: 1 }, 2],
  ['busy, with a base below that', { changes: 1, base: minute }, 1],
  ['quiet for three cycles', { quiet: 3 }, 15],
  ['quiet for four cycles', { quiet: 4 }, 30],
  ['quiet for a day', { quiet: 40 }, 240],
  ['quiet, with a base of a day', { quiet: 40, base: 1440 * minute }, 1440],
  ['out of reach once', { failures: 1 }, 1],
  ['out of reach five times', { failures: 5 }, 16],
  ['out of reach for long', { failures: 500 }, 60],
  ['at the limit of load', { load: 0.8 }, 15],
  ['at full load', { load: 1 }, 60],
  ['beyond full load', { load: 9 }, 60],
])('Y9: %s', (_, activity, minutes) => {
  expect(nextInterval({ ...usual, ...activity }) / minute).toBe(minutes);
});
