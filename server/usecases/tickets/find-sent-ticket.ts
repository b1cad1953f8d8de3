import type { Actor } from '../../domain/actor.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import { matchTicket, type SentMail } from '../../domain/tickets/match-ticket.ts';
import type { TrackTicket } from '../../domain/tickets/track-ticket.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { TicketNeeds } from './create-ticket.ts';

/** A mail of one's own that was sent, with what names its ticket. */
export interface SeenMail extends SentMail {
  readonly messageIdKey: string | null;
  /** SHA-256 of our header field's value. */
  readonly markSha256: string | null;
}

/**
 * The ticket a sent mail was written with: by its mark, by the Message-ID it was seen under, or by likeness. Null when
 * there is none, or another mail ended it.
 */
export const ticketOfSent = async (read: StoreRead, userId: string, mail: SeenMail): Promise<TrackTicket | null> => {
  const found = await read.tickets.findSent(userId, mail);
  if (found !== null) return found.activityId === null ? found : null;
  const waiting = await read.tickets.waiting(userId);
  return matchTicket(
    waiting.filter((ticket) => ticket.messageIdKey === null),
    mail,
  );
};

/** The pane sees an own mail in Sent Items: from now on its tracking state is pending, on every computer. */
export const findSentTicket =
  ({ store, digests }: Pick<TicketNeeds, 'store' | 'digests'>) =>
  (
    actor: Actor,
    seen: SentMail & { readonly internetMessageId: string; readonly mark: string | null },
  ): Promise<TrackTicket | null> =>
    store.transact(actor.organizationId, async (tx) => {
      const key = messageIdKey(seen.internetMessageId);
      const ticket = await ticketOfSent(tx, actor.userId, {
        ...seen,
        messageIdKey: key,
        markSha256: seen.mark === null ? null : digests.sha256(seen.mark),
      });
      if (ticket === null || key === null || ticket.messageIdKey === key) return ticket;
      const bound = { ...ticket, messageIdKey: key };
      return (await tx.tickets.save(bound)) ? bound : null;
    });
