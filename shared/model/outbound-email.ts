import { z } from 'zod';
import { WireAttachment } from './activity.ts';
import { WireInstant } from './instant.ts';
import { NamedRecordRef } from './record-ref.ts';
import { Resolution } from './resolution.ts';

/** What a person reads of a mail they wrote; derived from its recipients once it was handed over for sending (S1). */
export const OutboundStatus = z.enum(['draft', 'pendingSend', 'sending', 'sent', 'failed', 'canceled']);
export type OutboundStatus = z.infer<typeof OutboundStatus>;

/**
 * How it stands for one recipient. `sending` is in hand; `deferred` waits for its next attempt; `uncertain`: the
 * connection ended after the mail was on its way, nobody knows; `bounced`: taken by a server and reported back later.
 */
export const RecipientState = z.enum([
  'queued',
  'sending',
  'sent',
  'deferred',
  'failed',
  'uncertain',
  'bounced',
  'canceled',
]);
export type RecipientState = z.infer<typeof RecipientState>;

export const RecipientRole = z.enum(['to', 'cc', 'bcc']);
export type RecipientRole = z.infer<typeof RecipientRole>;

export const OutboundPriority = z.enum(['high', 'normal', 'low']);
export type OutboundPriority = z.infer<typeof OutboundPriority>;

/** What the author may ask for next. */
export const OutboundAction = z.enum(['edit', 'send', 'cancel', 'resend', 'settle', 'delete', 'keepCopy']);
export type OutboundAction = z.infer<typeof OutboundAction>;

export const OutboundRecipient = z.object({
  role: RecipientRole,
  address: z.string(),
  name: z.string().optional(),
  resolution: Resolution,
  /** A draft's recipients are `queued`: nothing was tried. */
  state: RecipientState,
  /** The server's last words about this recipient; null before the first attempt. */
  lastAnswer: z.string().nullable(),
  attempts: z.number().int(),
  nextAttemptAt: WireInstant.nullable(),
});
export type OutboundRecipient = z.infer<typeof OutboundRecipient>;

/** One try, with what came of it for each recipient it was for (S6). */
export const DeliveryAttempt = z.object({
  number: z.number().int(),
  startedAt: WireInstant,
  /** Null: in hand, or ended without a word; then its recipients say what is known. */
  endedAt: WireInstant.nullable(),
  results: z.array(z.object({ address: z.string(), state: RecipientState, answer: z.string() })),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** A mail system said later that it did not reach this recipient (S12). */
export const BounceReport = z.object({
  address: z.string(),
  at: WireInstant,
  /** RFC 3463, such as 5.1.1. */
  statusCode: z.string().nullable(),
  /** It will not get better: the address is marked. */
  hard: z.boolean(),
  /** In the words of the report. */
  answer: z.string(),
});
export type BounceReport = z.infer<typeof BounceReport>;

const Person = z.object({ id: z.string(), name: z.string() });

/** A mail that starts here, as lists show it. Its id is that of its activity. */
export const OutboundEmail = z.object({
  id: z.string(),
  status: OutboundStatus,
  /** As written. */
  subject: z.string(),
  /** Decoded, as it left, token included; null before it was handed over. */
  subjectSent: z.string().nullable(),
  token: z.string().nullable(),
  from: z.object({ address: z.string(), name: z.string().optional() }),
  /** Without those in Bcc for readers who may not know of them (S17). */
  recipients: z.array(OutboundRecipient),
  /** How often it was tried, whatever the recipient. */
  attempts: z.number().int(),
  /** The earliest of all recipients. */
  nextAttemptAt: WireInstant.nullable(),
  lastAnswer: z.string().nullable(),
  /** S16: what left went to the mail sandbox of a demonstration and reached nobody. */
  sandbox: z.boolean(),
  /** Why nothing is tried although something waits: the sending profile pauses (S5). */
  paused: z.object({ since: WireInstant, answer: z.string() }).nullable(),
  /** Send not before. */
  sendAt: WireInstant.nullable(),
  /** When the first recipient's server took it. */
  sentAt: WireInstant.nullable(),
  internetMessageId: z.string().nullable(),
  /** Who wrote it, and in whose name. */
  author: Person,
  principal: Person,
  regarding: z.array(NamedRecordRef),
  attachments: z.array(WireAttachment),
  priority: OutboundPriority,
  readReceipt: z.boolean(),
  deliveryNotification: z.boolean(),
  inReplyTo: z.string().nullable(),
  createdAt: WireInstant,
  updatedAt: WireInstant,
  version: z.number().int(),
  actions: z.array(OutboundAction),
});
export type OutboundEmail = z.infer<typeof OutboundEmail>;

/** One mail by itself, with its text and every attempt. */
export const OutboundEmailDetail = OutboundEmail.extend({
  text: z.string(),
  /** As written; whoever shows it sanitizes it, or reads the activity's `html`. */
  html: z.string().nullable(),
  history: z.array(DeliveryAttempt),
  reports: z.array(BounceReport),
  /**
   * S8: the copy in the sender's folder of sent mail (`append`), or the search for one after an unknown outcome (`find`,
   * S4): waiting, kept, absent (looked for in vain), failed, with the last trouble as a sentence. Null: none is owed.
   */
  sentCopy: z
    .object({
      task: z.enum(['append', 'find']),
      state: z.enum(['waiting', 'kept', 'absent', 'failed']),
      answer: z.string().nullable(),
    })
    .nullable(),
});
export type OutboundEmailDetail = z.infer<typeof OutboundEmailDetail>;
