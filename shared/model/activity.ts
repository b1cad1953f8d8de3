import { z } from 'zod';
import { AgendaFields } from './agenda.ts';
import { WireInstant } from './instant.ts';
import { NamedRecordRef } from './record-ref.ts';
import { Resolution } from './resolution.ts';

export const ActivityKind = z.enum(['email', 'appointment', 'task', 'phoneCall']);
export type ActivityKind = z.infer<typeof ActivityKind>;
export const Direction = z.enum(['incoming', 'outgoing']);
export type Direction = z.infer<typeof Direction>;
export const ActivityState = z.enum(['open', 'completed', 'canceled']);
export type ActivityState = z.infer<typeof ActivityState>;
export const ActivityStatus = z.enum([
  'received',
  'sent',
  'draft',
  'pendingSend',
  'sending',
  'failed',
  'canceled',
  'planned',
  'completed',
]);
export type ActivityStatus = z.infer<typeof ActivityStatus>;

export const PartyRole = z.enum(['from', 'to', 'cc', 'bcc', 'organizer', 'required', 'optional', 'owner']);
export type PartyRole = z.infer<typeof PartyRole>;

/** One participant of an activity. */
export const ActivityParty = z.object({
  role: PartyRole,
  address: z.string(),
  name: z.string().optional(),
  resolution: Resolution,
});
export type ActivityParty = z.infer<typeof ActivityParty>;

export const CorrelationMethod = z.enum([
  'inReplyTo',
  'references',
  'token',
  'conversationIndex',
  'smartMatch',
  'byHand',
]);
export type CorrelationMethod = z.infer<typeof CorrelationMethod>;
export const WireCorrelation = z.object({ method: CorrelationMethod, activityId: z.string(), evidence: z.string() });
export type WireCorrelation = z.infer<typeof WireCorrelation>;

/** How the bytes reached us: as sent, rebuilt by the client from its parts, or header facts and text only (P17). */
export const SourceRung = z.enum(['original', 'reconstructed', 'metadata']);
export type SourceRung = z.infer<typeof SourceRung>;

/** Who sees a tracked mail: the promoter, their teams, everyone, or those who may read the regarding record (O1). */
export const Visibility = z.enum(['private', 'team', 'organization', 'regarding']);
export type Visibility = z.infer<typeof Visibility>;

/** Marks that explain themselves on the activity. */
export const ActivityFlag = z.enum([
  'messageIdReused',
  'recipientsTruncated',
  'tokenUnconfirmed',
  'correlationUnconfirmed',
  'regardingOffered',
  'quotedTextRemoved',
  'attachmentsLeftOut',
]);
export type ActivityFlag = z.infer<typeof ActivityFlag>;

export const TrackedBy = z.object({
  promotionId: z.string(),
  user: z.object({ id: z.string(), name: z.string() }),
  /** The delegate who acted, when it was not the user (P13). */
  actor: z.object({ id: z.string(), name: z.string() }).optional(),
  at: WireInstant,
});
export type TrackedBy = z.infer<typeof TrackedBy>;

export const WireAttachment = z.object({
  n: z.number().int(),
  name: z.string(),
  type: z.string(),
  sizeBytes: z.number().int(),
  inline: z.boolean(),
});
export type WireAttachment = z.infer<typeof WireAttachment>;

/** An activity as lists show it. */
export const Activity = z.object({
  id: z.string(),
  kind: ActivityKind,
  direction: Direction,
  state: ActivityState,
  status: ActivityStatus,
  subject: z.string(),
  sentAt: WireInstant.nullable(),
  receivedAt: WireInstant.nullable(),
  internetMessageId: z.string().nullable(),
  regarding: z.array(NamedRecordRef),
  parties: z.array(ActivityParty),
  correlation: WireCorrelation.nullable(),
  attachments: z.array(WireAttachment),
  visibility: Visibility,
  trackedBy: z.array(TrackedBy),
  owner: NamedRecordRef.nullable(),
  why: z.string(),
  flags: z.array(ActivityFlag),
  source: SourceRung,
  subjectChanged: z.boolean(),
  /** Of a task or an appointment: start, end or due, and what else it says (Y2). */
  fields: AgendaFields.optional(),
  /** C7: the correlated mail's regarding, offered because it is old or its subject changed. */
  offeredRegarding: z.array(NamedRecordRef),
  version: z.number().int(),
});
export type Activity = z.infer<typeof Activity>;

/** One activity read by itself: with its text, and its HTML sanitized and without remote sources. */
export const ActivityDetail = Activity.extend({
  text: z.string(),
  html: z.string().nullable(),
  /** How many remote images were left out of `html`. */
  remoteSources: z.number().int(),
  threadId: z.string(),
  notes: z.string(),
});
export type ActivityDetail = z.infer<typeof ActivityDetail>;
