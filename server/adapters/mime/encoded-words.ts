/** Encoded words of RFC 2047. Adjacent words of one charset are joined as bytes first: a character may be split. */
import { decodeCharset } from './charset.ts';
import { decodeQuotedPrintable } from './transfer-encoding.ts';

interface Word {
  readonly charset: string;
  readonly bytes: Buffer;
}

const oneWord = '=\\?[^?\\s]+\\?[QqBb]\\?[^?]*\\?=';
const wordPattern = /=\?([^?\s]+)\?([QqBb])\?([^?]*)\?=/g;
/** Words with only white space between them, as one match. */
export const wordRun = new RegExp(`${oneWord}(?:\\s*${oneWord})*`, 'g');

const bytesOf = (encoding: string, text: string): Buffer =>
  encoding === 'B' || encoding === 'b'
    ? Buffer.from(text, 'base64')
    : decodeQuotedPrintable(Buffer.from(text.replace(/=\s+(?=[0-9a-fA-F])/g, '=').replace(/_/g, ' ')));

const decodeRun = (run: string): string => {
  const words: Word[] = [];
  for (const [, label = '', encoding = '', text = ''] of run.matchAll(wordPattern)) {
    // RFC 2231 section 5: a language tag may follow the charset.
    words.push({ charset: label.replace(/\*.*$/, '').toLowerCase(), bytes: bytesOf(encoding, text) });
  }
  const joined = joinSame(words).map(textOf).join('');
  return joined.includes('\ufffd') ? words.map(textOf).join('') : joined;
};

const textOf = (word: Word): string => decodeCharset(word.bytes, word.charset);

const joinSame = (words: readonly Word[]): readonly Word[] => {
  if (words.length < 2) return words;
  const groups: { charset: string; bytes: Buffer[] }[] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last?.charset === word.charset) last.bytes.push(word.bytes);
    else groups.push({ charset: word.charset, bytes: [word.bytes] });
  }
  return groups.map((group) => ({ charset: group.charset, bytes: Buffer.concat(group.bytes) }));
};

/** The text with every encoded word decoded; line breaks smuggled inside words become spaces. */
export const decodeWords = (text: string): string =>
  text.includes('=?') ? text.replace(wordRun, decodeRun).replace(/[\r\n\0]+/g, ' ') : text;
