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

const mayBe = (ticket: TrackTicket, sentAt: Instant): boolean =>
  sentAt >= ticket.createdAt - clockSkewMs && sentAt <= ticket.seenAt + pendingMs;

type BareSubject = (subject: string) => string;

const isLike = (ticket: TrackTicket, mail: SentMail, bare: BareSubject): boolean =>
  ticket.draft !== null &&
  sameSubject(bare(ticket.draft.subject), bare(mail.subject)) &&
  openRecipients(ticket.draft) === openRecipients(mail);

/**
 * The ticket whose token the subject carries: only its author was ever told it. An answer within the conversation carries
 * it too, so the newest token alone counts (T4), and only as long as the ticket may wait.
 */
export const ticketWithToken = (
  waiting: readonly TrackTicket[],
  { sentAt, tokenKeys }: Pick<SentMail, 'sentAt'> & { readonly tokenKeys: readonly string[] },
): TrackTicket | null => {
  const [newest] = tokenKeys;
  if (newest === undefined || sentAt === null) return null;
  return waiting.find((ticket) => ticket.token?.key === newest && mayBe(ticket, sentAt)) ?? null;
};

/**
 * The ticket of a mail that carries none of our marks, as Outlook on premises sends it: the same subject to the same
 * people, sent within 7 days. Of several, the one whose draft was seen last before; null when nothing is alike. `bare`
 * takes tracking tokens out of a subject.
 */
export const matchTicket = (
  waiting: readonly TrackTicket[],
  mail: SentMail,
  bare: BareSubject = (subject) => subject,
): TrackTicket | null => {
  const { sentAt } = mail;
  if (sentAt === null) return null;
  const distance = ({ seenAt }: TrackTicket): number => Math.abs(sentAt - seenAt);
  const alike = waiting.filter((ticket) => mayBe(ticket, sentAt) && isLike(ticket, mail, bare));
  return alike.sort((one, other) => distance(one) - distance(other))[0] ?? null;
};
