/** Why a reading differs from what the other parsers agree on, as far as a program can say. */
import type { Disagreement } from './agreement.ts';
import type { CorpusEntry } from './corpus-files.ts';

interface Differing {
  readonly entry: CorpusEntry;
  readonly disagreements: readonly Disagreement[];
}

/**
 * Lines that end with CR alone: RFC 5322 section 2.3 has CR and LF together only. Most parsers read one long line and
 * find nothing in it, which is then what they agree on; we read what a person reads, as Python's email does.
 */
export const endsLinesWithCr = (entry: CorpusEntry): boolean => {
  const bytes = Buffer.from(entry.bytes());
  return bytes.includes(0x0d) && !bytes.includes(0x0a);
};

const beginsEmpty = (entry: CorpusEntry): boolean => /^[ \t]*\r?\n/.test(Buffer.from(entry.bytes()).toString('latin1'));

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const eachIs = (
  { disagreements }: Differing,
  holds: (expected: string, found: string, one: Disagreement) => boolean,
): boolean => disagreements.every((one) => one.found !== null && holds(textOf(one.expected), textOf(one.found), one));

const asUtf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');

const causes: readonly (readonly [string, (one: Differing) => boolean])[] = [
  ['lines that end with CR alone', ({ entry }) => endsLinesWithCr(entry)],
  ['an empty line before the header fields', ({ entry }) => beginsEmpty(entry)],
  ['no header field: held', (one) => eachIs(one, (expected, found) => expected !== '' && found === '')],
  [
    'a Message-ID without angle brackets',
    (one) => eachIs(one, (expected, _, { field }) => field === 'mid' && expected === ''),
  ],
  ['UTF-8 under a charset that is none', (one) => eachIs(one, (expected, found) => asUtf8(expected) === found)],
  ['NUL in a subject', (one) => eachIs(one, (expected, found) => expected.replaceAll('\0', '').trim() === found)],
  [
    'a part whose type cannot be read',
    (one) => eachIs(one, (expected, found, { field }) => field === 'text' && found.endsWith(expected)),
  ],
];

export const causeOf = (one: Differing): string => causes.find(([, holds]) => holds(one))?.[0] ?? 'not explained';
