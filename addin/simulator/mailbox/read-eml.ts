import PostalMime from 'postal-mime';
import type { Address, Attachment as ParsedPart, Email } from 'postal-mime';
import { headerBlock } from './bytes.ts';
import { plainTextOf, htmlOfText } from './html-text.ts';
import { conversationIdFrom, itemIdFrom } from './ids.ts';
import type { Attachment, Message, Person } from './model.ts';
import { emptyMarks } from './model.ts';

interface Place {
  readonly key: string;
  readonly folderId: string;
  /** Shown when the message names no date; epoch milliseconds. */
  readonly arrivedAt: number;
}

/**
 * A message of the mailbox from the bytes of a file. The bytes stay as they are; the parsed form is for display and for the
 * fields Outlook gives. A file that cannot be parsed becomes a message all the same, with its headers as text.
 */
export async function readEml(bytes: Uint8Array, place: Place): Promise<Message> {
  const headers = headerBlock(bytes);
  const email = await parse(bytes);
  const text = email.text ?? (email.html === undefined ? '' : plainTextOf(email.html));
  return {
    ...emptyMarks,
    kind: 'message',
    key: place.key,
    folderId: place.folderId,
    itemId: itemIdFrom(place.key),
    conversationId: conversationIdFrom(threadSeed(email)),
    bytes,
    headers,
    messageId: email.messageId ?? '',
    subject: email.subject ?? '',
    from: firstPerson(email.from),
    sender: firstPerson(email.sender) ?? firstPerson(email.from),
    to: people(email.to),
    cc: people(email.cc),
    bcc: people(email.bcc),
    sentAt: momentOf(email.date) ?? place.arrivedAt,
    html: email.html ?? htmlOfText(text),
    text,
    attachments: email.attachments.map((part, index) => attachmentOf(part, `${place.key}-${index}`)),
    isRead: false,
  };
}

const unreadable: Email = { headers: [], headerLines: [], attachments: [], text: '' };

const parse = async (bytes: Uint8Array): Promise<Email> => {
  try {
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true });
  } catch {
    return { ...unreadable, subject: '(this file could not be read as a message)', text: headerBlock(bytes) };
  }
};

const firstPerson = (address: Address | undefined): Person | null => people(address && [address])[0] ?? null;

const people = (addresses: readonly Address[] | undefined): Person[] =>
  (addresses ?? []).flatMap((one) =>
    one.address === undefined ? people(one.group) : [{ name: one.name || one.address, address: one.address }],
  );

const momentOf = (date: string | undefined): number | null => {
  const moment = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(moment) ? null : moment;
};

const threadSeed = (email: Email): string =>
  firstId(email.references) ?? firstId(email.inReplyTo) ?? email.messageId ?? email.subject ?? '';

const firstId = (ids: string | undefined): string | null => /<[^<>\s]+>/.exec(ids ?? '')?.[0] ?? null;

function attachmentOf(part: ParsedPart, id: string): Attachment {
  const bytes = bytesOf(part.content);
  const isMessage = part.mimeType === 'message/rfc822';
  return {
    id: itemIdFrom(id),
    name: part.filename ?? nameFor(part.mimeType),
    contentType: part.mimeType,
    bytes,
    isInline: part.disposition === 'inline' || part.related === true,
    contentId: part.contentId?.replace(/^<|>$/g, '') ?? null,
    kind: isMessage ? 'item' : 'file',
  };
}

const bytesOf = (content: ArrayBuffer | Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);

const nameFor = (mimeType: string): string => (mimeType === 'message/rfc822' ? 'message.eml' : 'attachment');
