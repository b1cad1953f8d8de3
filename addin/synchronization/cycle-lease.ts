import { ApiError } from '../api/api-error.ts';
import type { Call } from '../api/transport.ts';

/** An answer that took longer is not written by; with the limit of a write this is less than the lease. */
const goodForMs = 5_000;
const mostTries = 3;

/**
 * I2: asks the server right before each write to the mailbox, which cannot take part in the server's transactions, whether this
 * cycle still holds. The lease runs from then on, and whoever takes over waits until it has ended: by then no write of ours is
 * under way. Rejects with ApiError `stale_generation` or `precondition_failed`, or `unreachable` where
 * the server answers too slowly.
 */
export const cycleLease =
  (call: Call, cycle: string, now: () => number): (() => Promise<void>) =>
  async () => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const asked = now();
      await call('renewOutlookCycle', { body: { cycle } });
      if (now() - asked < goodForMs) return;
    }
    throw new ApiError('unreachable');
  };
