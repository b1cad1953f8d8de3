import { setTimeout as pause } from 'node:timers/promises';
import type { SystemStore } from '../ports/system-store.ts';
import type { Ending } from './ending.ts';

export interface DatabaseWatchNeeds {
  readonly store: { readonly system: Pick<SystemStore, 'ping'> };
}

/** While it is away it is asked so often, once for all that wait. */
const everyMs = 250;

const untilItAnswers = async ({ store }: DatabaseWatchNeeds, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      await store.system.ping();
      return;
    } catch {
      // Why it does not answer was told when the work failed that waits for it. The end of the process ends the pause.
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
};

/** Waiting for the database, for all jobs of a process: resolves once it answers, or when the process ends. */
export const databaseWatch = (needs: DatabaseWatchNeeds, ending: Ending): (() => Promise<void>) => {
  let waiting: Promise<void> | null = null;
  return () => {
    waiting ??= ending
      .during((signal) => untilItAnswers(needs, signal))
      .finally(() => {
        waiting = null;
      });
    return waiting;
  };
};
