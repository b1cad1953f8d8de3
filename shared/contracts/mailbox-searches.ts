import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { FolderName } from '../model/mailbox.ts';
import { endpoint } from './endpoint.ts';
import { ForeseenPromotion, PromotionAnswer, promotionLimits } from './promotions.ts';
import { routes } from './routes.ts';

/** Bounds of a look through a mailbox (P9). */
export const searchLimits = {
  mails: 100,
  messageIds: 100,
  addresses: 20,
  folders: 20,
  rounds: 4,
  threadIds: 200,
} as const;

const MailboxParams = z.object({ mailboxId: z.string().max(64) });

/** Where a mail that was found stands at its server. */
const FoundOrigin = z.discriminatedUnion('protocol', [
  z.object({
    protocol: z.literal('imap'),
    folder: FolderName,
    uidValidity: z.string().max(20),
    uid: z.number().int().min(1).max(4_294_967_295),
  }),
  z.object({
    protocol: z.literal('graph'),
    folder: FolderName,
    /** The immutable id. */
    id: z.string().min(1).max(1_000),
  }),
]);

const About = z.discriminatedUnion('kind', [
  /** The conversation of these mails, with angle brackets. */
  z.object({
    kind: z.literal('messages'),
    internetMessageIds: z.array(z.string().min(3).max(1_000)).min(1).max(searchLimits.messageIds),
  }),
  /** The conversation of a tracked mail. */
  z.object({ kind: z.literal('activity'), id: z.string().max(64) }),
  /** The history of a record: mail with one of its addresses. */
  z.object({ kind: z.literal('record'), type: z.string().max(60), id: z.string().max(64) }),
]);

export const MailboxSearchBody = z
  .object({
    about: About,
    /** Absent: the folders that are set for the mailbox, and the one for sent mail. */
    folders: z.array(FolderName).min(1).max(searchLimits.folders).optional(),
    since: WireInstant.optional(),
    /** Mail that arrived before. */
    until: WireInstant.optional(),
    limit: z.number().int().min(1).max(searchLimits.mails).default(50),
  })
  .strict()
  .refine(({ since, until }) => since === undefined || until === undefined || Date.parse(since) < Date.parse(until), {
    path: ['until'],
    message: 'write a moment after `since`',
  });
export type MailboxSearchBody = z.output<typeof MailboxSearchBody>;

export const searchMailbox = endpoint({
  route: routes.searchMailbox,
  access: 'user',
  summary:
    'Mail of a conversation or of a record in one’s own mailbox, and what each would become; writes nothing (P9)',
  params: MailboxParams,
  body: MailboxSearchBody,
  returns: z.object({
    items: z.array(
      ForeseenPromotion.extend({
        origin: FoundOrigin,
        internetMessageId: z.string().nullable(),
        arrivedAt: WireInstant.nullable(),
      }),
    ),
    /** More fits than was asked for. */
    more: z.boolean(),
  }),
  errors: ['invalid_request', 'mailbox_not_found', 'mailbox_not_ready', 'activity_not_found', 'record_not_found'],
});

export const promoteFound = endpoint({
  route: routes.promoteFound,
  access: 'user',
  summary: 'Track in CRM a mail that was found in one’s own mailbox (P9); the server fetches its original',
  params: MailboxParams,
  body: z
    .object({
      origin: FoundOrigin,
      /** `type:id` as in the query of POST /promotions. */
      regarding: z.array(z.string().max(120)).min(1).max(promotionLimits.regardings).optional(),
    })
    .strict(),
  returns: PromotionAnswer,
  errors: [
    'invalid_request',
    'invalid_message',
    'mailbox_not_found',
    'mailbox_not_ready',
    'not_found',
    'record_not_found',
    'message_too_large',
    'idempotency_key_reused',
  ],
});
