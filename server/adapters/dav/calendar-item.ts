/** One item of a calendar: reading and writing what tasks and appointments share. */
import ICAL from 'ical.js';
import type { SyncFields, SyncValue } from '#shared/sync/item.ts';
import {
  type Block,
  blocksIn,
  linesOf,
  propertiesOf,
  propertyOf,
  readBlock,
  withBlocks,
  withProperties,
  withProperty,
} from './blocks.ts';
import { escaped, newLine, readLines, textIn, writeLines } from './content-lines.ts';
import { type ItemContent, type ItemWrite, type Mark, markName, markText, recordIn } from './item-codec.ts';
import { momentIn, type Zones, zonesOf } from './moments.ts';

export const design = ICAL.design.icalendar;

export interface CalendarItem {
  readonly calendar: Block;
  /** The component that stands for the whole: of a series the one that recurs. */
  readonly main: Block;
  readonly zones: Zones;
}

/** Null for what cannot be read, is of another kind, or holds several things. */
export const readItem = (text: string, component: 'VEVENT' | 'VTODO'): CalendarItem | null => {
  const calendar = readBlock(readLines(text, design));
  if (calendar?.name !== 'VCALENDAR') return null;
  const all = blocksIn(calendar, component);
  const [main, ...more] = all.filter((one) => propertyOf(one, 'RECURRENCE-ID') === undefined);
  const isOne = new Set(all.map((one) => textIn(propertyOf(one, 'UID')))).size === 1;
  return main === undefined || more.length > 0 || !isOne ? null : { calendar, main, zones: zonesOf(calendar) };
};

/** With another component in the place of the one that stands for the whole. */
export const withMain = (item: CalendarItem, main: Block): CalendarItem => ({
  ...item,
  main,
  calendar: withBlocks(item.calendar, new Map([[item.main, main]])),
});

export const textOf = ({ calendar }: CalendarItem): string => writeLines(linesOf(calendar));

export const freshItem = (component: 'VEVENT' | 'VTODO', uid: string, at: number): string => {
  const stamp = stampOf(at);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Correspond//EN', `BEGIN:${component}`, `UID:${uid}`];
  return `${[...lines, `DTSTAMP:${stamp}`, `END:${component}`, 'END:VCALENDAR'].join('\r\n')}\r\n`;
};

const stampOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

export const oneLine = (line: Parameters<typeof textIn>[0]): string | null => {
  const text =
    textIn(line)
      ?.replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim() ?? '';
  return text === '' ? null : text;
};

/** Text in place of what stands there, with its parameters. */
export const withText = (block: Block, name: string, value: SyncValue): Block =>
  withProperty(block, name, typeof value === 'string' && value !== '' ? escaped(value, design) : null, design);

/** What every item of a calendar says beside its fields. */
export const contentOf = (
  { main, zones }: CalendarItem,
  fields: SyncFields,
  { organizationId, writable }: { readonly organizationId: string; readonly writable: boolean },
): ItemContent => {
  const changed = momentIn(propertyOf(main, 'LAST-MODIFIED') ?? propertyOf(main, 'DTSTAMP'), zones);
  const kind = textIn(propertyOf(main, 'CLASS'))?.toUpperCase() ?? 'PUBLIC';
  const marks = propertiesOf(main, markName);
  return {
    fields,
    mark: marks.flatMap((line) => recordIn(textIn(line), organizationId) ?? [])[0] ?? null,
    isMarked: marks.length > 0,
    categories: propertiesOf(main, 'CATEGORIES').flatMap(({ property }) => property?.values.map(String) ?? []),
    modifiedAt: changed === null ? 0 : Date.parse(changed),
    isPrivate: kind === 'PRIVATE' || kind === 'CONFIDENTIAL',
    writable,
  };
};

/** With its mark, where that does not stand there yet. */
export const marked = (item: CalendarItem, mark: Mark): CalendarItem => {
  const marks = propertiesOf(item.main, markName);
  if (marks.some((line) => textIn(line) === markText(mark))) return item;
  const others = marks.filter((line) => recordIn(textIn(line), mark.organizationId) === null);
  return withMain(item, withProperties(item.main, markName, [...others, newLine(markName, markText(mark), design)]));
};

/** As text, with the moments of a change; `announces` raises the number that tells attendees of it (RFC 5546 section 2.1.4). */
export const finished = (item: CalendarItem, { now }: ItemWrite, announces: boolean): string => {
  const sequence = Number(
    textIn(propertyOf(item.main, 'SEQUENCE')) ?? propertyOf(item.main, 'SEQUENCE')?.property?.values[0] ?? 0,
  );
  let done = withProperty(item.main, 'DTSTAMP', stampOf(now), design);
  done = withProperty(done, 'LAST-MODIFIED', stampOf(now), design);
  if (announces) done = withProperty(done, 'SEQUENCE', String((Number.isNaN(sequence) ? 0 : sequence) + 1), design);
  return textOf(withMain(item, done));
};
