const longestSubject = 10_000;
const longestPrefix = 20;
const prefixWord = /^[\p{L}\p{M}\p{N}]+$/u;
const colons = ':\uff1a';

const nextColon = (text: string, from: number): number => {
  const last = Math.min(text.length, from + longestPrefix + 5);
  for (let at = from; at < last; at += 1) if (colons.includes(text[at] ?? '')) return at;
  return -1;
};

/** `Re`, `AW`, `RV`, `Re[2]`, `Re (3)`: one short word of any script, with or without a counter. */
const isPrefix = (text: string): boolean => {
  const word = text.replace(/\s?[[(]\d{1,3}[\])]$/, '').replace(/^\s+/, '');
  return word.length <= longestPrefix && prefixWord.test(word);
};

/** White space of every kind folded to one space; only so much as could matter. */
const folded = (subject: string): string => subject.slice(0, longestSubject).replaceAll(/\s+/g, ' ').trim();

/**
 * What is compared of a subject: without the leading `word:` groups that replies and forwards add in any language,
 * white space folded, in one case. Each character is looked at a fixed number of times.
 */
export const subjectKey = (subject: string): string => {
  const text = folded(subject.normalize('NFC'));
  let start = 0;
  for (let colon = nextColon(text, start); colon >= 0; colon = nextColon(text, start)) {
    if (!isPrefix(text.slice(start, colon))) break;
    start = colon + 1;
  }
  return text.slice(start).trim().toLowerCase();
};

/** Whether two subjects are of one conversation: equal but for reply and forward prefixes, white space and case. */
export const sameSubject = (a: string, b: string): boolean => subjectKey(a) === subjectKey(b);
