/** Content lines of vCard and iCalendar (RFC 6350 section 3.2, RFC 5545 section 3.1), kept as they were written. */
import ICAL from 'ical.js';
import {
  endsSoftly,
  head21,
  line21,
  parts21,
  plain21,
  propertyIn21,
  unfolded21,
  valueIn21,
  vcard21,
} from './vcard21.ts';

/** What ical.js makes of a line: name, parameters, type of the values, values (RFC 7265, RFC 7095). */
export interface ReadProperty {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly type: string;
  readonly values: readonly unknown[];
}

export interface ContentLine {
  /** As it stood, folded, without the last line end. */
  readonly raw: string;
  /** The line end and the empty lines after it, as they stood; null for a new line, which ends like the others. */
  readonly ending: string | null;
  /** In upper case, without its group. */
  readonly name: string;
  /** Group, name and parameters, unfolded. */
  readonly head: string;
  /** Unfolded and decoded, still escaped. */
  readonly value: string;
  /** Null where it cannot be read; then it is kept and never touched. */
  readonly property: ReadProperty | null;
}

export type Design = typeof ICAL.design.vcard;

/** Empty lines and the mark of UTF-8 may stand before all. */
const unfolded = (raw: string): string => raw.replace(/^[\uFEFF\r\n]+/, '').replaceAll(/(?:\r\n|\n|\r)+[ \t]/g, '');

const nameOf = (line: string): string => /^(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)[;:]/.exec(line)?.[1] ?? '';

const propertyOf = (line: string, design: Design): ReadProperty | null => {
  try {
    const [, parameters, type, ...values] = ICAL.parse.property(line, design) as [
      string,
      Record<string, unknown>,
      string,
      ...unknown[],
    ];
    return { parameters, type, values };
  } catch {
    // A line that nobody can read is none of ours to change.
    return null;
  }
};

/** Where the value begins: the first colon that stands in no quoted parameter. */
const colonIn = (line: string): number => {
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ':' && !quoted) return at;
  }
  return line.length;
};

const lineOf = (raw: string, ending: string | null, design: Design): ContentLine => {
  const is21 = design === vcard21;
  const line = is21 ? unfolded21(raw.replace(/^[\uFEFF\r\n]+/, '')) : unfolded(raw);
  const at = colonIn(line);
  const [head, coded] = [line.slice(0, at), line.slice(at + 1)];
  const name = nameOf(line).toUpperCase();
  if (!is21) return { raw, ending, name, head, value: coded, property: propertyOf(line, design) };
  const value = name === '' ? null : valueIn21(head, coded);
  return { raw, ending, name, head, value: value ?? '', property: value === null ? null : propertyIn21(head, value) };
};

/** By a soft line break, which an empty line ends. */
const isBroken = (last: { readonly raw: string; readonly ending: string } | undefined): boolean =>
  last !== undefined && /^(?:\r\n|\n|\r)$/.test(last.ending) && endsSoftly(last.raw);

/** Lines in their order; folded ones are one. */
export const readLines = (text: string, design: Design): ContentLine[] => {
  const found: { raw: string; ending: string }[] = [];
  let before = '';
  for (const [, line = '', ending = ''] of text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)) {
    const last = found.at(-1);
    const goesOn = /^[ \t]/.test(line) || (design === vcard21 && isBroken(last));
    if (last !== undefined && line === '') last.ending += ending;
    else if (last !== undefined && goesOn) {
      last.raw += `${last.ending}${line}`;
      last.ending = ending;
    } else if (line === '') before += ending;
    else found.push({ raw: `${last === undefined ? before : ''}${line}`, ending });
  }
  return found.map(({ raw, ending }) => lineOf(raw, ending, design));
};

const firstBreak = (ending: string): string => /\r\n|\n|\r/.exec(ending)?.[0] ?? '\r\n';

/** New lines end like the first. */
export const writeLines = (lines: readonly ContentLine[]): string => {
  const usual = firstBreak(lines.find(({ ending }) => ending !== null)?.ending ?? '');
  return lines
    .map(({ raw, ending }) => (ending === null ? `${raw.replaceAll('\r\n', usual)}${usual}` : `${raw}${ending}`))
    .join('');
};

const withHead = (head: string, value: string, design: Design): ContentLine =>
  lineOf(design === vcard21 ? line21(head, value) : ICAL.helpers.foldline(`${head}:${value}`), null, design);

/** A new line, folded at 75 bytes; `value` is escaped already. */
export const newLine = (before: string, value: string, design: Design): ContentLine =>
  withHead(design === vcard21 ? head21(before) : before, value, design);

/** The line with another value; group, name and parameters stay as they are. */
export const withValue = ({ head }: ContentLine, value: string, design: Design): ContentLine =>
  withHead(head, value, design);

/** Text as a value (RFC 6350 section 3.4, RFC 5545 section 3.3.11); vCard 2.1 escapes semicolons alone. */
export const escaped = (text: string, design: Design): string => {
  if (design === vcard21) return text.replaceAll(/\r\n|\n|\r/g, '\r\n').replaceAll(';', '\\;');
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n|\n|\r/g, '\\n')
    .replaceAll(',', '\\,')
    .replaceAll(';', '\\;');
};

/** Values of a parameter in upper case; several stand in one text or in many. */
export const parametersOf = ({ property }: ContentLine, name: string): string[] => {
  const given = property?.parameters[name];
  const values: unknown[] = Array.isArray(given) ? given : given === undefined ? [] : [given];
  return values.flatMap((value) => String(value).toUpperCase().split(','));
};

/** Text as it was before it was escaped. */
const plain = (text: string): string =>
  text.replaceAll(/\\([\\,;nN])/g, (_all, one: string) => (one.toLowerCase() === 'n' ? '\n' : one));

const wholeText = (line: ContentLine, { type, values }: ReadProperty): string => {
  const [value] = values;
  if (Array.isArray(value)) return value.flat().join(' ');
  if (typeof value !== 'string') return '';
  if (type !== 'text' || values.length > 1) return value;
  return plain(line.value);
};

/** The parts of a value that has several, as they are written. */
export const rawParts = ({ value, property }: ContentLine): string[] => {
  const parts = [''];
  for (const [one] of value.matchAll(property?.type === 'text-2.1' ? parts21 : /\\[\s\S]|[\s\S]/g))
    if (one === ';') parts.push('');
    else parts.push(`${parts.pop() ?? ''}${one}`);
  return parts;
};

/** One of those parts as text. */
export const partText = ({ property }: ContentLine, part: string): string =>
  property?.type === 'text-2.1' ? plain21(part) : plain(part);

/** The first value as text. A semicolon may be escaped where it need not be, and then belongs to the text. */
export const textIn = (line: ContentLine | undefined): string | null => {
  if (line === undefined || line.property === null) return null;
  const text = wholeText(line, line.property).trim();
  return text === '' ? null : text;
};
