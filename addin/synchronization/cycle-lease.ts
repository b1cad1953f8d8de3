import type { Call } from '../api/transport.ts';

/** After so long without a word of the server one asks again before writing; with the limit of a write it is less than the lease. */
const goodForMs = 4_000;

/**
 * I2: asks the server whether this cycle still holds before something is written to the mailbox, which cannot take part in the
 * server's transactions. Whoever takes over waits until the lease has ended, and by then no write of ours is under way.
 * Rejects with ApiError `stale_generation` or `precondition_failed`.
 */
export const cycleLease = (call: Call, cycle: string, now: () => number): (() => Promise<void>) => {
  let heldAt = now();
  return async () => {
    const asked = now();
    if (asked - heldAt < goodForMs) return;
    await call('renewOutlookCycle', { body: { cycle } });
    heldAt = asked;
  };
};
