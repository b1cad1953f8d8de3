/**
 * Parts to the bytes that are kept and sent (RFC 5322, RFC 2045).
 *
 * nodemailer writes structure, encodings, names and addresses. Fields whose text is ours alone are written here, before
 * its own, because they must stay exactly as they are.
 */
import { createHash, type Hash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { HeaderField } from '../../domain/mail/message.ts';
import type { ComposedAttachment, ComposedEmail, MessageComposer } from '../../ports/message-composer.ts';
import { boundaryFrom, closedComposer, filePart, mailbox } from './composer-parts.ts';
import { foldField } from './fold-field.ts';
import { htmlToPlain } from './html-to-plain.ts';
import { withCrlf } from './line-ends.ts';
import { refuseUnsafeEmail } from './unsafe-email.ts';

/** What can stand in References (RFC 5322 section 3.6.4); a stranger's odd id is left out, the mail is not refused. */
const usableId = /^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/;
const mostReferences = 100;

/** The first one, which began the thread, and the latest ones. */
const shortened = (ids: readonly string[]): readonly string[] =>
  ids.length <= mostReferences ? ids : [...ids.slice(0, 1), ...ids.slice(1 - mostReferences)];

const threadFields = (email: ComposedEmail): readonly HeaderField[] => {
  const references = shortened(email.references.filter((id) => usableId.test(id)));
  return [
    ...(email.inReplyTo !== null && usableId.test(email.inReplyTo)
      ? [{ name: 'in-reply-to', value: email.inReplyTo }]
      : []),
    ...(references.length > 0 ? [{ name: 'references', value: references.join(' ') }] : []),
  ];
};

const priorityFields: Readonly<Record<ComposedEmail['priority'], readonly HeaderField[]>> = {
  high: [
    { name: 'x-priority', value: '1 (Highest)' },
    { name: 'importance', value: 'High' },
  ],
  normal: [],
  low: [
    { name: 'x-priority', value: '5 (Lowest)' },
    { name: 'importance', value: 'Low' },
  ],
};

const unsubscribeFields = (given: ComposedEmail['listUnsubscribe']): readonly HeaderField[] => {
  if (given === null) return [];
  const ways = [
    ...(given.mailto === null ? [] : [`<mailto:${encodeURIComponent(given.mailto).replaceAll('%40', '@')}>`]),
    `<${given.url}>`,
  ];
  return [
    { name: 'list-unsubscribe', value: ways.join(', ') },
    { name: 'list-unsubscribe-post', value: 'List-Unsubscribe=One-Click' },
  ];
};

const fieldsBefore = (email: ComposedEmail): readonly HeaderField[] => [
  ...threadFields(email),
  ...priorityFields[email.priority],
  ...(email.readReceiptTo === null ? [] : [{ name: 'disposition-notification-to', value: `<${email.readReceiptTo}>` }]),
  ...unsubscribeFields(email.listUnsubscribe),
  ...email.ownFields.map(({ name, value }) => ({ name: name.toLowerCase(), value })),
];

const mediaType = /^(?!multipart\/)[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(?:;[\x20-\x7e]{0,200})?$/i;

const file = (part: ComposedAttachment) => {
  const type = mediaType.test(part.type) ? part.type : 'application/octet-stream';
  const bytes = Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.byteLength);
  // A message in a message is not encoded (RFC 2046 section 5.2.1): its lines become lines of ours.
  const content = /^message\//i.test(type) ? withCrlf(bytes) : bytes;
  return filePart({ name: part.name, type, content, inline: part.contentId !== null, contentId: part.contentId });
};

const fingerprint = (email: ComposedEmail): Hash => {
  const { attachments, ...rest } = email;
  const hash = createHash('sha256').update(JSON.stringify(rest));
  for (const { bytes, ...about } of attachments) hash.update(JSON.stringify(about)).update(bytes);
  return hash;
};

const lines = (text: string): string => text.replace(/\r\n?|\n/g, '\r\n');

const write = (email: ComposedEmail, text: string): Promise<Buffer> => {
  const node = new MailComposer({
    from: mailbox(email.from),
    ...(email.sender === null ? {} : { sender: mailbox(email.sender) }),
    ...(email.replyTo.length === 0 ? {} : { replyTo: email.replyTo.map(mailbox) }),
    to: email.to.map(mailbox),
    cc: email.cc.map(mailbox),
    subject: email.subject,
    text: lines(text),
    ...(email.html === null ? {} : { html: lines(email.html) }),
    attachments: email.attachments.map(file),
    messageId: email.messageId,
    date: new Date(email.date),
    ...closedComposer,
    baseBoundary: boundaryFrom(fingerprint(email)),
  }).compile();
  return node.build();
};

/** Every message of ours is written by this; see the port for what it refuses. */
export const createMessageComposer = (): MessageComposer => ({
  compose: async (email) => {
    refuseUnsafeEmail(email);
    const text = email.text ?? htmlToPlain(email.html ?? '');
    const before = Buffer.from(fieldsBefore(email).map(foldField).join(''), 'utf8');
    return { bytes: Buffer.concat([before, await write(email, text)]), text };
  },
});
