import { z } from 'zod';
import { ruleLimits } from './rule-limits.ts';
import { AddressOrDomain, TrackingRule } from './tracking-rule.ts';

/** A2: which unsolicited mail is tracked without anybody asking. */
export const Acceptance = z.enum(['all', 'replies', 'known', 'anyRecord', 'none']);
export type Acceptance = z.infer<typeof Acceptance>;

/** A19: `knownThreads`: only where it continues a tracked conversation; `likeOther`: as if a person had written it. */
export const AutomaticMailPolicy = z.enum(['ignore', 'knownThreads', 'likeOther']);
export type AutomaticMailPolicy = z.infer<typeof AutomaticMailPolicy>;

const whole = (most: number, least = 1) => {
  const message = `write a whole number from ${least} to ${most}`;
  return z.number(message).int(message).min(least, message).max(most, message);
};

/** What the router does with mail of an organization that comes by itself. */
export const routerSettings = {
  /** A8: the widest option that a user may choose. */
  acceptanceCeiling: Acceptance,
  /** A3: who decides about unsolicited mail: any user or queue it was sent to, or the mailbox it was found in alone. */
  unsolicitedBy: z.enum(['anyRecipient', 'readingMailbox']),
  /** A6: mail between users: not tracked, or one activity for its author and one for its receivers. */
  internalMail: z.enum(['ignore', 'record']),
  /** A7: everybody at these domains counts as one of us. */
  ownDomains: z.array(z.string().trim().toLowerCase().min(1).max(253)).max(500),
  /** A7: mail whose only outside people are these is not stored in any form. */
  exclusions: z.array(AddressOrDomain).max(1_000),
  /** A9: of mail only its people, moments and ids are kept. */
  headerOnly: z.boolean(),
  automaticReplies: AutomaticMailPolicy,
  listMail: AutomaticMailPolicy,
  calendarMail: AutomaticMailPolicy,
  /** A16: mail that reached a queue whose address stands neither in To nor in Cc. */
  queueUnnamedMail: z.enum(['ignore', 'accept']),
  /** A4: how long the receiver sees sender and subject of mail that was not tracked; 0 keeps neither. */
  outcomeDetailDays: whole(90, 0),
  /** A4: how long the log is kept. */
  outcomeDays: whole(365),
  /** A14: how long undeliverable mail is kept. */
  undeliverableDays: whole(365),
  /** A22: handled mail is removed from a forward mailbox after so long; 0: never. */
  sinkPurgeDays: whole(365, 0),
  /** R7: an address that nobody owns is suggested as a contact once it stands on so many mails of the last 30 days. */
  suggestContactAfter: whole(1_000),
  /** R7: what an unknown author of mail that is tracked by itself becomes. */
  createSenders: z.enum(['never', 'contact', 'lead']),
  /** A20: mail to this domain reaches us, and users have a drop address there; null: there are none. */
  dropDomain: z.string().trim().toLowerCase().min(1).max(253).nullable(),
} as const;

/** What one user adds to it. */
export const personalRouterSettings = {
  acceptance: Acceptance,
  /** A7: read by nobody else. */
  exclusions: z.array(AddressOrDomain).max(1_000),
  /** A24: in this order; the first that matches is named. */
  rules: z.array(TrackingRule).max(ruleLimits.rules),
} as const;

/** A2: of a queue. */
export const QueueSettings = z.object({ acceptance: Acceptance });
export type QueueSettings = z.infer<typeof QueueSettings>;
