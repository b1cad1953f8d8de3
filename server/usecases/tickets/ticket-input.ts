import type { DraftFacts } from '#shared/contracts/track-tickets.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { TicketDraft, TicketWish } from '../../domain/tickets/track-ticket.ts';

type Person = DraftFacts['to'][number];

const personOf = ({ address, name }: Person) => ({ address, name: name ?? null });

/** What a draft says, as it is kept. */
export const ticketDraft = (facts: DraftFacts): TicketDraft => ({
  subject: facts.subject,
  to: facts.to.map(personOf),
  cc: facts.cc.map(personOf),
  bcc: facts.bcc.map(personOf),
});

/** Absent: what the conversation regards; empty: none. */
export const ticketWish = (regarding: readonly RecordRef[] | undefined): TicketWish => {
  if (regarding === undefined) return { kind: 'inherit' };
  return regarding.length === 0 ? { kind: 'none' } : { kind: 'chosen', records: regarding };
};
