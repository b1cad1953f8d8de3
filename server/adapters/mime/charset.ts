/**
 * Bytes to text by a charset label.
 *
 * iconv-lite decodes, because the TextDecoder of Node 20 reads windows-1252 as Latin-1; TextDecoder is left with the
 * few encodings that iconv-lite lacks (ISO-2022-JP). Labels follow the WHATWG table where mail does: iso-8859-1 and
 * us-ascii mean windows-1252, gb2312 means gbk. A missing or us-ascii label over bytes that are valid UTF-8 is UTF-8.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

const aliases: Readonly<Record<string, string>> = {
  '': 'guess',
  ascii: 'guess',
  usascii: 'guess',
  ansix341968: 'guess',
  iso646us: 'guess',
  '7bit': 'guess',
  '8bit': 'guess',
  binary: 'guess',
  unknown8bit: 'guess',
  default: 'guess',
  unknown: 'guess',
  none: 'guess',
  utf8: 'utf8',
  unicode11utf8: 'utf8',
  iso88591: 'windows-1252',
  latin1: 'windows-1252',
  cp819: 'windows-1252',
  iso88599: 'windows-1254',
  iso885911: 'windows-874',
  tis620: 'windows-874',
  iso88598i: 'iso-8859-8',
  iso88598e: 'iso-8859-8',
  gb2312: 'gbk',
  hzgb2312: 'hz-gb-2312',
  ksc56011987: 'cp949',
  euckr: 'cp949',
  big5: 'big5-hkscs',
  iso2022jp: 'iso-2022-jp',
  iso2022jpms: 'iso-2022-jp',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  unicode11utf7: 'utf-7',
  utf7: 'utf-7',
};

const plain = (label: string): string =>
  label
    .toLowerCase()
    .replace(/^\s*["']?(?:x-|cs)?/, '')
    .replace(/[^a-z0-9]/g, '');

const guess = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString('utf8') : iconv.decode(bytes, 'windows-1252'));

const decodeByRuntime = (bytes: Buffer, label: string): string => {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return guess(bytes);
  }
};

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
/** Encodings in which bytes below 0x80 are not what they look like. */
const notAscii = /^(?:utf-?7|utf7imap|utf-?16|utf-?32|ucs-?[24]|iso-?2022|hz)/;

/** Text of `bytes` under `label` (any case and punctuation, may be empty or unknown). A leading BOM is removed. */
export const decodeCharset = (bytes: Buffer, label: string): string => {
  const known = aliases[plain(label)] ?? plain(label);
  if (!notAscii.test(known) && isAscii(bytes)) return bytes.toString('latin1');
  if (known === 'utf8') return withoutMark(bytes.toString('utf8'));
  if (known === 'guess') return withoutMark(guess(bytes));
  if (iconv.encodingExists(known)) return iconv.decode(bytes, known);
  return decodeByRuntime(bytes, known);
};
