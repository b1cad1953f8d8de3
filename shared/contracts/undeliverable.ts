import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { Outcome } from '../model/outcome.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { PromotionAnswer } from './promotions.ts';
import { routes } from './routes.ts';

export const WireHold = z.object({
  id: z.string(),
  at: WireInstant,
  outcome: Outcome,
  internetMessageId: z.string().nullable(),
  sizeBytes: z.number().int(),
  attempts: z.number().int(),
  /** The address it was found under; null: somebody tracked it by hand. */
  mailbox: z.string().nullable(),
  heldFor: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** What the caller may do about it. */
  actions: z.array(z.enum(['source', 'retry', 'discard'])),
});
export type WireHold = z.infer<typeof WireHold>;

const HoldParams = z.object({ holdId: z.string().max(64) });

export const listUndeliverable = endpoint({
  route: routes.listUndeliverable,
  access: 'user',
  summary: "Held mail: one's own, and everyone's (without content) for an administrator",
  query: PageQuery,
  returns: page(WireHold),
  errors: ['invalid_request', 'invalid_cursor'],
});

/** Answers `message/rfc822`; reading is audited. */
export const getUndeliverableSource = endpoint({
  route: routes.getUndeliverableSource,
  access: 'user',
  summary: 'The bytes that are held',
  params: HoldParams,
  errors: ['hold_not_found'],
});

/** Bounds of one export (A14). */
export const exportLimits = { mails: 200, bytes: 256 * 1024 * 1024 } as const;

export const countUndeliverable = endpoint({
  route: routes.countUndeliverable,
  access: 'user',
  summary: "How many mails are held: one's own, and everyone's for an administrator",
  returns: z.object({ count: z.number().int() }),
  errors: [],
});

/** Answers `application/zip`; each mail of it is audited. */
export const exportUndeliverable = endpoint({
  route: routes.exportUndeliverable,
  access: 'user',
  summary: 'Several held mails as .eml files in one archive',
  body: z.object({ ids: z.array(z.string().min(1).max(64)).min(1).max(exportLimits.mails) }).strict(),
  errors: ['invalid_request', 'hold_not_found'],
});

export const retryUndeliverable = endpoint({
  route: routes.retryUndeliverable,
  access: 'user',
  summary: 'Read and promote the held message again',
  params: HoldParams,
  returns: PromotionAnswer,
  errors: ['hold_not_found'],
});

export const discardUndeliverable = endpoint({
  route: routes.discardUndeliverable,
  access: 'user',
  summary: 'Discard the held message and its bytes',
  params: HoldParams,
  status: 204,
  errors: ['hold_not_found'],
});
