import type { TokenFormat } from '#shared/model/tracking-token.ts';
import { readBase32 } from './base32.ts';
import { classicKey, prefixKey, signedKey, signedLengths } from './token-text.ts';

/** Something in a subject that may be a token of ours. */
export type TokenFound =
  | { readonly kind: 'classic'; readonly key: string; readonly text: string }
  /** It counts only once the MAC of its id is found right. */
  | { readonly kind: 'signed'; readonly key: string; readonly text: string; readonly id: string; readonly mac: string };

/** A subject that has been answered many times carries several; more are someone's attempt. */
export const mostTokens = 8;
/** Of a longer subject, which is someone's attempt, the beginning and the end are read. */
const longestEnd = 8_192;
/** Brackets, prefix, hyphens, id, MAC, and as much white space as folding can add. */
const longestSigned = 100;

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly found: TokenFound;
}

const isDigit = (character: string): boolean => character >= '0' && character <= '9' && character.length === 1;

/** The digits at a place when they are exactly so many. */
const digitsAt = (text: string, at: number, count: number): string | null => {
  let end = at;
  while (end - at <= count && isDigit(text.charAt(end))) end += 1;
  return end - at === count ? text.slice(at, end) : null;
};

const readClassic = (text: string, format: TokenFormat): Placed[] => {
  const prefix = prefixKey(format.prefix);
  const placed: Placed[] = [];
  if (prefix === '') return placed;
  for (let start = text.lastIndexOf(prefix); start >= 0 && placed.length < mostTokens;) {
    const at = start + prefix.length + (text.charAt(start + prefix.length) === ' ' ? 1 : 0);
    const digits = digitsAt(text, at, 1 + format.userDigits + format.counterDigits);
    if (digits !== null) {
      const end = at + digits.length;
      const key = classicKey(prefix, digits);
      placed.push({ start, end, found: { kind: 'classic', key, text: text.slice(start, end).toUpperCase() } });
    }
    start = start === 0 ? -1 : text.lastIndexOf(prefix, start - 1);
  }
  return placed;
};

const shape = new RegExp(
  `^\\[[\\p{L}\\p{N}]{1,20}-([0-9a-z]{${signedLengths.id},${signedLengths.longestId}})-([0-9a-z]{${signedLengths.mac}})\\]$`,
  'u',
);

const signedBetween = (text: string, start: number, end: number): Placed | null => {
  const whole = text.slice(start, end).replaceAll(' ', '');
  const [, idText = '', macText = ''] = shape.exec(whole) ?? [];
  const id = readBase32(idText);
  const mac = readBase32(macText);
  if (id === null || mac === null) return null;
  return { start, end, found: { kind: 'signed', key: signedKey(id), text: whole.toUpperCase(), id, mac } };
};

const readSigned = (text: string): Placed[] => {
  const placed: Placed[] = [];
  for (
    let close = text.lastIndexOf(']');
    close > 0 && placed.length < mostTokens;
    close = text.lastIndexOf(']', close - 1)
  ) {
    const window = text.slice(Math.max(0, close - longestSigned), close);
    const open = window.lastIndexOf('[');
    const found = open < 0 ? null : signedBetween(text, close - window.length + open, close + 1);
    if (found !== null) placed.push(found);
  }
  return placed;
};

const bounded = (subject: string): string =>
  subject.length <= 2 * longestEnd
    ? subject
    : `${subject.slice(0, longestEnd)}\n${subject.slice(subject.length - longestEnd)}`;

const spacedOnce = (subject: string): string => bounded(subject).normalize('NFC').replaceAll(/\s+/g, ' ');

/** Lower case of the same length, so that places are places of the text itself. */
const lowerCase = (text: string): string => {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : Array.from(text, (one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('');
};

const placedIn = (text: string, formats: readonly TokenFormat[]): Placed[] => {
  const lower = lowerCase(text);
  return [...readSigned(lower), ...formats.flatMap((format) => readClassic(lower, format))]
    .sort((a, b) => b.end - a.end || a.start - b.start)
    .slice(0, mostTokens);
};

/**
 * T4: the tokens of a subject, the newest (the last) first: in any case, with white space added, classic ones in any
 * of the formats. Each character is looked at a fixed number of times for each format.
 */
export const tokensIn = (subject: string, formats: readonly TokenFormat[]): TokenFound[] =>
  placedIn(spacedOnce(subject), formats).map(({ found }) => found);

/** The subject without its tokens; as it is when it has none. */
export const withoutTokens = (subject: string, formats: readonly TokenFormat[]): string => {
  let text = spacedOnce(subject);
  const placed = placedIn(text, formats);
  if (placed.length === 0) return subject;
  let before = text.length;
  for (const { start, end } of placed)
    if (end <= before) {
      text = `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
      before = start;
    }
  return text;
};
