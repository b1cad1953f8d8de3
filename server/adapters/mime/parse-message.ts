/**
 * Bytes to Message, pure and synchronous. The structure is our own (part-tree.ts): byte-exact content, bounds met
 * before content is touched, charsets by iconv-lite. postal-mime gives the grammar of addresses.
 */
import type { HeaderField, MailPerson, Message } from '../../domain/mail/message.ts';
import type { Reading } from '../../ports/message-reader.ts';
import { readAddresses } from './address-list.ts';
import { readBody } from './body.ts';
import { Breach } from './breach.ts';
import { decodeWords } from './encoded-words.ts';
import { readDate } from './mail-date.ts';
import { mailLimits } from './mail-limits.ts';
import { readPartTree } from './part-tree.ts';

/** Past a byte order mark, empty lines and the `From ` line of an mbox. */
const headerStart = (bytes: Buffer): number => {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (bytes[at] === 0x0d || bytes[at] === 0x0a) at++;
  if (/^>?From [^:]/.test(bytes.toString('latin1', at, at + 8))) {
    const newline = bytes.indexOf(0x0a, at);
    at = newline < 0 ? bytes.length : newline + 1;
  }
  return at;
};

const firstValue = (fields: readonly HeaderField[], name: string): string | null =>
  fields.find((field) => field.name === name)?.value ?? null;

/** All address fields share one allowance. */
class AddressReader {
  readonly #fields: readonly HeaderField[];
  #left: number = mailLimits.addresses;
  truncated = false;

  constructor(fields: readonly HeaderField[]) {
    this.#fields = fields;
  }

  /** The first field of that name alone: a second From is an attempt to be somebody else. */
  one(name: string): readonly MailPerson[] {
    return this.#read(this.#fields.filter((field) => field.name === name).slice(0, 1));
  }

  list(name: string): readonly MailPerson[] {
    return this.#read(this.#fields.filter((field) => field.name === name));
  }

  #read(fields: readonly HeaderField[]): readonly MailPerson[] {
    const people: MailPerson[] = [];
    for (const field of fields) {
      for (const person of readAddresses(field.value)) people.push(person);
    }
    if (people.length > this.#left) this.truncated = true;
    const kept = people.slice(0, this.#left);
    this.#left -= kept.length;
    return kept;
  }
}

const idsIn = (value: string | null): readonly string[] => value?.match(/<[^<>\s]+>/g) ?? [];

/** Some programs forget the angle brackets; what has no `@` either is no identifier (RFC 5322 section 3.6.4). */
const messageIdOf = (value: string | null): string | null => {
  const bracketed = /<\s*([^<>\s]+)\s*>/.exec(value ?? '')?.[1];
  if (bracketed !== undefined) return `<${bracketed}>`;
  return value !== null && /^[^<>\s]+@[^<>\s]+$/.test(value) ? `<${value}>` : null;
};

/** Programs of an old system end lines with CR alone; a mail that has no LF anywhere is one of theirs. */
const withLineEnds = (bytes: Buffer): Buffer =>
  bytes.includes(0x0a) || !bytes.includes(0x0d) ? bytes : Buffer.from(bytes.map((one) => (one === 0x0d ? 0x0a : one)));

/** Nobody could tell it from any other: no author, receiver, date, subject, identifier, text or attachment. */
const saysNothing = (message: Message): boolean => {
  const { from, to, cc, bcc, attachments, html } = message;
  const texts = [message.subject, message.text, html ?? ''];
  return (
    [from, to, cc, bcc, attachments].every(({ length }) => length === 0) &&
    message.messageId === null &&
    message.date === null &&
    texts.every((text) => text.trim() === '')
  );
};

const build = (given: Buffer): Message => {
  const bytes = withLineEnds(given);
  const root = readPartTree(bytes, headerStart(bytes));
  const fields = root.fields;
  if (fields.length === 0) throw new Breach('notAMessage', 'there is no header field');
  const addresses = new AddressReader(fields);
  const date = firstValue(fields, 'date');
  const people = {
    from: addresses.one('from'),
    sender: addresses.one('sender')[0] ?? null,
    replyTo: addresses.list('reply-to'),
    to: addresses.list('to'),
    cc: addresses.list('cc'),
    bcc: addresses.list('bcc'),
  };
  const message: Message = {
    messageId: messageIdOf(firstValue(fields, 'message-id')),
    inReplyTo: idsIn(firstValue(fields, 'in-reply-to')),
    references: idsIn(firstValue(fields, 'references')),
    date: date === null ? null : readDate(date),
    subject: decodeWords(firstValue(fields, 'subject') ?? ''),
    ...people,
    headers: fields,
    ...readBody(bytes, root),
    recipientsTruncated: addresses.truncated,
  };
  if (saysNothing(message)) throw new Breach('notAMessage', 'nothing in it can be read');
  return message;
};

/** Never throws: what breaks the parser is an answer about this one message. */
export const parseMessage = (bytes: Buffer): Reading => {
  try {
    return { kind: 'readable', message: build(bytes) };
  } catch (error) {
    if (error instanceof Breach) return { kind: 'unreadable', because: error.because, detail: error.message };
    return { kind: 'unreadable', because: 'parserFailed', detail: error instanceof Error ? error.message : 'unknown' };
  }
};
