/** A file name fit to show and to offer: decoded, no path, no control or direction characters, never empty. */
import { decodeWords } from './encoded-words.ts';

const endings: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'text/rfc822-headers': 'txt',
  'text/calendar': 'ics',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'text/csv': 'csv',
  'text/plain': 'txt',
  'text/html': 'html',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
};

const longest = 200;

const shortened = (name: string): string => {
  if (name.length <= longest) return name;
  const ending = /\.[^.]{1,20}$/.exec(name)?.[0] ?? '';
  return name.slice(0, longest - ending.length) + ending;
};

/** `written` as in the field; without one the name is made of `n` and the type. */
export const attachmentName = (written: string | undefined, type: string, n: number): string => {
  const name = decodeWords(written ?? '')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, '')
    .trim();
  const usable = name.replace(/^\.+/, '');
  return usable === '' ? `attachment-${n}.${endings[type] ?? 'bin'}` : shortened(usable);
};
