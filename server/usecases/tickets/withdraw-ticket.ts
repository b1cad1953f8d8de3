import type { Actor } from '../../domain/actor.ts';
import type { Store } from '../../ports/store.ts';
import { openTicket } from './own-ticket.ts';

/** Track was switched off, or the draft discarded: nothing is left of it. */
export const withdrawTicket =
  ({ store }: { readonly store: Store }) =>
  (actor: Actor, ticketId: string): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const ticket = await openTicket(tx, actor, ticketId);
      await tx.tickets.remove(ticket.id);
    });
