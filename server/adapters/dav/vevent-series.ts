/** Appointments that recur, and occurrences that are not like the others (RFC 5545 sections 3.8.5.1, 3.8.5.3, 3.8.4.4). */
import ICAL from 'ical.js';
import { isList, type SyncValue } from '#shared/sync/item.ts';
import { type Block, blocksIn, propertiesOf, propertyOf, withBlocks, withProperties, withProperty } from './blocks.ts';
import { type CalendarItem, design, oneLine, withText } from './calendar-item.ts';
import { type ContentLine, newLine, textIn } from './content-lines.ts';
import { momentIn, momentOf, momentText, withMoment, zoneIn } from './moments.ts';

/** A series with a number of occurrences is followed so far; beyond, it counts as one without an end. */
const mostOccurrences = 2_000;

export const recurrenceOf = (main: Block): string | null => {
  const line = propertyOf(main, 'RRULE');
  return line === undefined ? null : line.value.trim();
};

export const withRecurrence = (main: Block, value: SyncValue): Block =>
  withProperty(main, 'RRULE', typeof value === 'string' && value !== '' ? value : null, design);

const timeOf = (text: string): ICAL.Time =>
  text.length > 10 ? ICAL.Time.fromDateTimeString(text.slice(0, 19)) : ICAL.Time.fromDateString(text);

/** By its own clock, whatever the clock of this machine. */
const inMs = (time: ICAL.Time): number =>
  Date.parse(time.isDate ? time.toString() : `${time.toString().slice(0, 19)}Z`);

/** When the last occurrence begins. */
const untilOf = (rule: ICAL.Recur, start: string): number | null => {
  if (rule.until !== null) return inMs(rule.until);
  if (rule.count === null) return null;
  const iterator = rule.iterator(timeOf(start));
  let last: number | null = null;
  for (let n = 0; n < mostOccurrences; n += 1) {
    const next = iterator.next() as ICAL.Time | null;
    if (next === null) return last;
    last = inMs(next);
  }
  return null;
};

/** When the last occurrence ends; null: it does not recur, has no end, or cannot be read. */
export const recursUntil = (
  main: Block,
  times: { readonly start: string; readonly end: string | null },
): string | null => {
  const text = recurrenceOf(main);
  if (text === null) return null;
  try {
    const until = untilOf(ICAL.Recur.fromString(text), times.start);
    if (until === null || Number.isNaN(until)) return null;
    const lasts = times.end === null ? 0 : Date.parse(times.end) - Date.parse(times.start);
    return `${new Date(until + lasts).toISOString().slice(0, 19)}Z`;
  } catch {
    // What nobody can read has no end that we know of, and stays as it is.
    return null;
  }
};

interface Change {
  readonly subject: string;
  readonly location: string | null;
  readonly start: string | null;
  readonly end: string | null;
}

const changeOf = (block: Block, { zones }: CalendarItem): Change => ({
  subject: oneLine(propertyOf(block, 'SUMMARY')) ?? '',
  location: oneLine(propertyOf(block, 'LOCATION')),
  start: momentIn(propertyOf(block, 'DTSTART'), zones),
  end: momentIn(propertyOf(block, 'DTEND'), zones),
});

const overridesIn = ({ calendar, main }: CalendarItem): Block[] =>
  blocksIn(calendar, 'VEVENT').filter((block) => block !== main);

const isCanceled = (block: Block): boolean => textIn(propertyOf(block, 'STATUS'))?.toUpperCase() === 'CANCELLED';

const excluded = ({ main, zones }: CalendarItem): { readonly line: ContentLine; readonly at: string[] }[] =>
  propertiesOf(main, 'EXDATE').map((line) => ({
    line,
    at: (line.property?.values ?? []).flatMap((value) => momentOf(value, zoneIn(line), zones) ?? []),
  }));

/** Those that are left out, and those that are otherwise, by the moment at which they would have been. */
export const exceptionsOf = (item: CalendarItem): string[] => {
  const left = excluded(item).flatMap(({ at }) => at.map((moment) => `${moment} canceled`));
  const changed = overridesIn(item).flatMap((block) => {
    const at = momentIn(propertyOf(block, 'RECURRENCE-ID'), item.zones);
    if (at === null) return [];
    return [isCanceled(block) ? `${at} canceled` : `${at} changed ${JSON.stringify(changeOf(block, item))}`];
  });
  return [...new Set([...left, ...changed])].sort();
};

const parseChange = (text: string | undefined): Partial<Change> => {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    // Nobody can tell what it was to become: the occurrence stays as the series has it.
    return {};
  }
};

interface Wish {
  readonly at: string;
  readonly change: Partial<Change> | null;
}

const wishesIn = (value: SyncValue): Map<string, Wish> => {
  const wishes = new Map<string, Wish>();
  for (const text of isList(value) ? value : []) {
    const [, at, how, change] = /^(\S+) (canceled|changed)(?: (.*))?$/s.exec(text) ?? [];
    if (at !== undefined) wishes.set(at, { at, change: how === 'canceled' ? null : parseChange(change) });
  }
  return wishes;
};

const withChange = (block: Block, change: Partial<Change>, item: CalendarItem): Block => {
  const tzid = zoneIn(propertyOf(block, 'DTSTART')) ?? zoneIn(propertyOf(item.main, 'DTSTART'));
  const now = changeOf(block, item);
  const zone = { tzid, zones: item.zones, design };
  let written = block;
  if (typeof change.subject === 'string' && change.subject !== now.subject)
    written = withText(written, 'SUMMARY', change.subject);
  if (change.location !== undefined && change.location !== now.location)
    written = withText(written, 'LOCATION', change.location);
  if (typeof change.start === 'string' && change.start !== now.start)
    written = withMoment(written, 'DTSTART', change.start, zone);
  if (typeof change.end === 'string' && change.end !== now.end)
    written = withMoment(written, 'DTEND', change.end, zone);
  return written;
};

const freshOverride = ({ at }: Wish, item: CalendarItem): Block => {
  const { main, zones } = item;
  const tzid = zoneIn(propertyOf(main, 'DTSTART'));
  const kept = main.parts.filter(
    (part) =>
      !('parts' in part) && !['RRULE', 'RDATE', 'EXDATE', 'EXRULE', 'DTSTART', 'DTEND', 'DURATION'].includes(part.name),
  );
  const times = {
    start: momentIn(propertyOf(main, 'DTSTART'), zones),
    end: momentIn(propertyOf(main, 'DTEND'), zones),
  };
  const lasts = times.start === null || times.end === null ? 0 : Date.parse(times.end) - Date.parse(times.start);
  const end = new Date(Date.parse(at) + lasts).toISOString().slice(0, at.length > 10 ? 19 : 10);
  const zone = { tzid, zones, design };
  const timed = [
    ['RECURRENCE-ID', at],
    ['DTSTART', at],
    ['DTEND', at.length > 10 ? `${end}Z` : end],
  ] as const;
  return timed.reduce<Block>((block, [name, value]) => withMoment(block, name, value, zone), { ...main, parts: kept });
};

const withExcluded = (item: CalendarItem, wanted: ReadonlySet<string>): Block => {
  const standing = excluded(item);
  const kept = standing.filter(({ at }) => at.every((moment) => wanted.has(moment)));
  const there = new Set(kept.flatMap(({ at }) => at));
  const tzid = zoneIn(propertyOf(item.main, 'DTSTART'));
  const added = [...wanted]
    .filter((moment) => !there.has(moment))
    .map((moment) => {
      const { parameters, value } = momentText(moment, tzid, item.zones);
      return newLine(`EXDATE${parameters}`, value, design);
    });
  return withProperties(item.main, 'EXDATE', [...kept.map(({ line }) => line), ...added]);
};

/** The series with these exceptions; whatever else an occurrence says stays. */
export const withExceptions = (item: CalendarItem, value: SyncValue): CalendarItem => {
  const wishes = wishesIn(value);
  const standing = overridesIn(item).map(
    (block): { readonly at: string | null; readonly block: Block; readonly by: Block | null } => {
      const at = momentIn(propertyOf(block, 'RECURRENCE-ID'), item.zones);
      const wish = at === null ? undefined : wishes.get(at);
      if (at === null) return { at, block, by: block };
      if (wish === undefined) return { at, block, by: null };
      if (wish.change === null) return { at, block, by: isCanceled(block) ? block : null };
      return { at, block, by: withChange(block, wish.change, item) };
    },
  );
  const known = new Set(standing.filter(({ by }) => by !== null).map(({ at }) => at));
  const fresh = [...wishes.values()].flatMap((wish) =>
    wish.change === null || known.has(wish.at) ? [] : [withChange(freshOverride(wish, item), wish.change, item)],
  );
  const left = [...wishes.values()].filter(({ at, change }) => change === null && !known.has(at)).map(({ at }) => at);
  const main = withExcluded(item, new Set(left));
  const replaced = new Map<Block, Block | null>(standing.map(({ block, by }) => [block, by]));
  return { ...item, main, calendar: withBlocks(item.calendar, replaced.set(item.main, main), fresh) };
};
