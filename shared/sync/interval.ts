/** What the wait until a mailbox's next cycle depends on. Times in milliseconds. */
export interface Activity {
  /** The interval that the organization set. */
  readonly base: number;
  /** Changes that the last cycle carried out. */
  readonly changes: number;
  /** Cycles in a row, the last included, that found nothing to do. */
  readonly quiet: number;
  /** Cycles in a row, the last included, that a server or the network cut off. */
  readonly failures: number;
  /** How much of its capacity the installation uses, 1 where all of it. */
  readonly load: number;
}

const minute = 60_000;

/** Documented for administrators; tested at their edges. */
export const intervalLimits = {
  base: 15 * minute,
  busy: 2 * minute,
  idle: 4 * 60 * minute,
  failing: 60 * minute,
  /** Beyond this share of its capacity an installation slows down. */
  load: 0.8,
  loaded: 4,
} as const;

const bySide = ({ base, changes, quiet, failures }: Activity): number => {
  if (failures > 0) return Math.min(minute * 2 ** Math.min(failures - 1, 10), intervalLimits.failing);
  if (changes > 0) return Math.min(intervalLimits.busy, base);
  return Math.max(base, Math.min(base * 2 ** Math.min(Math.floor(quiet / 4), 10), intervalLimits.idle));
};

/**
 * How long a mailbox waits for its next cycle: a busy one little, one where nothing happens longer and longer up to hours,
 * one that cannot be reached a minute at first and at most an hour, and all of them longer under load. A push, IDLE or a
 * user's wish wakes it whatever this says. Features: Y9.
 */
export const nextInterval = (activity: Activity): number => {
  const interval = bySide(activity);
  const over = (Math.min(activity.load, 1) - intervalLimits.load) / (1 - intervalLimits.load);
  return over <= 0 ? interval : Math.round(interval * (1 + over * (intervalLimits.loaded - 1)));
};
