import { z } from 'zod';
import { type OutcomeResult, resultOf } from './outcome-result.ts';

/**
 * Reason codes: why a message became, or did not become, an activity (statement A4).
 * The numbers up to 7 are those of the classic e-mail router; ours start at 100.
 */
export const outcomeCodes = {
  unknown: -1,
  duplicate: 0,
  noCorrelationMatch: 1,
  correlationMatch: 2,
  noRecipientMatch: 3,
  internalEmailReject: 4,
  senderMatch: 5,
  acceptAll: 6,
  invalidSender: 7,
  automatic: 100,
  loop: 101,
  vetoed: 102,
  excluded: 103,
  oversize: 105,
  unreadable: 106,
  report: 107,
  list: 108,
  held: 109,
  promotedByHand: 110,
  rule: 111,
} as const;
export type OutcomeReason = keyof typeof outcomeCodes;

/** Code and name of a stored number; what no release ever wrote is unknown. */
export const outcomeOfCode = (code: number): { readonly code: number; readonly reason: OutcomeReason } => {
  const found = reasons.find((reason) => outcomeCodes[reason] === code);
  return { code, reason: found ?? 'unknown' };
};

/** The codes of a result. */
export const codesOf = (result: OutcomeResult): number[] =>
  reasons.filter((reason) => resultOf(reason) === result).map((reason) => outcomeCodes[reason]);

const reasons = Object.keys(outcomeCodes) as [OutcomeReason, ...OutcomeReason[]];

export const Outcome = z.object({ code: z.number().int(), reason: z.enum(reasons), sentence: z.string() });
export type Outcome = z.infer<typeof Outcome>;
