import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Message } from '../mail/message.ts';
import type { Correlation } from './correlate.ts';

const dayMs = 86_400_000;

export interface InheritedRegarding {
  /** Set on the new activity. */
  readonly regarding: NamedRecordRef[];
  /** Only proposed to a person. */
  readonly offered: NamedRecordRef[];
}

/**
 * C7: regarding is copied from the correlated activity; after more than the given days, at an unknown distance, or
 * with a changed subject it is only offered. C8: a stranger's mail gets neither.
 */
export const inheritRegarding = (
  correlation: Correlation | null,
  message: Pick<Message, 'date'>,
  policy: { readonly offeredAfterDays: number },
): InheritedRegarding => {
  if (correlation?.trusted !== true) return { regarding: [], offered: [] };
  const regarding = [...correlation.activity.regarding];
  const old = distanceMs(message, correlation) > policy.offeredAfterDays * dayMs;
  return old || correlation.subjectChanged ? { regarding: [], offered: regarding } : { regarding, offered: [] };
};

const distanceMs = (message: Pick<Message, 'date'>, { activity }: Correlation): number =>
  message.date === null || activity.sentAt === null
    ? Number.POSITIVE_INFINITY
    : Math.abs(message.date - activity.sentAt);
