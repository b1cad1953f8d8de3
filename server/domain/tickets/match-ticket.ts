import { addressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { MailPerson } from '../mail/message.ts';
import { sameSubject } from '../mail/subject.ts';
import { pendingMs, type TrackTicket } from './track-ticket.ts';

/** What is seen of a mail that was sent. */
export interface SentMail {
  readonly subject: string;
  readonly sentAt: Instant | null;
  readonly to: readonly MailPerson[];
  readonly cc: readonly MailPerson[];
}

/** Clocks of mail servers differ, and a draft is looked at while it is being sent. */
const clockSkewMs = 10 * 60_000;

/** Who got it; blind copies stand in no sent mail for certain. */
const openRecipients = ({ to, cc }: Pick<SentMail, 'to' | 'cc'>): string =>
  JSON.stringify(
    [...new Set([...to, ...cc].map(({ address }) => addressKey(address) ?? address.trim().toLowerCase()))].sort(),
  );

const isLike = (ticket: TrackTicket, mail: SentMail, sentAt: Instant): boolean =>
  ticket.draft !== null &&
  sentAt >= ticket.createdAt - clockSkewMs &&
  sentAt <= ticket.seenAt + pendingMs &&
  sameSubject(ticket.draft.subject, mail.subject) &&
  openRecipients(ticket.draft) === openRecipients(mail);

/**
 * The ticket of a mail that carries none of our marks, as Outlook on premises sends it: the same subject to the same
 * people, sent within 7 days. Of several, the one whose draft was seen last before; null when nothing is alike.
 */
export const matchTicket = (waiting: readonly TrackTicket[], mail: SentMail): TrackTicket | null => {
  const { sentAt } = mail;
  if (sentAt === null) return null;
  const distance = ({ seenAt }: TrackTicket): number => Math.abs(sentAt - seenAt);
  const alike = waiting.filter((ticket) => isLike(ticket, mail, sentAt));
  return alike.sort((one, other) => distance(one) - distance(other))[0] ?? null;
};
