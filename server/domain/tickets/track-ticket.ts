import type { TicketState, TicketWay } from '#shared/contracts/track-tickets.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { MailPerson } from '../mail/message.ts';

/** The header field that a mail with Track on carries; its value names the ticket and nothing else. */
export const ticketHeader = 'X-Correspond-Track';

/** What the draft said when it was last seen. */
export interface TicketDraft {
  readonly subject: string;
  readonly to: readonly MailPerson[];
  readonly cc: readonly MailPerson[];
  readonly bcc: readonly MailPerson[];
}

/** Allotted when Track is switched on; it names nothing before the sent mail is seen. */
export interface TicketToken {
  readonly text: string;
  readonly key: string;
}

/** P7: one mail that is to be tracked when it has been sent. */
export interface TrackTicket {
  readonly id: string;
  /** The mailbox owner, and whoever writes in their name (P13). */
  readonly userId: string;
  readonly actorId: string;
  readonly way: TicketWay;
  readonly wish: TicketWish;
  readonly visibility: Visibility | null;
  readonly answersActivityId: string | null;
  readonly draft: TicketDraft | null;
  readonly createdAt: Instant;
  /** When it was last known to be a draft. */
  readonly seenAt: Instant;
  /** When the send handler said that the mail is being sent. */
  readonly sendingAt: Instant | null;
  /** T1, T6: what its subject carries, and by which an answer finds it; null: none. */
  readonly token: TicketToken | null;
  /** Of the sent mail, once it was seen. */
  readonly messageIdKey: string | null;
  readonly activityId: string | null;
}

/** What the mail will regard: as its conversation, nothing, or these (first is primary). */
export type TicketWish =
  | { readonly kind: 'inherit' }
  | { readonly kind: 'none' }
  | { readonly kind: 'chosen'; readonly records: readonly RecordRef[] };

const hour = 3_600_000;
const day = 24 * hour;

/** For so long after the draft was last seen the send handler may speak for it. */
export const authorityMs = day;
/** P7: after so long without a sent mail nobody expects it any more. */
export const pendingMs = 7 * day;
/** For so long a ticket is kept after that, so that the mail is still recognised and its author can be told. */
export const keptMs = 30 * day;
/** Sending may take this long; a draft that is seen later was not sent. */
const sendingMs = 30_000;

/** Since when the mail may be on its way; null while it is being written. */
export const pendingSince = (ticket: TrackTicket): Instant | null => {
  if (ticket.sendingAt !== null) return ticket.sendingAt;
  // Nobody tells of the sending: from the moment the draft was seen last, the mail may have gone.
  return ticket.way !== 'sendEvent' && ticket.draft !== null ? ticket.seenAt : null;
};

/** Never `sent` without a sent mail that was seen. */
export const ticketState = (ticket: TrackTicket, now: Instant): TicketState => {
  if (ticket.activityId !== null) return 'sent';
  const since = pendingSince(ticket);
  if (since === null) return 'prepared';
  return now - since < pendingMs ? 'pending' : 'notConfirmed';
};

export const authorityEnds = (ticket: TrackTicket): Instant => (ticket.seenAt + authorityMs) as Instant;

/**
 * Whether a pane that sees the draft proves that it was not sent: another add-in or the person held it back. A pane is
 * still open while Outlook sends, so a moment must have passed.
 */
export const wasHeldBack = ({ sendingAt }: TrackTicket, seenAt: Instant): boolean =>
  sendingAt !== null && seenAt - sendingAt >= sendingMs;

const says: Readonly<Record<TicketState, string>> = {
  prepared: 'Track is on; the mail is still being written.',
  pending: 'Track is on; it is recorded as sent as soon as the sent mail is seen.',
  notConfirmed: 'For 7 days no sent mail was seen, so it is not recorded; open it in Sent Items if it was sent.',
  sent: 'The sent mail was seen, and is tracked.',
};

/** One English sentence for its author. */
export const explainTicket = (state: TicketState): string => says[state];
