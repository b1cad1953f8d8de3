import type { DraftFacts, TicketWay } from '#shared/contracts/track-tickets.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import { type TrackTicket, wasHeldBack } from '../../domain/tickets/track-ticket.ts';
import { checkRegarding } from '../promotion/check-regarding.ts';
import type { TicketNeeds } from './create-ticket.ts';
import { openTicket, ticketUsed } from './own-ticket.ts';
import { ticketDraft, ticketWish } from './ticket-input.ts';

export interface TicketChange {
  readonly regarding?: readonly RecordRef[] | undefined;
  readonly visibility?: Visibility | undefined;
  readonly way?: TicketWay | undefined;
  readonly draft?: DraftFacts | undefined;
}

/**
 * Changes what a mail will regard and what is known of its draft. Whoever changes it sees the draft, so a send that was
 * announced before was held back, and is forgotten.
 */
export const changeTicket =
  ({ store, clock }: Pick<TicketNeeds, 'store' | 'clock'>) =>
  (actor: Actor, ticketId: string, change: TicketChange): Promise<TrackTicket> =>
    store.transact(actor.organizationId, async (tx) => {
      const ticket = await openTicket(tx, actor, ticketId);
      await checkRegarding(tx, actor, change.regarding ?? []);
      const at = clock.now();
      const changed: TrackTicket = {
        ...ticket,
        wish: change.regarding === undefined ? ticket.wish : ticketWish(change.regarding),
        visibility: change.visibility ?? ticket.visibility,
        way: change.way ?? ticket.way,
        draft: change.draft === undefined ? ticket.draft : ticketDraft(change.draft),
        sendingAt: wasHeldBack(ticket, at) ? null : ticket.sendingAt,
        seenAt: at,
      };
      if (!(await tx.tickets.save(changed))) throw ticketUsed();
      return changed;
    });
