/** Compares a reading with the agreed fields of the corpus: like with like, folded the way the README of the corpus says. */
import type { MailPerson, Message } from '../../server/domain/mail/message.ts';
import type { Reading } from '../../server/ports/message-reader.ts';
import type { AgreedField, CorpusEntry } from './corpus-files.ts';

export interface Disagreement {
  readonly field: AgreedField;
  readonly expected: unknown;
  readonly found: unknown;
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

/** Every agreed field on which the reading differs; all of them when the message was unreadable. */
export const compareMessage = (reading: Reading, entry: CorpusEntry): readonly Disagreement[] =>
  entry.agreed.flatMap((field) => {
    const expected = theirs(field, entry.expect[field]);
    const found = reading.kind === 'readable' ? ours[field](reading.message) : `unreadable: ${reading.because}`;
    return JSON.stringify(expected) === JSON.stringify(found) ? [] : [{ field, expected, found }];
  });
