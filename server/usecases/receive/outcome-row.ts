import { addressKey } from '#shared/model/address.ts';
import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { Message } from '../../domain/mail/message.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import type { Audience } from '../../domain/routing/audience.ts';
import type { NewOutcome } from '../../ports/promotion-store.ts';

/** Longer ones are cut: a line of the log is no place for them. */
const longestShown = 500;

/** Outcomes whose mail leaves nothing but time, mailbox and reason: an exclusion is not stored in any form (A7). */
const traceless: ReadonlySet<Outcome['reason']> = new Set(['excluded', 'vetoed']);

export interface OutcomeFacts {
  readonly id: string;
  readonly outcome: Outcome;
  readonly message: Message | null;
  readonly foundAt: string | null;
  readonly settings: OrganizationSettings;
  /** The user whose mail it is. */
  readonly userId: string | null;
  readonly activityId: string | null;
  readonly holdId: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly mark: (text: string) => string;
  readonly at: Instant;
}

/** Whose line of the log it is: the reader of the mailbox, else the first user it was sent to. */
export const userOf = ({ concerned }: Audience): string | null => {
  const users = concerned.filter(({ kind }) => kind === 'user');
  return (users.find(({ reading }) => reading) ?? users[0])?.id ?? null;
};

/** Who wrote what is told to the receiver of mail that was neither tracked nor kept, where the settings allow it. */
const isTold = ({ outcome, settings, userId, activityId, holdId }: OutcomeFacts): boolean =>
  activityId === null &&
  holdId === null &&
  userId !== null &&
  !traceless.has(outcome.reason) &&
  !settings.headerOnly &&
  settings.outcomeDetailDays > 0;

const foundOf = (facts: OutcomeFacts): NewOutcome['found'] & object => {
  const { message, foundAt } = facts;
  const key = messageIdKey(message?.messageId ?? null);
  const told = isTold(facts) ? message : null;
  return {
    mailbox: foundAt === null ? null : addressKey(foundAt),
    mailHash: traceless.has(facts.outcome.reason) || key === null ? null : facts.mark(key),
    sender: told?.from[0]?.address.slice(0, longestShown) ?? null,
    subject: told?.subject.slice(0, longestShown) ?? null,
  };
};

/**
 * A4: exactly one line for a mail. Of one that is not tracked it holds time, mailbox, reason and a salted hash of its id,
 * and for a time who wrote what, for its receiver alone.
 */
export const outcomeRow = (facts: OutcomeFacts): NewOutcome => ({
  ...facts.outcome,
  id: facts.id,
  evidence: facts.evidence,
  userId: facts.userId,
  activityId: facts.activityId,
  holdId: facts.holdId,
  at: facts.at,
  found: foundOf(facts),
});
