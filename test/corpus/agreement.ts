/** Compares a reading with the agreed fields of the corpus: like with like, folded the way the README of the corpus says. */
import type { MailPerson, Message } from '../../server/domain/mail/message.ts';
import type { Reading } from '../../server/ports/message-reader.ts';
import type { AgreedField, CorpusEntry } from './corpus-files.ts';

export interface Disagreement {
  readonly field: AgreedField;
  readonly expected: unknown;
  readonly found: unknown;
  /** The field differs only in characters that the consensus shows as undecodable. */
  readonly consensusLost: boolean;
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
const opening = (text: string): string => folded(text).slice(0, 300).trim();
const addresses = (people: readonly MailPerson[]): string[] =>
  [...new Set(people.map((person) => person.address.toLowerCase()))].sort();

const ours: Readonly<Record<AgreedField, (message: Message) => unknown>> = {
  from: (message) => addresses(message.from),
  to: (message) => addresses(message.to),
  cc: (message) => addresses(message.cc),
  subject: (message) => opening(message.subject),
  date: (message) => (message.date === null ? null : Math.floor(message.date / 1000)),
  mid: (message) => message.messageId,
  irt: (message) => message.inReplyTo[0] ?? null,
  text: (message) => opening(message.text),
};

const theirs = (field: AgreedField, value: unknown): unknown => {
  if (Array.isArray(value)) return [...new Set(value.map((one) => String(one).toLowerCase()))].sort();
  if (field === 'subject' || field === 'text') return opening(typeof value === 'string' ? value : '');
  return value ?? null;
};

/** What a mail in which nothing can be read says in each field: it is held with its bytes, as one that says nothing. */
const nothing: Readonly<Record<AgreedField, unknown>> = {
  from: [],
  to: [],
  cc: [],
  subject: '',
  date: null,
  mid: null,
  irt: null,
  text: '',
};

const foundIn = (field: AgreedField, reading: Reading): unknown => {
  if (reading.kind === 'readable') return ours[field](reading.message);
  return reading.because === 'notAMessage' ? nothing[field] : `unreadable: ${reading.because}`;
};

/** The agreed text is that of plain parts. HTML-only mail has none, and the text that we make from the HTML is no disagreement. */
const madeFromHtml = (field: AgreedField, expected: unknown, reading: Reading): boolean =>
  field === 'text' && expected === '' && reading.kind === 'readable' && reading.message.html !== null;

/**
 * Whether the corpus contradicts itself about the mail: three parsers share that they found nothing in any field, while
 * its label says which recipients that report of a failed delivery names. Either the parsers or the label are wrong.
 */
export const contradictsItself = ({ agreed, expect, bounce }: CorpusEntry): boolean =>
  bounce !== undefined && agreed.every((field) => same(theirs(field, expect[field]), nothing[field]));

/** Whether the mail counts as agreeing in its text although we give one, made from its HTML, where the others give none. */
export const readsHtmlAlone = (reading: Reading, { agreed, expect }: CorpusEntry): boolean =>
  agreed.includes('text') &&
  madeFromHtml('text', theirs('text', expect.text), reading) &&
  foundIn('text', reading) !== '';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A replacement character, or a C1 control that stands for an undecoded byte: the parsers agree on having lost it. */
const lost = /[\ufffd\u0080-\u009f]/;
const asciiOf = (text: string): string => text.replace(/[^\x21-\x7e]+/g, '');

/** Equal in all that the consensus did not lose; the cut at 300 characters falls elsewhere when characters differ. */
const sameButForLost = (expected: unknown, found: unknown): boolean => {
  if (typeof expected !== 'string' || typeof found !== 'string' || !lost.test(expected)) return false;
  const [a, b] = [asciiOf(expected), asciiOf(found)];
  const length = Math.min(a.length, b.length);
  return Math.abs(a.length - b.length) < 60 && a.slice(0, length) === b.slice(0, length);
};

/** Every agreed field on which the reading differs; all of them when a limit or the parser refused the message. */
export const compareMessage = (reading: Reading, entry: CorpusEntry): readonly Disagreement[] =>
  entry.agreed.flatMap((field) => {
    const expected = theirs(field, entry.expect[field]);
    const found = foundIn(field, reading);
    if (same(expected, found) || madeFromHtml(field, expected, reading)) return [];
    return [{ field, expected, found, consensusLost: sameButForLost(expected, found) }];
  });
