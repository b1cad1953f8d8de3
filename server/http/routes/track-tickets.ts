import * as contracts from '#shared/contracts/track-tickets.ts';
import { fromWire, type Instant, toWire } from '#shared/model/instant.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Actor } from '../../domain/actor.ts';
import {
  authorityEnds,
  explainTicket,
  pendingSince,
  ticketHeader,
  ticketState,
  type TrackTicket,
} from '../../domain/tickets/track-ticket.ts';
import type { StoreRead } from '../../ports/store.ts';
import { dropAddressOf } from '../../usecases/drop-addresses/drop-address.ts';
import { announceSending } from '../../usecases/tickets/announce-sending.ts';
import { changeTicket } from '../../usecases/tickets/change-ticket.ts';
import { createTicket, type TicketNeeds } from '../../usecases/tickets/create-ticket.ts';
import { findSentTicket } from '../../usecases/tickets/find-sent-ticket.ts';
import { ownTicket } from '../../usecases/tickets/own-ticket.ts';
import { type Proposal, proposeTracking } from '../../usecases/tickets/propose-tracking.ts';
import { subjectToWrite } from '../../usecases/tickets/subject-to-write.ts';
import { ticketDraft } from '../../usecases/tickets/ticket-input.ts';
import { withdrawTicket } from '../../usecases/tickets/withdraw-ticket.ts';
import type { RouteMaker } from '../route.ts';

const regardingOf = async (read: StoreRead, actor: Actor, { wish }: TrackTicket): Promise<NamedRecordRef[]> => {
  if (wish.kind !== 'chosen') return [];
  const named = await read.records.names(actor.userId, wish.records);
  return wish.records.flatMap(({ id }) => named.filter((record) => record.id === id));
};

const peopleOf = async (read: StoreRead, actor: Actor, { userId, actorId }: TrackTicket) => {
  const refs = [...new Set([userId, actorId])].map((id) => ({ type: 'user', id }));
  const named = await read.records.names(actor.userId, refs);
  const person = (id: string) => ({ id, name: named.find((record) => record.id === id)?.name ?? '' });
  return { user: person(userId), ...(actorId === userId ? {} : { actor: person(actorId) }) };
};

const presentTicket = async (
  read: StoreRead,
  actor: Actor,
  ticket: TrackTicket,
  now: Instant,
): Promise<contracts.TrackTicket> => {
  const state = ticketState(ticket, now);
  const since = pendingSince(ticket);
  return {
    id: ticket.id,
    ...(await peopleOf(read, actor, ticket)),
    state,
    way: ticket.way,
    subject: ticket.draft?.subject ?? null,
    recipients: [...(ticket.draft?.to ?? []), ...(ticket.draft?.cc ?? []), ...(ticket.draft?.bcc ?? [])].map(
      ({ address }) => address,
    ),
    regarding: await regardingOf(read, actor, ticket),
    inherits: ticket.wish.kind === 'inherit',
    visibility: ticket.visibility,
    createdAt: toWire(ticket.createdAt),
    pendingSince: since === null ? null : toWire(since),
    activityId: ticket.activityId,
    subjectToken: ticket.token?.text ?? null,
    dropAddress: await dropAddressOf(read, ticket.userId),
    why: explainTicket(state),
  };
};

const proposalSays = {
  inReplyTo: 'This mail answers a tracked one.',
  subject: 'A tracked mail of the same people has the same subject.',
} as const;

const presentProposal = (proposal: Proposal | null): contracts.TrackProposal =>
  proposal === null
    ? { answers: null, regarding: [], why: 'This mail answers no tracked one.' }
    : {
        answers: { activityId: proposal.answers.id, subject: proposal.answers.subject },
        regarding: [...proposal.answers.regarding],
        why: proposalSays[proposal.because],
      };

/** Track on send (P7). */
export const trackTicketRoutes = (route: RouteMaker, needs: TicketNeeds): void => {
  const { store, clock } = needs;
  const present = (actor: Actor, ticket: TrackTicket) =>
    store.read(actor.organizationId, (read) => presentTicket(read, actor, ticket, clock.now()));

  route(contracts.createTrackTicket, async ({ actor, body }) => {
    const { ticket, secret, mark } = await createTicket(needs)(actor, body);
    return {
      ...(await present(actor, ticket)),
      ticketId: secret,
      expiresAt: toWire(authorityEnds(ticket)),
      headerName: ticketHeader,
      headerValue: mark,
    };
  });
  route(contracts.listTrackTickets, ({ actor }) =>
    store.read(actor.organizationId, async (read) => {
      const items = [];
      for (const ticket of await read.tickets.waiting(actor.userId))
        items.push(await presentTicket(read, actor, ticket, clock.now()));
      return { items };
    }),
  );
  route(contracts.getTrackTicket, ({ actor, params }) =>
    store.read(actor.organizationId, async (read) =>
      presentTicket(read, actor, await ownTicket(read, actor, params.trackTicketId), clock.now()),
    ),
  );
  route(contracts.changeTrackTicket, async ({ actor, params, body }) => {
    const changed = await changeTicket(needs)(actor, params.trackTicketId, body);
    const settings = await store.read(actor.organizationId, (read) => read.organization.settings());
    return { ...(await present(actor, changed)), subjectToWrite: subjectToWrite(changed, settings) };
  });
  route(contracts.withdrawTrackTicket, async ({ actor, params }) => {
    await withdrawTicket(needs)(actor, params.trackTicketId);
    return undefined;
  });
  route(contracts.announceSending, async ({ params, body }) => ({
    subjectToWrite: await announceSending(needs)(params.ticket, body),
  }));
  route(contracts.findSentTicket, async ({ actor, body }) => {
    const { internetMessageId, sentAt, mark, from } = body;
    const ticket = await findSentTicket(needs)(actor, {
      ...ticketDraft(body),
      internetMessageId,
      sentAt: fromWire(sentAt),
      mark: mark ?? null,
      from: from ?? null,
    });
    return { ticket: ticket === null ? null : await present(actor, ticket) };
  });
  route(contracts.proposeTracking, ({ actor, body }) =>
    store.read(actor.organizationId, async (read) =>
      presentProposal(await proposeTracking(read, actor, body, clock.now())),
    ),
  );
};
