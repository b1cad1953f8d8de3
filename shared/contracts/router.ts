import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { outcomeResults } from '../model/outcome-result.ts';
import { Outcome } from '../model/outcome.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page, repeatable } from './lists.ts';
import { routes } from './routes.ts';

export const routerLimits = { envelopeTo: 1_000 } as const;

const Address = z.string().min(3).max(320);

/** How a mail server hands a mail over (A12). */
export const DeliveryQuery = z.object({
  /** The address the mail was found under; it needs no configured mailbox, and counts as a recipient. */
  mailbox: Address,
  /** Recipients of the SMTP envelope; repeatable. */
  envelopeTo: repeatable(Address)
    .refine((addresses) => addresses.length <= routerLimits.envelopeTo, `at most ${routerLimits.envelopeTo} addresses`)
    .optional(),
  /** `1`: the mail wraps the one it is about (A11). */
  forwarded: z.enum(['0', '1']).default('0'),
});

const DeliverQuery = DeliveryQuery.extend({
  /** `1`: kept for a person, because whoever hands it over does not know which of several organizations it is for (A18). */
  quarantine: z.enum(['0', '1']).default('0'),
});

/** What is to become of a mail, and why. */
export const Verdict = Outcome.extend({
  promote: z.boolean(),
  /** Of the message that was judged, with angle brackets. */
  internetMessageId: z.string().nullable(),
});

/** What became of it. */
export const Delivered = Verdict.extend({
  activityId: z.string().nullable(),
  created: z.boolean(),
  held: z.object({ id: z.string() }).optional(),
});

export const checkMail = endpoint({
  route: routes.checkMail,
  access: 'router',
  summary: 'Third-party router: should this mail be promoted? Writes nothing',
  query: DeliveryQuery,
  body: z.looseObject({}),
  returns: Verdict,
  errors: ['invalid_request', 'invalid_message', 'not_permitted', 'message_too_large', 'unsupported_media_type'],
});

export const deliverMail = endpoint({
  route: routes.deliverMail,
  access: 'router',
  summary: 'Third-party router: judge this mail and record it; the same mail again changes nothing',
  query: DeliverQuery,
  body: z.looseObject({}),
  returns: Delivered,
  errors: ['invalid_request', 'invalid_message', 'not_permitted', 'message_too_large', 'unsupported_media_type'],
});

/** One line of the log. What others may not know is null. */
export const WireOutcome = Outcome.extend({
  id: z.string(),
  at: WireInstant,
  /** The address it was found under; null: by hand. */
  mailbox: z.string().nullable(),
  userId: z.string().nullable(),
  activityId: z.string().nullable(),
  holdId: z.string().nullable(),
  /** A4: of mail that was not tracked, for its receiver and for a few days. */
  sender: z.string().nullable(),
  subject: z.string().nullable(),
  evidence: z.unknown(),
});
export type WireOutcome = z.infer<typeof WireOutcome>;

const OutcomeFilter = z.object({
  /** Everyone's lines, without what they say of the mail, are for administrators. */
  whose: z.enum(['own', 'everyone']).default('everyone'),
  code: z.coerce.number().int().min(-1).max(999).optional(),
  /** What became of it, in one word. */
  result: z.enum(outcomeResults).optional(),
  /** Stands in the mailbox, or in sender or subject of one's own lines, in any case. */
  q: z.string().trim().max(200).optional(),
  mailbox: z.string().trim().toLowerCase().max(320).optional(),
  since: WireInstant.optional(),
  until: WireInstant.optional(),
});

export const listOutcomes = endpoint({
  route: routes.listOutcomes,
  access: 'user',
  summary: "The router's log, newest first: one's own lines, and everyone's for an administrator",
  query: PageQuery.extend(OutcomeFilter.shape),
  returns: page(WireOutcome),
  errors: ['invalid_request', 'invalid_cursor'],
});

export const countOutcomes = endpoint({
  route: routes.countOutcomes,
  access: 'user',
  summary: 'How often each reason was given',
  query: OutcomeFilter,
  returns: z.object({ counts: z.array(Outcome.omit({ sentence: true }).extend({ count: z.number().int() })) }),
  errors: ['invalid_request'],
});

export const readOutcome = endpoint({
  route: routes.readOutcome,
  access: 'user',
  summary: "Who wrote what, as long as it is kept; an administrator's look at another's line is audited",
  params: z.object({ outcomeId: z.string().max(64) }),
  body: z.object({ reason: z.string().trim().min(3).max(500) }),
  returns: WireOutcome,
  errors: ['invalid_request', 'outcome_not_found'],
});
