import type * as contracts from '#shared/contracts/emails.ts';
import { fromWire, type Instant } from '#shared/model/instant.ts';
import type { RecipientRole } from '#shared/model/outbound-email.ts';
import type { RecipientWish } from '../../domain/outbound/recipients.ts';
import type { SenderWish } from '../../domain/outbound/sender.ts';
import type { EmailChanges } from '../../usecases/outbound/change-email.ts';
import type { EmailWish, FileToAttach } from '../../usecases/outbound/email-wish.ts';
import { Refusal } from '../../usecases/refusal.ts';

const recipientWish = (recipient: contracts.Recipient, role: RecipientRole): RecipientWish => {
  if (typeof recipient === 'string') return { kind: 'address', role, address: recipient, name: null };
  if ('address' in recipient)
    return { kind: 'address', role, address: recipient.address, name: recipient.name ?? null };
  return { kind: 'record', role, record: recipient };
};

const senderWish = (from: contracts.Recipient | undefined): SenderWish => {
  if (from === undefined) return { kind: 'own' };
  const { role: _role, ...wish } = recipientWish(from, 'to');
  return wish;
};

const moment = (text: string | null | undefined): Instant | null =>
  text === null || text === undefined ? null : fromWire(text);

const recipientsOf = (list: readonly contracts.Recipient[] | undefined, role: RecipientRole): RecipientWish[] =>
  (list ?? []).map((recipient) => recipientWish(recipient, role));

export const wishOf = (body: contracts.NewEmail): EmailWish => ({
  from: senderWish(body.from),
  recipients: [...recipientsOf(body.to, 'to'), ...recipientsOf(body.cc, 'cc'), ...recipientsOf(body.bcc, 'bcc')],
  subject: body.subject ?? '',
  html: body.html ?? null,
  text: body.text ?? null,
  regarding: body.regarding ?? null,
  sendAt: moment(body.sendAt),
  inReplyTo: body.inReplyTo ?? null,
  priority: body.priority ?? 'normal',
  readReceipt: body.readReceipt ?? false,
  deliveryNotification: body.deliveryNotification ?? false,
  visibility: body.visibility ?? null,
});

const named = <Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> =>
  value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);

/** Only what the caller named. */
export const changesOf = (body: contracts.EmailChanges): EmailChanges => ({
  ...(body.from === undefined ? {} : { from: senderWish(body.from) }),
  recipients: {
    ...(body.to === undefined ? {} : { to: recipientsOf(body.to, 'to') }),
    ...(body.cc === undefined ? {} : { cc: recipientsOf(body.cc, 'cc') }),
    ...(body.bcc === undefined ? {} : { bcc: recipientsOf(body.bcc, 'bcc') }),
  },
  ...(body.sendAt === undefined ? {} : { sendAt: moment(body.sendAt) }),
  ...named('subject', body.subject),
  ...named('html', body.html),
  ...named('text', body.text),
  ...named('regarding', body.regarding),
  ...named('inReplyTo', body.inReplyTo),
  ...named('priority', body.priority),
  ...named('readReceipt', body.readReceipt),
  ...named('deliveryNotification', body.deliveryNotification),
  ...named('visibility', body.visibility),
});

const base64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** The bytes of a file that came as base64; refuses what is not, naming the field. */
export const fileOf = (attachment: contracts.NewAttachment, field: string): FileToAttach => {
  if (!base64.test(attachment.contentBase64))
    throw new Refusal('invalid_request', `${field}: not base64 (RFC 4648 section 4).`, {
      issues: [{ field, message: 'not base64' }],
    });
  const { name, type, inline, contentId } = attachment;
  return { name, type, inline, contentId: contentId ?? null, bytes: Buffer.from(attachment.contentBase64, 'base64') };
};
