import type { Actor } from '../../domain/actor.ts';
import type { TrackTicket } from '../../domain/tickets/track-ticket.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

export const ticketUsed = (): Refusal =>
  new Refusal('ticket_used', 'The mail of this ticket was sent and tracked; change its activity instead.');

/** The caller's ticket, as mailbox owner or as who writes in their name; somebody else's is as if it were not there. */
export const ownTicket = async (read: StoreRead, actor: Actor, ticketId: string): Promise<TrackTicket> => {
  const ticket = await read.tickets.find(ticketId);
  if (ticket === null || (ticket.userId !== actor.userId && ticket.actorId !== actor.userId))
    throw new Refusal('ticket_not_found', 'You have no such track ticket.');
  return ticket;
};

/** The same, while its mail is not sent. */
export const openTicket = async (read: StoreRead, actor: Actor, ticketId: string): Promise<TrackTicket> => {
  const ticket = await ownTicket(read, actor, ticketId);
  if (ticket.activityId !== null) throw ticketUsed();
  return ticket;
};
