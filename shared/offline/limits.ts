const dayMs = 86_400_000;

/** Bounds of what is kept for work without a connection, for each person in each organization. Features: Y12. */
export const offlineLimits = {
  /** Records, and what they take as JSON. */
  records: 2_000,
  bytes: 20 * 1024 * 1024,
  /** Records with changes that wait for the server. */
  changes: 200,
  /** Unopened for longer than this, what is kept is locked. */
  lockAfterMs: 14 * dayMs,
  /** For so long the server surely knows by its key whether it created a record; it remembers keys for seven days. */
  keyTrustedMs: 6 * dayMs,
} as const;

/** When what is kept was opened last, and whether it was found locked since; milliseconds since 1970. */
export interface Opening {
  readonly openedAt: number;
  readonly locked: boolean;
}

/** How it stands when it is opened at this moment: once locked it stays so until the person signs in. */
export const openedAgain = ({ openedAt, locked }: Opening, now: number): Opening =>
  locked || now - openedAt > offlineLimits.lockAfterMs
    ? { openedAt, locked: true }
    : // A clock that was put back does not make it younger.
      { openedAt: Math.max(openedAt, now), locked: false };
