import type { Visibility } from '#shared/model/activity.ts';
import { directionOf } from '../../domain/activity/direction.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import type { TrackTicket } from '../../domain/tickets/track-ticket.ts';
import type { StoreRead } from '../../ports/store.ts';
import { ticketOfSent } from '../tickets/find-sent-ticket.ts';
import type { RegardingWish } from './promotion-request.ts';
import type { ThreadNeeds } from './thread-question.ts';
import type { Tracking } from './tracking.ts';

interface SentCopy extends Pick<Tracking, 'ownAddresses' | 'settings' | 'message' | 'source'> {
  readonly principal: { readonly id: string };
}

/**
 * P7: the ticket that this mail was sent with. Only a mail from the person's own address can end one (A23): a mark that
 * came with anybody else's mail, or from another organization, means nothing.
 */
export const sentTicket = async (needs: ThreadNeeds, read: StoreRead, copy: SentCopy): Promise<TrackTicket | null> => {
  const { message, source } = copy;
  if (directionOf(message, copy.ownAddresses, copy.settings) !== 'outgoing') return null;
  return ticketOfSent(needs, read, copy.principal.id, {
    subject: message.subject,
    sentAt: message.date,
    to: message.to,
    cc: message.cc,
    messageIdKey: messageIdKey(message.messageId),
    writtenFor: null,
    markSha256: source.mark === null ? null : needs.digests.sha256(source.mark),
  });
};

const readableWish = async (tx: StoreRead, { wish, actorId }: TrackTicket): Promise<RegardingWish> => {
  if (wish.kind !== 'chosen') return wish;
  const readable = await tx.records.names(actorId, wish.records);
  return { kind: 'chosen', records: wish.records.filter(({ id }) => readable.some((record) => record.id === id)) };
};

/**
 * What its author chose before sending. Who tracks the sent mail by hand and says something else is followed; records
 * that were deleted meanwhile are left out.
 */
export const asTicketSays = async (tx: StoreRead, tracking: Tracking, ticket: TrackTicket): Promise<Tracking> => {
  const chosenNow = tracking.way.kind === 'byHand' && tracking.wish.kind !== 'inherit';
  const before: Visibility | null = tracking.visibility.chosen ? null : ticket.visibility;
  return {
    ...tracking,
    onSend: true,
    wish: chosenNow ? tracking.wish : await readableWish(tx, ticket),
    visibility: before === null ? tracking.visibility : { chosen: true, value: before },
  };
};
