/** The fields of a contact, each between its lines of a vCard (RFC 6350, RFC 2426) and its value. */
import { addressKey } from '#shared/model/address.ts';
import { isList, type SyncValue } from '#shared/sync/item.ts';
import {
  type ContentLine,
  type Design,
  escaped,
  newLine,
  parametersOf,
  partText,
  rawParts,
  textIn,
  withValue,
} from './content-lines.ts';

export interface CardField {
  read(lines: readonly ContentLine[]): SyncValue;
  write(lines: readonly ContentLine[], value: SyncValue, design: Design): ContentLine[];
}

type Pick = (lines: readonly ContentLine[]) => ContentLine | undefined;

const oneLine = (text: string | null): string | null => {
  const line = text?.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim() ?? '';
  return line === '' ? null : line;
};

const asText = (value: SyncValue): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Before the end of the card. */
const withLine = (lines: readonly ContentLine[], line: ContentLine): ContentLine[] => {
  const end = lines.findLastIndex(({ name }) => name === 'END');
  return end < 0 ? [...lines, line] : [...lines.slice(0, end), line, ...lines.slice(end)];
};

const replaced = (lines: readonly ContentLine[], old: ContentLine, by: ContentLine | null): ContentLine[] =>
  lines.flatMap((line) => (line === old ? (by === null ? [] : [by]) : [line]));

const named =
  (name: string): Pick =>
  (lines) =>
    lines.find((line) => line.name === name && line.property !== null);

interface Plain {
  readonly pick: Pick;
  /** Name and parameters of a new line. */
  readonly fresh: string;
  readonly lines?: 'one' | 'many';
}

const plain = ({ pick, fresh, lines: kept = 'one' }: Plain): CardField => ({
  read: (lines) => (kept === 'one' ? oneLine(textIn(pick(lines))) : textIn(pick(lines))),
  write: (lines, value, design) => {
    const line = pick(lines);
    const text = asText(value);
    if (line === undefined)
      return text === null ? [...lines] : withLine(lines, newLine(fresh, escaped(text, design), design));
    return replaced(lines, line, text === null ? null : withValue(line, escaped(text, design), design));
  },
});

/** One of the parts of a value that has several. */
const part = (pick: Pick, fresh: string, { at, of }: { readonly at: number; readonly of: number }): CardField => {
  const partsOf = (line: ContentLine | undefined): string[] => (line === undefined ? [] : rawParts(line));
  return {
    read: (lines) => {
      const line = pick(lines);
      return line === undefined ? null : oneLine(partText(line, partsOf(line)[at] ?? ''));
    },
    write: (lines, value, design) => {
      const line = pick(lines);
      const parts = partsOf(line);
      while (parts.length < of) parts.push('');
      // The other parts stay as they are written: what is escaped there, and what has several values.
      parts[at] = escaped(asText(value) ?? '', design);
      const text = parts.join(';');
      if (line !== undefined) return replaced(lines, line, withValue(line, text, design));
      return asText(value) === null ? [...lines] : withLine(lines, newLine(fresh, text, design));
    },
  };
};

const phones = (lines: readonly ContentLine[]) =>
  lines
    .filter(({ name, property }) => name === 'TEL' && property !== null)
    .map((line) => ({ line, types: new Set(parametersOf(line, 'type')) }));

const mobile: Pick = (lines) => phones(lines).find(({ types }) => types.has('CELL'))?.line;

const business: Pick = (lines) => {
  const others = phones(lines).filter(({ types }) => !['CELL', 'FAX', 'PAGER'].some((type) => types.has(type)));
  return (others.find(({ types }) => types.has('WORK')) ?? others.find(({ types }) => !types.has('HOME')))?.line;
};

/** A number may be written as an address of its own (RFC 3966). */
const phone = (pick: Pick, fresh: string): CardField => {
  const field = plain({ pick, fresh });
  const isUri = (line: ContentLine | undefined): boolean => line?.property?.type === 'uri';
  return {
    read: (lines) => oneLine(textIn(pick(lines))?.replace(/^tel:/i, '') ?? null),
    write: (lines, value, design) => {
      const text = asText(value);
      return field.write(lines, text !== null && isUri(pick(lines)) ? `tel:${text}` : text, design);
    },
  };
};

const workAddress: Pick = (lines) => {
  const all = lines.filter(({ name, property }) => name === 'ADR' && property !== null);
  return all.find((line) => parametersOf(line, 'type').includes('WORK')) ?? all[0];
};

const keyOf = (line: ContentLine): string | null => (line.name === 'EMAIL' ? addressKey(textIn(line) ?? '') : null);

/** Addresses by the key that we match them by; what is no address stays as it is. */
const emails: CardField = {
  read: (lines) => [...new Set(lines.flatMap((line) => keyOf(line) ?? []))].sort(),
  write: (lines, value, design) => {
    const wanted = new Set<string>(isList(value) ? value : []);
    const kept = lines.filter((line) => {
      const key = keyOf(line);
      return key === null || wanted.has(key);
    });
    const there = new Set<string | null>(kept.map(keyOf));
    return [...wanted]
      .filter((key) => !there.has(key))
      .reduce((all, key) => withLine(all, newLine('EMAIL;TYPE=INTERNET', escaped(key, design), design)), kept);
  },
};

const day = (text: string | null): string | null => {
  const [, year, month, date] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text ?? '') ?? [];
  return year === undefined ? null : `${year}-${month ?? ''}-${date ?? ''}`;
};

const birthdayLine = named('BDAY');

/** Some programs write a year of their own where there is none. */
const dayIn = (line: ContentLine | undefined): string | null =>
  line?.property?.parameters['x-apple-omit-year'] === undefined ? day(textIn(line)) : null;

/** A day alone; a birthday without a year, or in words, stays as it is. Group and parameters stay. */
const birthday: CardField = {
  read: (lines) => dayIn(birthdayLine(lines)),
  write: (lines, value, design) => {
    const line = birthdayLine(lines);
    const text = day(asText(value));
    if (text === null) return line === undefined || dayIn(line) === null ? [...lines] : replaced(lines, line, null);
    if (line === undefined) return withLine(lines, newLine('BDAY', text, design));
    const head = line.head.replaceAll(/;(?:VALUE|X-APPLE-OMIT-YEAR)=[^;]*/gi, '');
    return replaced(lines, line, withValue({ ...line, head }, text, design));
  },
};

const address = (at: number): CardField => part(workAddress, 'ADR;TYPE=WORK', { at, of: 7 });

/** By the names of kinds/contact.ts. */
export const cardFields: Readonly<Record<string, CardField>> = {
  fullName: plain({ pick: named('FN'), fresh: 'FN' }),
  firstName: part(named('N'), 'N', { at: 1, of: 5 }),
  lastName: part(named('N'), 'N', { at: 0, of: 5 }),
  jobTitle: plain({ pick: named('TITLE'), fresh: 'TITLE' }),
  company: part(named('ORG'), 'ORG', { at: 0, of: 1 }),
  emails,
  businessPhone: phone(business, 'TEL;TYPE=WORK,VOICE'),
  mobilePhone: phone(mobile, 'TEL;TYPE=CELL'),
  street: address(2),
  city: address(3),
  region: address(4),
  postalCode: address(5),
  country: address(6),
  website: plain({ pick: named('URL'), fresh: 'URL' }),
  birthday,
  notes: plain({ pick: named('NOTE'), fresh: 'NOTE', lines: 'many' }),
};
