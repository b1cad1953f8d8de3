/** Times and occurrences of events in the fake service. */
import { BadRequest } from './exchange.ts';
import type { GraphItem } from './items.ts';

export interface Time {
  readonly dateTime: string;
  readonly timeZone: string;
}

/** What became of single occurrences, by the day on which they would have been. */
type Occurrences = Readonly<Record<string, { readonly gone?: true; readonly changes?: Record<string, unknown> }>>;

const dayMs = 86_400_000;

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

const shownInBerlin = (at: number): number => {
  const parts = clock.formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
};

/** The moment of a time as it was written, in one of the two zones that tests write in. */
export const momentOfTime = ({ dateTime, timeZone }: Time): number => {
  const wanted = Date.parse(`${dateTime.slice(0, 19)}Z`);
  if (Number.isNaN(wanted)) throw new BadRequest(`no such time: ${dateTime}`);
  if (timeZone === 'UTC') return wanted;
  const hours = timeZone === 'W. Europe Standard Time' ? [1, 2] : [];
  const found = hours.map((ahead) => wanted - ahead * 3_600_000).find((at) => shownInBerlin(at) === wanted);
  if (found === undefined) throw new BadRequest(`no such time: ${dateTime} ${timeZone}`);
  return found;
};

export const inUtc = (at: number): Time => ({
  dateTime: `${new Date(at).toISOString().slice(0, 19)}.0000000`,
  timeZone: 'UTC',
});

export const startOf = ({ properties }: GraphItem): Time => properties['start'] as Time;
export const endOf = ({ properties }: GraphItem): Time => properties['end'] as Time;

interface Recurrence {
  readonly pattern: { readonly type: string; readonly interval: number; readonly daysOfWeek?: readonly string[] };
  readonly range: {
    readonly type: string;
    readonly startDate: string;
    readonly endDate?: string;
    readonly numberOfOccurrences?: number;
  };
}

export const recurrenceOf = ({ properties }: GraphItem): Recurrence | null =>
  (properties['recurrence'] as Recurrence | null | undefined) ?? null;

export const occurrencesOf = ({ properties }: GraphItem): Occurrences =>
  (properties['@occurrences'] as Occurrences | undefined) ?? {};

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const farthest = 600;

type Range = Recurrence['range'];

const isBeyond = ({ type, endDate = '', numberOfOccurrences = 0 }: Range, day: string, before: number): boolean =>
  (type === 'endDate' && day > endDate) || (type === 'numbered' && before >= numberOfOccurrences);

const falls = ({ type, interval, daysOfWeek }: Recurrence['pattern'], at: Date, n: number): boolean =>
  (daysOfWeek?.includes(weekdays[at.getUTCDay()] ?? '') ?? true) &&
  (type === 'weekly' ? Math.floor(n / 7) : n) % interval === 0;

/** Days of a series, gone ones too; of patterns by days and weeks, of which tests make series. */
export const daysOfSeries = (item: GraphItem): string[] => {
  const recurrence = recurrenceOf(item);
  if (recurrence === null) return [];
  const { pattern, range } = recurrence;
  const first = Date.parse(`${range.startDate}T00:00:00Z`);
  const days: string[] = [];
  for (let n = 0; n < farthest; n += 1) {
    const at = new Date(first + n * dayMs);
    const day = at.toISOString().slice(0, 10);
    if (isBeyond(range, day, days.length)) break;
    if (falls(pattern, at, n)) days.push(day);
  }
  return days;
};

export const startOn = (item: GraphItem, day: string): number => {
  const { dateTime, timeZone } = startOf(item);
  return momentOfTime({ dateTime: `${day}${dateTime.slice(10)}`, timeZone });
};

export const lastsMs = (item: GraphItem): number => momentOfTime(endOf(item)) - momentOfTime(startOf(item));
