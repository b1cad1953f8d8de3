import type { DraftFacts } from '#shared/contracts/track-tickets.ts';
import { authorityEnds } from '../../domain/tickets/track-ticket.ts';
import { Refusal } from '../refusal.ts';
import type { TicketNeeds } from './create-ticket.ts';
import { ticketUsed } from './own-ticket.ts';
import { subjectToWrite } from './subject-to-write.ts';
import { ticketDraft } from './ticket-input.ts';

const notFound = (): Refusal => new Refusal('ticket_not_found', 'This ticket is unknown, or was withdrawn.');

const shape = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

/**
 * The send handler says that the mail is being sent. The ticket is its only authority, for this mail and this step: it
 * reads nothing, and the mail becomes pending, never sent. Saying so again, after a send that was held back, is the same.
 * Gives how the subject is to read (T3), null: as it does.
 */
export const announceSending =
  ({ store, clock, digests }: Pick<TicketNeeds, 'store' | 'clock' | 'digests'>) =>
  async (shown: string, draft: DraftFacts): Promise<string | null> => {
    const [, organizationId, secret] = shape.exec(shown) ?? [];
    if (organizationId === undefined || secret === undefined) throw notFound();
    return store.transact(organizationId, async (tx) => {
      const ticket = await tx.tickets.findBySecret(digests.sha256(secret));
      if (ticket === null) throw notFound();
      if (ticket.activityId !== null) throw ticketUsed();
      const at = clock.now();
      if (at >= authorityEnds(ticket))
        throw new Refusal('ticket_expired', 'The draft of this ticket was not seen for 24 hours.');
      const announced = { ...ticket, draft: ticketDraft(draft), seenAt: at, sendingAt: at };
      if (!(await tx.tickets.save(announced))) throw ticketUsed();
      return subjectToWrite(announced, await tx.organization.settings());
    });
  };
