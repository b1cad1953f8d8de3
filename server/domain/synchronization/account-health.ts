import type { Instant } from '#shared/model/instant.ts';
import type { SyncHealthState } from '#shared/model/synchronization.ts';
import { nextInterval } from '#shared/sync/interval.ts';
import { stopsUntilMended } from '../mailbox/stopping-failure.ts';

/** How well synchronization of an account goes. */
export interface SyncHealthFacts {
  readonly state: SyncHealthState;
  readonly since: Instant;
  readonly lastCycleAt: Instant | null;
  readonly failures: number;
  readonly quiet: number;
  readonly problem: string | null;
}

/** An account that nothing is known of yet. */
export const newSyncHealth = (at: Instant): SyncHealthFacts => ({
  state: 'new',
  since: at,
  lastCycleAt: null,
  failures: 0,
  quiet: 0,
  problem: null,
});

interface After {
  readonly health: SyncHealthFacts;
  /** Null: nothing is done until a person comes. */
  readonly nextInMs: number | null;
}

const moved = (before: SyncHealthFacts, state: SyncHealthState, at: Instant) => ({
  state,
  since: before.state === state ? before.since : at,
});

/** What a cycle that came to its end means: `asking` where a plan waits for a person (Y8), and when the next is due (Y9). */
export const afterCycle = (
  before: SyncHealthFacts,
  cycle: { readonly changes: number; readonly asks: boolean; readonly baseMs: number; readonly load: number },
  at: Instant,
): After => {
  const { changes, baseMs: base, load } = cycle;
  const quiet = changes > 0 ? 0 : before.quiet + 1;
  return {
    health: {
      ...moved(before, cycle.asks ? 'asking' : 'working', at),
      lastCycleAt: at,
      failures: 0,
      quiet,
      problem: null,
    },
    nextInMs: nextInterval({ base, changes, quiet, failures: 0, load }),
  };
};

/** What a cycle that was cut off means, by the code of the failure and its sentence. */
export const afterFailure = (
  before: SyncHealthFacts,
  failure: {
    readonly code: string;
    readonly sentence: string;
    /** The server asks not to come back before. */
    readonly retryAfterMs: number;
    readonly baseMs: number;
    readonly load: number;
  },
  at: Instant,
): After => {
  const failures = before.failures + 1;
  const stops = stopsUntilMended(failure.code);
  const nextMs = nextInterval({ base: failure.baseMs, changes: 0, quiet: 0, failures, load: failure.load });
  return {
    health: { ...before, ...moved(before, stops ? 'stopped' : 'failing', at), failures, problem: failure.sentence },
    nextInMs: stops ? null : Math.max(nextMs, failure.retryAfterMs),
  };
};
