/** vCard 2.1, 3.0 and 4.0 as an item of an address book. */
import ICAL from 'ical.js';
import type { SyncFields } from '#shared/sync/item.ts';
import { type ContentLine, type Design, newLine, readLines, textIn, writeLines } from './content-lines.ts';
import { changesOf, type ItemCodec, type Mark, markName, markText, recordIn } from './item-codec.ts';
import { vcard21 } from './vcard21.ts';
import { cardFields } from './vcard-fields.ts';

const designOf = (text: string): Design => {
  const version = /^VERSION:\s*(\d)/im.exec(text)?.[1];
  return version === '4' ? ICAL.design.vcard : version === '2' ? vcard21 : ICAL.design.vcard3;
};

const isCard = (lines: readonly ContentLine[]): boolean =>
  lines[0]?.name === 'BEGIN' &&
  lines.at(-1)?.name === 'END' &&
  lines.filter(({ name }) => name === 'BEGIN').length === 1;

const marksOf = (lines: readonly ContentLine[]) => lines.filter(({ name }) => name === markName);

const momentOf = (line: ContentLine | undefined): number => {
  const at = Date.parse(textIn(line) ?? '');
  return Number.isNaN(at) ? 0 : at;
};

const freshCard = (uid: string): string => `BEGIN:VCARD\r\nVERSION:3.0\r\nUID:${uid}\r\nFN:\r\nN:;;;;\r\nEND:VCARD\r\n`;

const withFields = (lines: readonly ContentLine[], fields: SyncFields, design: Design): ContentLine[] =>
  Object.entries(fields).reduce<ContentLine[]>(
    (all, [name, value]) => cardFields[name]?.write(all, value, design) ?? all,
    [...lines],
  );

/** A card must have a name that is shown (RFC 6350 section 6.2.1), other than in 2.1. */
const withName = (lines: readonly ContentLine[], design: Design): ContentLine[] =>
  design === vcard21 || lines.some(({ name }) => name === 'FN')
    ? [...lines]
    : lines.flatMap((line) => (line.name === 'END' ? [newLine('FN', '', design), line] : [line]));

const fieldsIn = (lines: readonly ContentLine[]): SyncFields =>
  Object.fromEntries(Object.entries(cardFields).map(([name, field]) => [name, field.read(lines)]));

/** With its mark, where that does not stand there yet. */
const marked = (lines: readonly ContentLine[], mark: Mark, design: Design): ContentLine[] => {
  const marks = marksOf(lines);
  if (marks.some((line) => textIn(line) === markText(mark))) return [...lines];
  const others = lines.filter((line) => !marks.includes(line) || recordIn(textIn(line), mark.organizationId) === null);
  const end = others.findLastIndex(({ name }) => name === 'END');
  return others.toSpliced(end, 0, newLine(markName, markText(mark), design));
};

export const vcardCodec: ItemCodec = {
  ending: 'vcf',
  type: 'text/vcard; charset=utf-8',
  dialect: 'card',
  read: (text, { organizationId }) => {
    const lines = readLines(text, designOf(text));
    if (!isCard(lines)) return null;
    const marks = marksOf(lines).flatMap((line) => recordIn(textIn(line), organizationId) ?? []);
    return {
      fields: fieldsIn(lines),
      mark: marks[0] ?? null,
      isMarked: marksOf(lines).length > 0,
      categories: lines
        .filter(({ name }) => name === 'CATEGORIES')
        .flatMap(({ property }) => property?.values.map(String) ?? []),
      modifiedAt: momentOf(lines.find(({ name }) => name === 'REV')),
      isPrivate: ['PRIVATE', 'CONFIDENTIAL'].includes(
        textIn(lines.find(({ name }) => name === 'CLASS'))?.toUpperCase() ?? '',
      ),
      writable: true,
    };
  },
  write: (text, fields, { mark, uid }) => {
    const standing = text ?? freshCard(uid);
    const design = designOf(standing);
    const lines = readLines(standing, design);
    if (!isCard(lines)) return standing;
    const changes = changesOf(fieldsIn(lines), fields);
    if (Object.keys(changes).length === 0 && text !== null) return writeLines(marked(lines, mark, design));
    return writeLines(marked(withName(withFields(lines, changes, design), design), mark, design));
  },
};
