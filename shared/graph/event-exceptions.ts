/** Occurrences of a series that are not like the others, in the words that both sides have for them. */
import { isList, type SyncValue } from '../sync/item.ts';
import { type GraphJson, listIn, objectIn, textOf, textsIn } from './item-place.ts';
import { localIn, momentOf } from './zoned-times.ts';

/** What an occurrence says. */
export interface Occurrence {
  readonly subject: string;
  readonly location: string | null;
  readonly start: string | null;
  readonly end: string | null;
}

/** What an occurrence is to be; null: it is left out. */
export interface Wish {
  /** When it would have been: a day, or a moment of UTC. */
  readonly at: string;
  readonly change: Partial<Occurrence> | null;
}

/** The series that occurrences are compared with. */
export interface Series extends Occurrence {
  readonly zone: string;
}

/** Told as a moment, it is of a day alone at midnight, wherever that was. */
const halfDayMs = 43_200_000;

/** A day, or a moment of UTC, of a time that was asked for in UTC; null for one that nobody can read. */
export const timeIn = (value: unknown, isAllDay: boolean): string | null => {
  const { dateTime, timeZone } = objectIn(value);
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(textOf(dateTime))?.[0];
  if (local === undefined || Number.isNaN(Date.parse(`${local}Z`))) return null;
  if (isAllDay) return new Date(Date.parse(`${local}Z`) + halfDayMs).toISOString().slice(0, 10);
  return timeZone === 'UTC' ? `${local}Z` : momentOf(textOf(timeZone), local);
};

export const oneLine = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim() : '';

export const occurrenceIn = (event: GraphJson): Occurrence => {
  const isAllDay = event['isAllDay'] === true;
  const place = oneLine(objectIn(event['location'])['displayName']);
  return {
    subject: oneLine(event['subject']),
    location: place === '' ? null : place,
    start: timeIn(event['start'], isAllDay),
    end: timeIn(event['end'], isAllDay),
  };
};

/** When an occurrence would have been that is otherwise now. */
export const originalOf = (event: GraphJson): string | null => {
  const at = Date.parse(textOf(event['originalStart']));
  if (Number.isNaN(at)) return null;
  return event['isAllDay'] === true
    ? new Date(at + halfDayMs).toISOString().slice(0, 10)
    : `${new Date(at).toISOString().slice(0, 19)}Z`;
};

/** The occurrence at this moment as the series has it. */
export const asInSeries = ({ subject, location, start, end }: Series, at: string): Occurrence => {
  const lasts = start === null || end === null ? 0 : Date.parse(end) - Date.parse(start);
  const until = new Date(Date.parse(at) + lasts).toISOString();
  return { subject, location, start: at, end: at.length === 10 ? until.slice(0, 10) : `${until.slice(0, 19)}Z` };
};

const changedText = (at: string, occurrence: Occurrence): string => `${at} changed ${JSON.stringify(occurrence)}`;

/** The service names the day alone of one that is left out: it would have been at the hour of the series. */
const canceledAt = (id: string, { start, zone }: Series): string | null => {
  const [day] = /\d{4}-\d\d-\d\d$/.exec(id) ?? [];
  if (day === undefined || start === null) return null;
  if (start.length === 10) return day;
  const local = localIn(zone, start);
  return local === null ? null : momentOf(zone, `${day}T${local.slice(11)}`);
};

/** Those that are left out, and those that are otherwise; null where the zone of the series is not known here. */
export const exceptionsIn = (event: GraphJson, series: Series): string[] | null => {
  const left = textsIn(event['cancelledOccurrences']).map((id) => canceledAt(id, series));
  if (left.includes(null)) return null;
  const changed = listIn(event['exceptionOccurrences']).flatMap((one) => {
    const at = originalOf(one);
    const text = at === null ? null : changedText(at, occurrenceIn(one));
    return at === null || text === null || text === changedText(at, asInSeries(series, at)) ? [] : [text];
  });
  return [...new Set([...left.map((at) => `${at} canceled`), ...changed])].sort();
};

const parseChange = (text: string | undefined): Partial<Occurrence> => {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    // Nobody can tell what it was to become: the occurrence stays as the series has it.
    return {};
  }
};

export const wishesIn = (value: SyncValue | undefined): readonly Wish[] =>
  (value !== undefined && isList(value) ? value : []).flatMap((text) => {
    const [, at, how, change] = /^(\S+) (canceled|changed)(?: (.*))?$/s.exec(text) ?? [];
    const isTime = at !== undefined && !Number.isNaN(Date.parse(at));
    return isTime ? [{ at, change: how === 'canceled' ? null : parseChange(change) }] : [];
  });
