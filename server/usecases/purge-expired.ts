import type { Instant } from '#shared/model/instant.ts';
import { attemptsForgottenAfterMs } from '../domain/sign-in-lock.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

export interface PurgeNeeds {
  readonly store: Store;
  readonly clock: Clock;
}

/** An `Idempotency-Key` is remembered so long: over a week in which a pane was offline. */
export const answersRememberedMs = 7 * 86_400_000;

/**
 * Removes what nobody may use any more: tokens, sign-in codes and one-time links that expired or were used, failed
 * sign-ins that no longer count, and answers whose key was given long ago. Each may be repeated, also by two processes.
 */
export const purgeExpired =
  ({ store, clock }: PurgeNeeds) =>
  async (): Promise<void> => {
    const now = clock.now();
    const { sessions, attempts, rememberedAnswers } = store.system;
    await sessions.purge(now);
    await attempts.purge((now - 2 * attemptsForgottenAfterMs) as Instant);
    await rememberedAnswers.purge((now - answersRememberedMs) as Instant);
  };
