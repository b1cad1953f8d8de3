import type { DraftFacts, TicketWay } from '#shared/contracts/track-tickets.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import { type TrackTicket, wasHeldBack } from '../../domain/tickets/track-ticket.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { giveDropAddress } from '../drop-addresses/drop-address.ts';
import { checkRegarding } from '../promotion/check-regarding.ts';
import { findPrincipal } from '../promotion/find-principal.ts';
import type { TicketNeeds } from './create-ticket.ts';
import { openTicket, ticketUsed } from './own-ticket.ts';
import { ticketDraft, ticketWish } from './ticket-input.ts';

type ChangeNeeds = Pick<TicketNeeds, 'store' | 'clock' | 'ids' | 'digests'>;

export interface TicketChange {
  readonly regarding?: readonly RecordRef[] | undefined;
  readonly visibility?: Visibility | undefined;
  readonly way?: TicketWay | undefined;
  readonly draft?: DraftFacts | undefined;
  readonly onBehalfOf?: string | null | undefined;
}

/** P13: another sender was chosen for the draft, who has a drop address of their own. */
const changedUser = async (
  needs: ChangeNeeds,
  tx: StoreWrite,
  { actor, ticket, at }: { readonly actor: Actor; readonly ticket: TrackTicket; readonly at: Instant },
  onBehalfOf: string | null | undefined,
): Promise<string> => {
  if (onBehalfOf === undefined) return ticket.userId;
  const { id } = await findPrincipal(tx, actor, onBehalfOf);
  if (id !== ticket.userId) await giveDropAddress(needs, tx, { userId: id, actorId: actor.userId, at });
  return id;
};

/**
 * Changes what a mail will regard and what is known of its draft. Whoever changes it sees the draft, so a send that was
 * announced before was held back, and is forgotten.
 */
export const changeTicket =
  (needs: ChangeNeeds) =>
  (actor: Actor, ticketId: string, change: TicketChange): Promise<TrackTicket> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const ticket = await openTicket(tx, actor, ticketId);
      await checkRegarding(tx, actor, change.regarding ?? []);
      const at = needs.clock.now();
      const changed: TrackTicket = {
        ...ticket,
        userId: await changedUser(needs, tx, { actor, ticket, at }, change.onBehalfOf),
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
