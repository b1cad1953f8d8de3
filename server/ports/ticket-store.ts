import type { Instant } from '#shared/model/instant.ts';
import type { TrackTicket } from '../domain/tickets/track-ticket.ts';

/** Secrets stand as SHA-256: what the send handler shows, and what the mail carries. */
export interface NewTicket extends TrackTicket {
  readonly secretSha256: string;
  readonly markSha256: string;
}

export interface TicketStoreRead {
  find(ticketId: string): Promise<TrackTicket | null>;
  findBySecret(secretSha256: string): Promise<TrackTicket | null>;
  /** By what the mail carries, or by the Message-ID under which it was seen. */
  findSent(
    userId: string,
    sent: { readonly markSha256: string | null; readonly messageIdKey: string | null },
  ): Promise<TrackTicket | null>;
  /** Those that no sent mail ended, of the user or written by them, newest first. */
  waiting(userId: string): Promise<TrackTicket[]>;
  countWaiting(userId: string): Promise<number>;
}

export interface TicketStoreWrite extends TicketStoreRead {
  add(ticket: NewTicket): Promise<void>;
  /** Writes everything that can change while the mail is not sent; false when it was sent meanwhile. */
  save(ticket: TrackTicket): Promise<boolean>;
  /** False when another transaction ended it first. */
  complete(ticketId: string, activityId: string, at: Instant): Promise<boolean>;
  remove(ticketId: string): Promise<void>;
  /** Forgets tickets whose draft was last seen before. */
  forgetBefore(at: Instant): Promise<void>;
}
