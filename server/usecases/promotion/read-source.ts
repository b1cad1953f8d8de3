import type { MessageParts } from '#shared/contracts/promotions.ts';
import type { SourceRung } from '#shared/model/activity.ts';
import { type Instant, toWire } from '#shared/model/instant.ts';
import { withoutControlHeaders } from '../../domain/mail/control-headers.ts';
import { headerValue, type MailPerson, type Message } from '../../domain/mail/message.ts';
import { type OwnMailMark, readOwnMailMark } from '../../domain/mail/own-mail.ts';
import { removeQuotedHtml } from '../../domain/mail/quoted-html.ts';
import { removeQuotedText } from '../../domain/mail/quoted-text.ts';
import { ticketHeader } from '../../domain/tickets/track-ticket.ts';
import type { MessageBuilder } from '../../ports/message-builder.ts';
import type { MessageReader, Reading } from '../../ports/message-reader.ts';
import type { PromotionRequest } from './promotion-request.ts';

export interface SourceNeeds {
  readonly reader: MessageReader;
  readonly builder: MessageBuilder;
}

/** The bytes to keep, how they came to be, and what they say. */
export interface ReadSource {
  readonly bytes: Uint8Array;
  readonly rung: SourceRung;
  readonly reading: Reading;
  /** P7: the value of our header field, which only a ticket of this organization makes good. */
  readonly mark: string | null;
  /** C2: what the message says it is as mail of ours, before our header fields were taken out; not yet verified. */
  readonly ownMark: OwnMailMark | null;
  readonly leftOut: { readonly attachments: boolean; readonly quotedText: boolean };
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

const person = ({ address, name }: MailPerson) => (name === null ? { address } : { address, name });

/** Only fills the form; what the message itself says of its date is kept beside it. */
const unknownDate = 0 as Instant;

const rawHeaders = (message: Message): string =>
  message.headers.map(({ name, value }) => `${name}: ${value}`).join('\r\n');

/** P8: the message without the attachments and quoted text that the person left out. */
const withoutLeftOut = (message: Message, request: PromotionRequest): MessageParts => ({
  ...(message.messageId === null ? {} : { internetMessageId: message.messageId }),
  subject: message.subject,
  sentAt: toWire(message.date ?? unknownDate),
  from: person(message.from[0] ?? { address: '', name: null }),
  to: message.to.map(person),
  cc: message.cc.map(person),
  bcc: message.bcc.map(person),
  headers: rawHeaders(message),
  text: request.quotedText === 'remove' ? removeQuotedText(message.text) : message.text,
  ...(message.html === null
    ? {}
    : { html: request.quotedText === 'remove' ? removeQuotedHtml(message.html) : message.html }),
  attachments: message.attachments
    .filter(({ n }) => !request.withoutAttachments.includes(n))
    .map(({ name, type, bytes, inline, contentId }) => ({
      name,
      type,
      contentBase64: base64(bytes),
      inline,
      ...(contentId === null ? {} : { contentId }),
    })),
  source: 'reconstructed',
});

/** A23: whoever hands a message over cannot speak in our own header fields. */
const asForeign = (reading: Reading): Pick<ReadSource, 'reading' | 'ownMark'> =>
  reading.kind === 'unreadable'
    ? { reading, ownMark: null }
    : {
        reading: { kind: 'readable', message: withoutControlHeaders(reading.message) },
        ownMark: readOwnMailMark(reading.message),
      };

const longestMark = 200;

const markOf = (reading: Reading): string | null => {
  if (reading.kind === 'unreadable') return null;
  const value = headerValue(reading.message, ticketHeader.toLowerCase())?.trim() ?? '';
  return value === '' || value.length > longestMark ? null : value;
};

const asGiven = async ({ reader, builder }: SourceNeeds, { source }: PromotionRequest) => {
  const [bytes, rung] =
    source.kind === 'original'
      ? ([source.bytes, 'original'] as const)
      : ([await builder.build(source.parts), source.parts.source] as const);
  return sourceOf(bytes, rung, await reader.read(bytes));
};

/** What was read of the bytes as they are, nothing left out; what steers us is taken aside (A23). */
export const sourceOf = (bytes: Uint8Array, rung: SourceRung, reading: Reading): ReadSource => ({
  bytes,
  rung,
  mark: markOf(reading),
  ...asForeign(reading),
  leftOut: { attachments: false, quotedText: false },
});

/** What identifies the message and its place in a conversation stays that of the message as given. */
const sameMessage = (rebuilt: Reading, { messageId, date, headers, from }: Message): Reading =>
  rebuilt.kind === 'unreadable'
    ? rebuilt
    : { kind: 'readable', message: { ...rebuilt.message, messageId, date, headers, from } };

/**
 * Reads what was handed over. Where the person left something out, the message is built anew without it: then the
 * bytes are no longer the original, and the activity says so.
 */
export const readSource = async (needs: SourceNeeds, request: PromotionRequest): Promise<ReadSource> => {
  const given = await asGiven(needs, request);
  if (given.reading.kind === 'unreadable') return given;
  const { message } = given.reading;
  const leftOut = {
    attachments: message.attachments.some(({ n }) => request.withoutAttachments.includes(n)),
    quotedText: request.quotedText === 'remove',
  };
  if (!leftOut.attachments && !leftOut.quotedText) return { ...given, leftOut };
  const bytes = await needs.builder.build(withoutLeftOut(message, request));
  const rung = given.rung === 'metadata' ? 'metadata' : 'reconstructed';
  const rebuilt = await needs.reader.read(bytes);
  return {
    bytes,
    rung,
    mark: given.mark,
    ownMark: given.ownMark,
    reading: sameMessage(rebuilt, message),
    leftOut,
  };
};
