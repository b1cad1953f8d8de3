import { forwardPrefixes, replyPrefixes } from './reply-prefixes.ts';

const longestSubject = 10_000;
const longestPrefix = 25;
const colons = ':\uff1a';

const nextColon = (text: string, from: number): number => {
  const last = Math.min(text.length, from + longestPrefix);
  for (let at = from; at < last; at += 1) if (colons.includes(text.charAt(at))) return at;
  return -1;
};

/** `Re[2]`, `Re (3)`: a word, with or without a counter. */
const withoutCounter = (text: string): string => text.trim().replace(/\s?[[(]\d{1,3}[\])]$/, '');

/** One case, NFC, white space of every kind folded to one space; only so much of it as could matter. */
const folded = (subject: string): string =>
  subject.slice(0, longestSubject).normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();

/** The place after the `word:` groups of these words that a folded subject begins with, and the first such word. */
const passPrefixes = (text: string, words: readonly ReadonlySet<string>[]): { start: number; first: string } => {
  let start = 0;
  let first = '';
  for (let colon = nextColon(text, start); colon >= 0; colon = nextColon(text, start)) {
    const word = withoutCounter(text.slice(start, colon));
    if (!words.some((set) => set.has(word))) break;
    first ||= word;
    start = colon + 1;
  }
  return { start, first };
};

/** `New subject (was: Old subject)`, as people write who change it; the older one may itself be so. */
const changed = /^(.*?\S) ?[[(] ?was(?: ?: ?| )(.+?)[\])]?(?: ?\.{3})?$/;

/** What a subject was before its writer changed it, as they say behind it in brackets; null when they do not. */
export const formerSubject = (subject: string): { readonly now: string; readonly former: string } | null => {
  const [, now = '', former = ''] = changed.exec(folded(subject)) ?? [];
  return former === '' ? null : { now, former };
};

const noWords: ReadonlySet<string> = new Set();

/**
 * What is compared of a subject: without the groups that replies and forwards put before it in any language, and those
 * of `further` words, white space and case folded. Each character is looked at a fixed number of times.
 */
export const subjectKey = (subject: string, further: ReadonlySet<string> = noWords): string => {
  const text = folded(subject);
  return text.slice(passPrefixes(text, [replyPrefixes, further]).start).trim();
};

/** Whether the subject begins as a forward does. */
export const isForward = (subject: string): boolean =>
  forwardPrefixes.has(passPrefixes(folded(subject), [replyPrefixes]).first);

/** Whether a subject begins as that of a reply or forward does. */
export const isReplySubject = (subject: string): boolean => subjectKey(subject) !== folded(subject);

/** Whether two subjects are of one conversation: equal but for reply and forward prefixes, white space and case. */
export const sameSubject = (a: string, b: string): boolean => subjectKey(a) === subjectKey(b);
