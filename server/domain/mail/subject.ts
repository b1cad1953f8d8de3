import { replyPrefixes } from './reply-prefixes.ts';

const longestSubject = 10_000;
const longestPrefix = 25;
const colons = ':\uff1a';

const nextColon = (text: string, from: number): number => {
  const last = Math.min(text.length, from + longestPrefix);
  for (let at = from; at < last; at += 1) if (colons.includes(text.charAt(at))) return at;
  return -1;
};

/** `Re`, `AW`, `RV `, `Re[2]`, `Re (3)`, `回复`, with or without a counter. */
const isPrefix = (text: string): boolean => replyPrefixes.has(text.trim().replace(/\s?[[(]\d{1,3}[\])]$/, ''));

/** One case, NFC, white space of every kind folded to one space; only so much of it as could matter. */
const folded = (subject: string): string =>
  subject.slice(0, longestSubject).normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();

/**
 * What is compared of a subject: without the groups that replies and forwards put before it in any language, white
 * space and case folded. Each character is looked at a fixed number of times.
 */
export const subjectKey = (subject: string): string => {
  const text = folded(subject);
  let start = 0;
  for (let colon = nextColon(text, start); colon >= 0; colon = nextColon(text, start)) {
    if (!isPrefix(text.slice(start, colon))) break;
    start = colon + 1;
  }
  return text.slice(start).trim();
};

/** Whether a subject begins as that of a reply or forward does. */
export const isReplySubject = (subject: string): boolean => subjectKey(subject) !== folded(subject);

/** Whether two subjects are of one conversation: equal but for reply and forward prefixes, white space and case. */
export const sameSubject = (a: string, b: string): boolean => subjectKey(a) === subjectKey(b);
