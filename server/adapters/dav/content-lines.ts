/** Content lines of vCard and iCalendar (RFC 6350 section 3.2, RFC 5545 section 3.1), kept as they were written. */
import ICAL from 'ical.js';

/** What ical.js makes of a line: name, parameters, type of the values, values (RFC 7265, RFC 7095). */
export interface ReadProperty {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly type: string;
  readonly values: readonly unknown[];
}

export interface ContentLine {
  /** As it stood, folded, without the last line end. */
  readonly raw: string;
  /** In upper case, without its group. */
  readonly name: string;
  /** Null where it cannot be read; then it is kept and never touched. */
  readonly property: ReadProperty | null;
}

export type Design = typeof ICAL.design.vcard;

const unfolded = (raw: string): string => raw.replaceAll(/\r\n[ \t]/g, '');

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

const lineOf = (raw: string, design: Design): ContentLine => {
  const line = unfolded(raw);
  return { raw, name: nameOf(line).toUpperCase(), property: propertyOf(line, design) };
};

/** Lines in their order; folded ones are one. */
export const readLines = (text: string, design: Design): ContentLine[] => {
  const folded: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const last = folded.length - 1;
    if (/^[ \t]/.test(line) && last >= 0) folded[last] = `${folded[last] ?? ''}\r\n${line}`;
    else if (line !== '') folded.push(line);
  }
  return folded.map((raw) => lineOf(raw, design));
};

export const writeLines = (lines: readonly Pick<ContentLine, 'raw'>[]): string =>
  lines.map(({ raw }) => `${raw}\r\n`).join('');

/** A new line, folded at 75 bytes; `value` is escaped already. */
export const newLine = (before: string, value: string, design: Design): ContentLine =>
  lineOf(ICAL.helpers.foldline(`${before}:${value}`), design);

/** Where the value begins: the first colon that stands in no quoted parameter. */
const colonIn = (line: string): number => {
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ':' && !quoted) return at;
  }
  return line.length;
};

/** The line with another value; group, name and parameters stay as they are. */
export const withValue = ({ raw }: ContentLine, value: string, design: Design): ContentLine => {
  const line = unfolded(raw);
  return newLine(line.slice(0, colonIn(line)), value, design);
};

/** Text as a value (RFC 6350 section 3.4, RFC 5545 section 3.3.11). */
export const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n|\n|\r/g, '\\n')
    .replaceAll(',', '\\,')
    .replaceAll(';', '\\;');

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
  const whole = unfolded(line.raw);
  return plain(whole.slice(colonIn(whole) + 1));
};

/** The first value as text. A semicolon may be escaped where it need not be, and then belongs to the text. */
export const textIn = (line: ContentLine | undefined): string | null => {
  if (line === undefined || line.property === null) return null;
  const text = wholeText(line, line.property).trim();
  return text === '' ? null : text;
};
