import type { OutcomeReason } from './outcome.ts';

/** What became of a mail, in one word. */
export const outcomeResults = ['tracked', 'held', 'notTracked'] as const;
export type OutcomeResult = (typeof outcomeResults)[number];

const trackedReasons: readonly OutcomeReason[] = [
  'duplicate',
  'correlationMatch',
  'senderMatch',
  'acceptAll',
  'promotedByHand',
  'rule',
];
const heldReasons: readonly OutcomeReason[] = ['unreadable', 'held'];

/** Mail that stands is tracked, mail that is kept for a person is held; of all other mail nothing is kept. */
export const resultOf = (reason: OutcomeReason): OutcomeResult => {
  if (trackedReasons.includes(reason)) return 'tracked';
  return heldReasons.includes(reason) ? 'held' : 'notTracked';
};
