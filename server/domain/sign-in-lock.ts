import type { Instant } from '#shared/model/instant.ts';

/** How many failures are free, and how the lock grows with each further one. */
export interface LockRule {
  readonly freeFailures: number;
  readonly firstLockMs: number;
  readonly longestLockMs: number;
}

/** A person mistypes; an office behind one address mistypes more often. */
export const lockRules = {
  login: { freeFailures: 5, firstLockMs: 30_000, longestLockMs: 15 * 60_000 },
  address: { freeFailures: 20, firstLockMs: 30_000, longestLockMs: 15 * 60_000 },
} as const satisfies Record<string, LockRule>;

/** After so long without an attempt the count begins anew. */
export const attemptsForgottenAfterMs = 24 * 60 * 60_000;

export interface Attempts {
  readonly failures: number;
  readonly lockedUntil: Instant;
  readonly updatedAt: Instant;
}

/** The attempts with one more that is taken for a failure until it turns out right; the lock doubles each time. */
export const countAttempt = (attempts: Attempts, rule: LockRule, now: Instant): Attempts => {
  const isForgotten = now - attempts.updatedAt > attemptsForgottenAfterMs;
  const failures = (isForgotten ? 0 : attempts.failures) + 1;
  const doublings = failures - rule.freeFailures;
  const lockMs = Math.min(rule.firstLockMs * 2 ** Math.min(doublings, 30), rule.longestLockMs);
  const lockedUntil = (doublings < 0 ? 0 : now + lockMs) as Instant;
  return { failures, lockedUntil, updatedAt: now };
};
