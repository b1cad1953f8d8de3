import type { RecipientState } from '#shared/model/outbound-email.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Pauses after each attempt; after the last of them it is given up. */
const pauses = {
  // S8: a mailbox server that is away for a day loses no copy.
  append: [minute, 5 * minute, 15 * minute, hour, hour, hour, 6 * hour, 6 * hour, 6 * hour, 6 * hour],
  // S4: whoever keeps copies of what it sends does so within minutes; a day is for those that were away.
  find: [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 15 * hour],
} as const;

/** How long to wait after so many attempts; null: no further one. */
export const pauseBeforeNext = (task: keyof typeof pauses, attempts: number): number | null =>
  pauses[task][attempts - 1] ?? null;

/** Whether trying again by hand makes sense: a copy that could not be kept, or was not found of a mail nobody knows of. */
export const mayTryAgain = (
  { task, state }: { readonly task: keyof typeof pauses; readonly state: string },
  recipients: readonly RecipientState[],
): boolean =>
  task === 'append'
    ? state === 'failed'
    : (state === 'absent' || state === 'failed') && recipients.includes('uncertain');
