import type { Actor } from '../../domain/actor.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import { matchTicket, type SentMail, ticketWithToken } from '../../domain/tickets/match-ticket.ts';
import type { TrackTicket } from '../../domain/tickets/track-ticket.ts';
import { withoutTokens } from '../../domain/tokens/read-tokens.ts';
import { classicFormats } from '../../domain/tokens/token-formats.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';
import type { StoreRead } from '../../ports/store.ts';
import { userAt } from '../promotion/find-principal.ts';
import { genuineTokens } from '../promotion/thread-question.ts';
import type { TicketNeeds } from './create-ticket.ts';

/** A mail of one's own that was sent, with what names its ticket. */
export interface SeenMail extends SentMail {
  readonly messageIdKey: string | null;
  /** SHA-256 of our header field's value. */
  readonly markSha256: string | null;
  /** P13: only what was written in this user's name; null: whatever one may see. */
  readonly writtenFor: string | null;
}

/**
 * The ticket a sent mail was written with: by its mark, by the Message-ID it was seen under, by the token of its subject,
 * or by likeness. Null when there is none, or another mail ended it.
 */
export const ticketOfSent = async (
  needs: { readonly signer: TokenSigner },
  read: StoreRead,
  userId: string,
  mail: SeenMail,
): Promise<TrackTicket | null> => {
  const isTheirs = (ticket: TrackTicket): boolean => mail.writtenFor === null || ticket.userId === mail.writtenFor;
  const found = await read.tickets.findSent(userId, mail);
  if (found !== null) return found.activityId === null && isTheirs(found) ? found : null;
  const settings = await read.organization.settings();
  const all = await read.tickets.waiting(userId);
  const waiting = all.filter((ticket) => ticket.messageIdKey === null && isTheirs(ticket));
  const tokens = genuineTokens(needs, read.organizationId, mail.subject, settings);
  const named = ticketWithToken(waiting, { ...mail, tokenKeys: tokens.map(({ key }) => key) });
  // A draft is seen before or after the token came into its subject.
  const bare = (subject: string): string => withoutTokens(subject, classicFormats(settings));
  return named ?? matchTicket(waiting, mail, bare);
};

/** The pane sees an own mail in Sent Items: from now on its tracking state is pending, on every computer. */
export const findSentTicket =
  (needs: Pick<TicketNeeds, 'store' | 'digests' | 'signer'>) =>
  (
    actor: Actor,
    seen: SentMail & {
      readonly internetMessageId: string;
      readonly mark: string | null;
      readonly from: string | null;
    },
  ): Promise<TrackTicket | null> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const key = messageIdKey(seen.internetMessageId);
      const author = seen.from === null ? null : await userAt(tx, actor.userId, seen.from);
      const ticket = await ticketOfSent(needs, tx, actor.userId, {
        ...seen,
        writtenFor: author?.id ?? null,
        messageIdKey: key,
        markSha256: seen.mark === null ? null : needs.digests.sha256(seen.mark),
      });
      if (ticket === null || key === null || ticket.messageIdKey === key) return ticket;
      const bound = { ...ticket, messageIdKey: key };
      return (await tx.tickets.save(bound)) ? bound : null;
    });
