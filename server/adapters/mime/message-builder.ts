/**
 * Parts to RFC 5322 bytes, for clients that cannot give the original.
 *
 * nodemailer writes structure, encodings and the fields a person filled in. What the client knows of the original
 * header joins them as it was, except fields that describe the structure (which is new) and our own control fields
 * (A23). Message-ID and Date are the given ones; a message that has no Message-ID gets none.
 */
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MessageParts } from '#shared/contracts/promotions.ts';
import type { HeaderField } from '../../domain/mail/message.ts';
import type { MessageBuilder } from '../../ports/message-builder.ts';
import { boundaryFrom, closedComposer, filePart, mailbox } from './composer-parts.ts';
import { foldField } from './fold-field.ts';
import { readHeaderBlock } from './header-block.ts';
import { htmlToPlain } from './html-to-plain.ts';
import { mailLimits } from './mail-limits.ts';
import { refuseUnsafeParts } from './unsafe-parts.ts';

/** Written anew from the parts, or about a structure that is gone. */
const rewritten = /^(?:content-|mime-version$|x-correspond-|from$|to$|cc$|bcc$|subject$)/;

const originalFields = (block: string): readonly HeaderField[] => {
  const bytes = Buffer.from(block.replace(/^\s*[\r\n]+/, ''), 'utf8');
  const bounds = { start: 0, budget: mailLimits.headerBytes, isDelimiter: () => false };
  return readHeaderBlock(bytes, bounds).fields.filter((field) => !rewritten.test(field.name));
};

const withAngles = (id: string): string => `<${id.trim().replace(/^<|>$/g, '')}>`;

const rfcDate = (instant: string): string => new Date(instant).toUTCString().replace('GMT', '+0000');

/** The fields that nodemailer must not invent, then the rest of what the client knows. */
const fieldsBefore = (parts: MessageParts): readonly HeaderField[] => {
  const known = originalFields(parts.headers ?? '');
  const has = (name: string): boolean => known.some((field) => field.name === name);
  const given = parts.internetMessageId?.trim();
  const id = given ? [{ name: 'message-id', value: withAngles(given) }] : [];
  const date = has('date') ? [] : [{ name: 'date', value: rfcDate(parts.sentAt) }];
  return [...id, ...date, ...known.filter((field) => field.name !== 'message-id' || id.length === 0)];
};

const attachment = (part: MessageParts['attachments'][number]) =>
  filePart({ ...part, content: Buffer.from(part.contentBase64, 'base64') });

const textOf = (parts: MessageParts): string => parts.text ?? (parts.html === undefined ? '' : htmlToPlain(parts.html));

const compose = async (parts: MessageParts): Promise<Buffer> => {
  const options = {
    from: mailbox(parts.from),
    to: parts.to.map(mailbox),
    cc: parts.cc.map(mailbox),
    bcc: parts.bcc.map(mailbox),
    subject: parts.subject,
    text: textOf(parts),
    ...(parts.html === undefined ? {} : { html: parts.html }),
    attachments: parts.attachments.map(attachment),
    ...closedComposer,
    baseBoundary: boundaryFrom(createHash('sha256').update(JSON.stringify(parts))),
  };
  const node = new MailComposer(options).compile();
  node.keepBcc = true;
  return node.build();
};

/** nodemailer always writes these two; ours stand before them. */
const withoutInvented = (built: Buffer): Buffer => {
  const end = built.indexOf('\r\n\r\n');
  const header = built.toString('utf8', 0, end + 2);
  const kept = header.replace(/^(?:Message-ID|Date):[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*/gim, '');
  return Buffer.concat([Buffer.from(kept, 'utf8'), built.subarray(end + 2)]);
};

export const createMessageBuilder = (): MessageBuilder => ({
  build: async (parts) => {
    refuseUnsafeParts(parts);
    const before = fieldsBefore(parts).map(foldField).join('');
    return Buffer.concat([Buffer.from(before, 'utf8'), withoutInvented(await compose(parts))]);
  },
});
