/** Lines of vCard 2.1: quoted-printable with soft line breaks, charsets, and parameters without a name. */
import ICAL from 'ical.js';

/** Stands for a version that ical.js does not read; what asks for it comes here. */
export const vcard21: typeof ICAL.design.vcard = { ...ICAL.design.vcard3 };

const encodings: ReadonlySet<string> = new Set(['QUOTED-PRINTABLE', 'BASE64', '7BIT', '8BIT', 'B', 'Q']);
/** Of a line of quoted-printable, without its soft line break (RFC 2045 section 6.7). */
const longestLine = 73;

const isQuoted = (head: string): boolean => /;(?:ENCODING=)?QUOTED-PRINTABLE(?:;|$)/i.test(head);

/** Longer ones are none of quoted-printable. */
const headIn = (line: string): string => /^[^:]*/.exec(line.slice(0, 1_000))?.[0] ?? '';

/** Whether the next line belongs to this one, though it is not indented. */
export const endsSoftly = (line: string): boolean => line.endsWith('=') && isQuoted(headIn(line));

/** As one line; white space after a break is part of the text, other than in later versions. */
export const unfolded21 = (raw: string): string =>
  isQuoted(headIn(raw)) ? raw.replaceAll(/=(?:\r\n|\n|\r|$)/g, '') : raw.replaceAll(/(?:\r\n|\n|\r)+(?=[ \t])/g, '');

/** Parameters by name; a bare word is an encoding or a type. */
const parametersIn = (head: string): Record<string, string[]> => {
  const found: Record<string, string[]> = {};
  for (const text of head.split(';').slice(1)) {
    const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    const key = name?.toLowerCase() ?? (encodings.has(text.toUpperCase()) ? 'encoding' : 'type');
    (found[key] ??= []).push(name === undefined ? text : value.replaceAll('"', ''));
  }
  return found;
};

const bytesOf = (value: string): Uint8Array => {
  const bytes: number[] = [];
  for (const [one, hex] of value.matchAll(/=([0-9A-Fa-f]{2})|[\s\S]/gu))
    if (hex === undefined) bytes.push(...Buffer.from(one));
    else bytes.push(Number.parseInt(hex, 16));
  return Uint8Array.from(bytes);
};

/** Throws RangeError, TypeError for a charset that nobody knows, or bytes that are none of it. */
const decoded = (value: string, charset: string): string =>
  new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytesOf(value));

/** The value as text; null where it is binary, or nobody can read it. */
export const valueIn21 = (head: string, value: string): string | null => {
  const { encoding = [], charset = ['utf-8'] } = parametersIn(head);
  if (encoding.some((one) => ['BASE64', 'B'].includes(one.toUpperCase()))) return null;
  if (!isQuoted(head)) return value;
  try {
    return decoded(value, charset[0] ?? 'utf-8');
  } catch {
    // Taken for something else it would be written back as something else.
    return null;
  }
};

/** In 2.1 a semicolon alone is escaped. */
export const parts21 = /\\;|[\s\S]/g;

/** Text as it was before. */
export const plain21 = (text: string): string => text.replaceAll('\\;', ';');

export const propertyIn21 = (head: string, text: string) => {
  const values = /^(?:[^.;]+\.)?CATEGORIES(?:;|$)/i.test(head)
    ? text.split(/[,;]/)
    : [plain21(text).replaceAll('\r\n', '\n')];
  return { parameters: parametersIn(head), type: 'text-2.1', values };
};

const quoted = (text: string): string => {
  const lines: string[] = [];
  let line = '';
  for (const byte of Buffer.from(text)) {
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x3d;
    const one = isPlain ? String.fromCodePoint(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (line.length + one.length > longestLine) {
      lines.push(`${line}=`);
      line = '';
    }
    line += one;
  }
  // White space at the end of a line gets lost on the way.
  return [...lines, line.replace(/ $/, '=20')].join('\r\n');
};

/** A name and its types as this version has them. */
export const head21 = (before: string): string =>
  before.replaceAll(/;TYPE=([^;]*)/gi, (_all, types: string) => `;${types.replaceAll(',', ';')}`);

const inUtf8 = (head: string): string =>
  /;CHARSET=/i.test(head) ? head.replace(/;CHARSET=[^;]*/i, ';CHARSET=UTF-8') : `${head};CHARSET=UTF-8`;

/** A line with this value: in quoted-printable where it was, and where it is not ASCII on one line. */
export const line21 = (head: string, value: string): string => {
  const isAscii = /^[\x20-\x7e\r\n]*$/.test(value) && !/;CHARSET=UTF-?(?:16|32)/i.test(head);
  const known = isAscii ? head : inUtf8(head);
  if (isQuoted(head)) return `${known}:${quoted(value)}`;
  if (/^[\x20-\x7e]*$/.test(value)) return `${head}:${value}`;
  return `${known.replace(/;(?:ENCODING=)?[78]BIT(?=;|$)/i, '')};ENCODING=QUOTED-PRINTABLE:${quoted(value)}`;
};
