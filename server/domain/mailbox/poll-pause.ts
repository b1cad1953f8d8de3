const firstMs = 5_000;
const longestMs = 15 * 60_000;
/** What a server asks for is kept to, within reason. */
const longestAskedMs = 6 * 3_600_000;

/**
 * How long a mailbox waits after so many failures in a row: 5 s, twice as long each time, 15 minutes at most; longer where
 * its server said how long.
 */
export const pauseAfterFailure = (failures: number, askedMs: number | null): number =>
  Math.max(
    Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(failures, 1) - 1, 20)),
    Math.min(longestAskedMs, askedMs ?? 0),
  );
