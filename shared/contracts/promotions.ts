import { z } from 'zod';
import { Activity, ActivityParty, Direction, SourceRung, TrackedBy, Visibility } from '../model/activity.ts';
import { WireInstant } from '../model/instant.ts';
import { Outcome } from '../model/outcome.ts';
import { NamedRecordRef } from '../model/record-ref.ts';
import { endpoint } from './endpoint.ts';
import { repeatable } from './lists.ts';
import { routes } from './routes.ts';

export const promotionLimits = { regardings: 20, attachments: 1_000, recipients: 10_240 } as const;

const Person = z.object({ address: z.string().max(2_000), name: z.string().max(2_000).optional() });

/** The parts that a client without the original can give (P17). */
export const MessageParts = z.object({
  internetMessageId: z.string().max(2_000).optional(),
  subject: z.string().max(100_000),
  sentAt: WireInstant,
  from: Person,
  to: z.array(Person).max(promotionLimits.recipients).default([]),
  cc: z.array(Person).max(promotionLimits.recipients).default([]),
  bcc: z.array(Person).max(promotionLimits.recipients).default([]),
  html: z.string().optional(),
  text: z.string().optional(),
  /** The raw header block as Outlook gives it. */
  headers: z
    .string()
    .max(2 * 1024 * 1024)
    .optional(),
  attachments: z
    .array(
      z.object({
        name: z.string().max(1_000),
        type: z.string().max(200),
        contentBase64: z.string(),
        inline: z.boolean().default(false),
        contentId: z.string().max(1_000).optional(),
      }),
    )
    .max(promotionLimits.attachments)
    .default([]),
  source: SourceRung.exclude(['original']),
});
export type MessageParts = z.infer<typeof MessageParts>;

/** `organization` may also be written `everyone`. */
const VisibilityQuery = z.preprocess((value) => (value === 'everyone' ? 'organization' : value), Visibility);

export const PromotionQuery = z.object({
  /** `type:id`, repeatable, the first is primary; `none` takes none even where the correlation would copy one. */
  regarding: repeatable(z.string().max(120)).optional(),
  visibility: VisibilityQuery.optional(),
  /** P8: numbers (from 1) of attachments to leave out. */
  withoutAttachment: repeatable(z.coerce.number().int().min(1) as unknown as z.ZodType<number, string>).optional(),
  /** P8: `remove` strips quoted text from what is stored. */
  quotedText: z.enum(['keep', 'remove']).default('keep'),
  /** P13: the mailbox owner (user id or address) in whose name a delegate acts. */
  onBehalfOf: z.string().max(320).optional(),
  /** S14: `1` says that it is one of several that are tracked together; workflows treat it as part of a batch. */
  batch: z.enum(['0', '1']).default('0'),
});

export const PromotionAnswer = z.object({
  /** `stood`: the caller's tracking was there before; who takes this action back leaves it. */
  promotion: z.object({ id: z.string(), stood: z.boolean() }).nullable(),
  activity: Activity.nullable(),
  created: z.boolean(),
  outcome: Outcome,
  trackedBy: z.array(TrackedBy),
  held: z.object({ id: z.string() }).optional(),
});
export type PromotionAnswer = z.infer<typeof PromotionAnswer>;

export const promote = endpoint({
  route: routes.promote,
  access: 'user',
  summary: 'Track in CRM: message/rfc822 or the JSON parts',
  query: PromotionQuery,
  body: MessageParts,
  returns: PromotionAnswer,
  errors: [
    'invalid_request',
    'invalid_message',
    'not_permitted',
    'record_not_found',
    'user_not_found',
    'message_too_large',
    'unsupported_media_type',
    'idempotency_key_reused',
  ],
});

/** P9: what a mail would become if the caller tracked it now. */
export const ForeseenPromotion = z.object({
  /**
   * `new`: an activity; `joined`: one that others track gets the caller too; `tracked`: the caller tracks it already;
   * `held`: it cannot be read and would be kept with its bytes; `refused`: not by the settings that stand.
   */
  becomes: z.enum(['new', 'joined', 'tracked', 'held', 'refused']),
  /** What stands for this mail already, where the caller sees it. */
  activityId: z.string().nullable(),
  trackedBy: z.array(TrackedBy),
  subject: z.string().nullable(),
  sentAt: WireInstant.nullable(),
  direction: Direction.nullable(),
  regarding: z.array(NamedRecordRef),
  offeredRegarding: z.array(NamedRecordRef),
  /** From, To and the rest with who they are; at most 20. */
  parties: z.array(ActivityParty),
  why: z.string(),
});
export type ForeseenPromotion = z.infer<typeof ForeseenPromotion>;

export const previewPromotion = endpoint({
  route: routes.previewPromotion,
  access: 'user',
  summary: 'What Track in CRM would make of message/rfc822 or the JSON parts; writes nothing (P9)',
  query: PromotionQuery.pick({ regarding: true, onBehalfOf: true }),
  body: MessageParts,
  returns: ForeseenPromotion,
  errors: [
    'invalid_request',
    'invalid_message',
    'record_not_found',
    'user_not_found',
    'message_too_large',
    'unsupported_media_type',
  ],
});

const PromotionParams = z.object({ promotionId: z.string().max(64) });

export const changePromotion = endpoint({
  route: routes.changePromotion,
  access: 'user',
  summary: 'Change who sees what one has tracked',
  params: PromotionParams,
  body: z.object({ visibility: VisibilityQuery }),
  returns: Activity,
  errors: ['invalid_request', 'promotion_not_found'],
});

export const untrack = endpoint({
  route: routes.untrack,
  access: 'user',
  summary: "Withdraw one's own promotion; the activity is kept unless asked, and never lost for others who track it",
  params: PromotionParams,
  query: z.object({ activity: z.enum(['keep', 'delete']).default('keep') }),
  returns: z.object({
    activityId: z.string(),
    activity: z.enum(['kept', 'deleted']),
    /** Others, visible to the caller, who track the same mail (P3). */
    trackedBy: z.array(TrackedBy),
  }),
  errors: ['invalid_request', 'promotion_not_found', 'not_permitted', 'tracked_by_others'],
});

export const restorePromotion = endpoint({
  route: routes.restorePromotion,
  access: 'user',
  summary: 'Undo an untrack (30 days)',
  params: PromotionParams,
  returns: Activity,
  errors: ['promotion_not_found', 'restore_expired'],
});

export const Tracking = z.object({
  state: z.enum(['untracked', 'pending', 'tracked', 'failed']),
  activityId: z.string().optional(),
  /** The caller's own promotion, when there is one. */
  promotionId: z.string().optional(),
  regarding: z.array(NamedRecordRef),
  offeredRegarding: z.array(NamedRecordRef),
  trackedBy: z.array(TrackedBy),
  why: z.string(),
  activity: Activity.optional(),
  holdId: z.string().optional(),
});
export type Tracking = z.infer<typeof Tracking>;

export const getTracking = endpoint({
  route: routes.getTracking,
  access: 'user',
  summary: 'Tracking state of a message by its Internet Message-ID (P1)',
  params: z.object({ internetMessageId: z.string().max(2_000) }),
  returns: Tracking,
  errors: ['invalid_request'],
});
