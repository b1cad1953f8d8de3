import { z } from 'zod';
import { Visibility } from '../model/activity.ts';
import { WireInstant } from '../model/instant.ts';
import { NamedRecordRef, RecordRef } from '../model/record-ref.ts';
import { endpoint } from './endpoint.ts';
import { promotionLimits } from './promotions.ts';
import { routes } from './routes.ts';

/** `waiting`: tickets of one user that wait for their sent mail; a ticket more is refused. */
export const trackTicketLimits = { waiting: 500, subject: 2_000, recipients: 1_000, mark: 200 } as const;

const Person = z.object({ address: z.string().max(2_000), name: z.string().max(2_000).optional() });
const People = z.array(Person).max(trackTicketLimits.recipients);

/** What a draft says while it is written; nothing of its text. */
export const DraftFacts = z.object({
  subject: z.string().max(trackTicketLimits.subject),
  to: People.default([]),
  cc: People.default([]),
  bcc: People.default([]),
});
export type DraftFacts = z.infer<typeof DraftFacts>;

/**
 * How the server learns that the mail was sent: Outlook's send event, a copy to the personal drop address, or nothing
 * before the sent mail itself is seen.
 */
export const TicketWay = z.enum(['sendEvent', 'dropAddress', 'sentItem']);
export type TicketWay = z.infer<typeof TicketWay>;

/** prepared: being written; pending: on its way, or nobody knows yet; notConfirmed: 7 days without a sent mail. */
export const TicketState = z.enum(['prepared', 'pending', 'notConfirmed', 'sent']);
export type TicketState = z.infer<typeof TicketState>;

/** P7: one mail that is to be tracked once it is sent. */
export const TrackTicket = z.object({
  id: z.string(),
  /** P13: in whose name it is written, and by whom where that is somebody else. */
  user: z.object({ id: z.string(), name: z.string() }),
  actor: z.object({ id: z.string(), name: z.string() }).optional(),
  state: TicketState,
  way: TicketWay,
  subject: z.string().nullable(),
  recipients: z.array(z.string()),
  /** Chosen beforehand; empty with `inherits`: what the conversation regards. */
  regarding: z.array(NamedRecordRef),
  inherits: z.boolean(),
  visibility: Visibility.nullable(),
  createdAt: WireInstant,
  /** Null while it is being written. */
  pendingSince: WireInstant.nullable(),
  /** Null unless it was sent. */
  activityId: z.string().nullable(),
  /** T1, T6: the tracking token that its subject carries; null where the organization writes none. */
  subjectToken: z.string().nullable(),
  /** A20: where a blind copy of it tells of the sending; null where the organization serves no drop addresses. */
  dropAddress: z.string().nullable(),
  why: z.string(),
});
export type TrackTicket = z.infer<typeof TrackTicket>;

/** T3: how the draft's subject is to read, with the token at its end; null: as it does. */
const SubjectToWrite = z.string().nullable();

/** Absent: what the conversation regards; empty: none. The first is primary. */
const Regarding = z.array(RecordRef).max(promotionLimits.regardings).optional();

export const createTrackTicket = endpoint({
  route: routes.createTrackTicket,
  access: 'user',
  summary: 'Track on send: a ticket for one mail that is being written (P7)',
  body: z.object({
    regarding: Regarding,
    visibility: Visibility.optional(),
    way: TicketWay.default('sentItem'),
    /** The tracked mail that this one answers, whose regarding was proposed. */
    answers: z.string().max(64).optional(),
    draft: DraftFacts.optional(),
    /** P13: the mailbox owner (user id or address) in whose name a delegate writes. */
    onBehalfOf: z.string().max(320).optional(),
  }),
  returns: TrackTicket.extend({
    /** The only authority that the send handler has: good for this mail alone. */
    ticketId: z.string(),
    expiresAt: WireInstant,
    /** The header field that the mail carries. */
    headerName: z.string(),
    headerValue: z.string(),
  }),
  status: 201,
  errors: ['invalid_request', 'record_not_found', 'activity_not_found', 'user_not_found', 'conflict'],
});

export const listTrackTickets = endpoint({
  route: routes.listTrackTickets,
  access: 'user',
  summary: "The caller's mails that were not yet seen sent, newest first (at most 500)",
  returns: z.object({ items: z.array(TrackTicket) }),
  errors: [],
});

const TicketParams = z.object({ trackTicketId: z.string().max(64) });

export const getTrackTicket = endpoint({
  route: routes.getTrackTicket,
  access: 'user',
  summary: 'One ticket of the caller',
  params: TicketParams,
  returns: TrackTicket,
  errors: ['ticket_not_found'],
});

export const changeTrackTicket = endpoint({
  route: routes.changeTrackTicket,
  access: 'user',
  summary: 'Change what a mail that is being written will regard; says that it is still a draft',
  params: TicketParams,
  body: z.object({
    regarding: Regarding,
    visibility: Visibility.optional(),
    way: TicketWay.optional(),
    draft: DraftFacts.optional(),
    /** P13: the draft's sender became another; null: oneself. */
    onBehalfOf: z.string().max(320).nullable().optional(),
  }),
  returns: TrackTicket.extend({ subjectToWrite: SubjectToWrite }),
  errors: ['invalid_request', 'ticket_not_found', 'ticket_used', 'record_not_found', 'user_not_found'],
});

export const withdrawTrackTicket = endpoint({
  route: routes.withdrawTrackTicket,
  access: 'user',
  summary: 'Track was switched off, or the draft discarded: nothing is left',
  params: TicketParams,
  status: 204,
  errors: ['ticket_not_found', 'ticket_used'],
});

export const announceSending = endpoint({
  route: routes.announceSending,
  access: 'public',
  summary: 'The send handler says that the mail is being sent; the ticket is its authority',
  params: z.object({ ticket: z.string().max(200) }),
  body: DraftFacts,
  returns: z.object({ subjectToWrite: SubjectToWrite }),
  errors: ['invalid_request', 'ticket_not_found', 'ticket_expired', 'ticket_used'],
});

export const findSentTicket = endpoint({
  route: routes.findSentTicket,
  access: 'user',
  summary: 'Which ticket an own mail, seen in Sent Items, was written with; tracking then says pending',
  body: DraftFacts.extend({
    internetMessageId: z.string().max(2_000),
    sentAt: WireInstant,
    /** P13: who it is from; only what was written in the name of that user is looked for. */
    from: z.string().max(320).optional(),
    /** The value of our header field, where the client can read it. */
    mark: z.string().max(trackTicketLimits.mark).optional(),
  }),
  returns: z.object({ ticket: TrackTicket.nullable() }),
  errors: ['invalid_request'],
});

/** What a reply or forward is proposed to regard, and because of which tracked mail. */
export const TrackProposal = z.object({
  answers: z.object({ activityId: z.string(), subject: z.string() }).nullable(),
  regarding: z.array(NamedRecordRef),
  why: z.string(),
});
export type TrackProposal = z.infer<typeof TrackProposal>;

export const proposeTracking = endpoint({
  route: routes.proposeTracking,
  access: 'user',
  summary: 'Whether a mail that is being written answers a tracked one, and what that regards (P7)',
  body: z.object({
    /** Message-IDs that the draft answers, as far as the client tells. */
    inReplyTo: z.array(z.string().max(2_000)).max(100).default([]),
    subject: z.string().max(trackTicketLimits.subject).default(''),
    addresses: z.array(z.string().max(2_000)).max(100).default([]),
  }),
  returns: TrackProposal,
  errors: ['invalid_request'],
});
