import { z } from 'zod';
import { Visibility, WireAttachment } from '../model/activity.ts';
import { WireInstant } from '../model/instant.ts';
import {
  OutboundEmail,
  OutboundEmailDetail,
  OutboundPriority,
  OutboundStatus,
  RecipientState,
} from '../model/outbound-email.ts';
import { RecordRef } from '../model/record-ref.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { promotionLimits } from './promotions.ts';
import { routes } from './routes.ts';

/** What no setting raises; the settings of the organization may be stricter. */
export const emailLimits = {
  recipients: 1_000,
  subjectCharacters: 1_000,
  textCharacters: 1_000_000,
  htmlCharacters: 4_000_000,
  attachments: 100,
} as const;

/** Becomes part of a header: no line break and nothing invisible that could end one. */
const OneLine = z.string().regex(/^\P{Cc}*$/u, { message: 'one line, without control characters' });

/** An address, an address with its name, or a record, whose primary address is taken. */
export const Recipient = z.union([
  z.string().max(320),
  z.object({ address: z.string().max(320), name: OneLine.max(300).optional() }).strict(),
  RecordRef.strict(),
]);
export type Recipient = z.infer<typeof Recipient>;

const Recipients = z.array(Recipient).max(emailLimits.recipients);

export const NewAttachment = z.object({
  name: OneLine.min(1).max(255),
  type: z
    .string()
    .max(200)
    .regex(/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i, { message: 'a media type, such as application/pdf' })
    .default('application/octet-stream'),
  contentBase64: z.string(),
  /** Shown in the text by `cid:` and its Content-ID. */
  inline: z.boolean().default(false),
  contentId: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9.@_+-]+$/, { message: 'letters, digits and . @ _ + - only, without < >' })
    .optional(),
});
export type NewAttachment = z.infer<typeof NewAttachment>;

const fields = {
  /** One's own address, a user who allowed it or a queue one may send for; absent: one's own primary address. */
  from: Recipient.optional(),
  to: Recipients.optional(),
  cc: Recipients.optional(),
  bcc: Recipients.optional(),
  subject: OneLine.max(emailLimits.subjectCharacters).optional(),
  html: z.string().max(emailLimits.htmlCharacters).nullable().optional(),
  /** Made from `html` when absent. */
  text: z.string().max(emailLimits.textCharacters).nullable().optional(),
  regarding: z.array(RecordRef).max(promotionLimits.regardings).optional(),
  /** Not before this moment; null: at once. */
  sendAt: WireInstant.nullable().optional(),
  /** The activity that is answered: its thread goes on. */
  inReplyTo: z.string().max(64).nullable().optional(),
  priority: OutboundPriority.optional(),
  readReceipt: z.boolean().optional(),
  deliveryNotification: z.boolean().optional(),
  visibility: Visibility.optional(),
};

export const NewEmail = z.object({
  ...fields,
  attachments: z.array(NewAttachment).max(emailLimits.attachments).optional(),
});
export type NewEmail = z.infer<typeof NewEmail>;

/** What is named is changed; attachments have calls of their own. */
export const EmailChanges = z.object(fields).strict();
export type EmailChanges = z.infer<typeof EmailChanges>;

const EmailParams = z.object({ emailId: z.string().max(64) });

export const createEmail = endpoint({
  route: routes.createEmail,
  access: 'user',
  summary: 'Write a mail: a draft that nothing sends yet (header `Idempotency-Key`)',
  body: NewEmail,
  returns: OutboundEmailDetail,
  status: 201,
  errors: [
    'invalid_request',
    'invalid_address',
    'not_permitted',
    'record_not_found',
    'activity_not_found',
    'attachment_too_large',
    'attachment_blocked',
    'message_too_large',
    'idempotency_key_reused',
  ],
});

export const listEmails = endpoint({
  route: routes.listEmails,
  access: 'user',
  summary: 'Mail that the caller wrote or that left in their name, newest first',
  query: PageQuery.extend({
    status: OutboundStatus.optional(),
    /** Only mail with a recipient in this state, such as `uncertain`. */
    recipientState: RecipientState.optional(),
  }),
  returns: page(OutboundEmail),
  errors: ['invalid_request', 'invalid_cursor'],
});

export const getEmail = endpoint({
  route: routes.getEmail,
  access: 'user',
  summary: 'One mail with its text, recipients and attempts',
  params: EmailParams,
  returns: OutboundEmailDetail,
  errors: ['email_not_found'],
});

export const changeEmail = endpoint({
  route: routes.changeEmail,
  access: 'user',
  summary: 'Change a draft; a canceled or failed mail that reached nobody becomes a draft again',
  params: EmailParams,
  body: EmailChanges,
  returns: OutboundEmailDetail,
  errors: [
    'invalid_request',
    'invalid_address',
    'email_not_found',
    'not_permitted',
    'record_not_found',
    'activity_not_found',
    'conflict',
  ],
});

export const deleteEmail = endpoint({
  route: routes.deleteEmail,
  access: 'user',
  summary: 'Throw a draft away',
  params: EmailParams,
  status: 204,
  errors: ['email_not_found', 'not_permitted', 'conflict'],
});

export const addEmailAttachment = endpoint({
  route: routes.addEmailAttachment,
  access: 'user',
  summary: 'Attach a file to a draft',
  params: EmailParams,
  body: NewAttachment,
  returns: WireAttachment,
  status: 201,
  errors: [
    'invalid_request',
    'email_not_found',
    'not_permitted',
    'conflict',
    'attachment_too_large',
    'attachment_blocked',
    'message_too_large',
  ],
});

export const removeEmailAttachment = endpoint({
  route: routes.removeEmailAttachment,
  access: 'user',
  summary: 'Take attachment n (from 1) off a draft; the others keep their numbers',
  params: EmailParams.extend({ n: z.coerce.number().int().min(1) }),
  status: 204,
  errors: ['invalid_request', 'email_not_found', 'not_found', 'not_permitted', 'conflict'],
});

export const sendEmail = endpoint({
  route: routes.sendEmail,
  access: 'user',
  summary: 'Hand a draft over for sending (header `Idempotency-Key`)',
  params: EmailParams,
  returns: OutboundEmailDetail,
  errors: [
    'email_not_found',
    'not_permitted',
    'conflict',
    'email_not_sendable',
    'mailbox_not_ready',
    'message_too_large',
    'idempotency_key_reused',
  ],
});

export const cancelEmail = endpoint({
  route: routes.cancelEmail,
  access: 'user',
  summary: 'Stop what has not left: recipients in hand or already served are not touched',
  params: EmailParams,
  returns: OutboundEmailDetail,
  errors: ['email_not_found', 'not_permitted', 'conflict'],
});

export const keepSentCopy = endpoint({
  route: routes.keepSentCopy,
  access: 'user',
  summary:
    'Try again to put the copy into the folder of sent mail, or to look for it there; the mail is not sent again',
  params: EmailParams,
  returns: OutboundEmailDetail,
  errors: ['email_not_found', 'not_permitted', 'conflict'],
});

export const resendEmail = endpoint({
  route: routes.resendEmail,
  access: 'user',
  summary: 'Try failed, bounced or canceled recipients again with the same bytes; nobody who has it gets it twice',
  params: EmailParams,
  body: z.object({
    /** Absent: all that failed, bounced or were canceled. */
    recipients: z.array(z.string().max(320)).min(1).max(emailLimits.recipients).optional(),
  }),
  returns: OutboundEmailDetail,
  errors: ['invalid_request', 'email_not_found', 'not_permitted', 'conflict', 'mailbox_not_ready'],
});

export const settleUncertain = endpoint({
  route: routes.settleUncertain,
  access: 'user',
  summary: 'Say what became of uncertain recipients: it arrived, or send it again although it may arrive twice',
  params: EmailParams,
  body: z.object({
    verdict: z.enum(['arrived', 'sendAgain']),
    /** Absent: all that are uncertain. */
    recipients: z.array(z.string().max(320)).min(1).max(emailLimits.recipients).optional(),
  }),
  returns: OutboundEmailDetail,
  errors: ['invalid_request', 'email_not_found', 'not_permitted', 'conflict'],
});
