import { headerValue, type Message } from '../message.ts';
import type { NamedRecipient } from './named-recipients.ts';
import { boundedLines } from './plain-text.ts';
import { addressIn } from './report-address.ts';

/** What the list server fml writes over an answer that gives a mail back, in lower case. */
const subjects: readonly RegExp[] = [
  /\bare not member\b|\bnot member article from\b/,
  /^reject mail\b|^spam mail from a spammer is rejected\b/,
  /^(?:loop|security) alert\b|^loop back warning\b|^warning: unix from loop\b|^fml system error message\b/,
];

/** The list in angle brackets stands in the sentence that says why; after this line the mail is given back. */
const named = /^[^<>]{0,200}<([^<>\s]{3,320})>/;
const returned = /^original mail as follows/i;

/**
 * Mailing lists that a list server says did not take the mail, each with its sentence; none when this is no such
 * answer. It marks its mail with X-MLServer, and never with a part for machines.
 */
export const refusedByList = (message: Message, text: string): readonly NamedRecipient[] => {
  const subject = message.subject.slice(0, 300).toLowerCase().trim();
  const isServer = /^fml\b/i.test(headerValue(message, 'x-mlserver')?.trim() ?? '');
  if (!isServer || !subjects.some((one) => one.test(subject))) return [];
  const lines = boundedLines(text);
  const end = lines.findIndex((line) => returned.test(line));
  for (const line of end < 0 ? lines : lines.slice(0, end)) {
    const address = addressIn(named.exec(line)?.[1] ?? '');
    if (address !== null) return [{ address, words: `${subject}\n${line}` }];
  }
  return [];
};
