/** Series of appointments between the rule of RFC 5545 section 3.3.10 and the pattern that the service has for it. */
import { type GraphJson, objectIn, textOf, textsIn } from './item-place.ts';
import { lastDayOf } from './recurring-days.ts';
import { localIn, momentOf } from './zoned-times.ts';

const codes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const places = ['first', 'second', 'third', 'fourth', 'last'] as const;
const ordinals = ['1', '2', '3', '4', '-1'] as const;

/** What a rule is counted from: when the series begins, a day or a moment of UTC, and whose clocks it follows. */
export interface SeriesStart {
  readonly start: string;
  readonly zone: string;
}

const isDay = ({ start }: SeriesStart): boolean => start.length === 10;

/** As the clocks show it there; by UTC where nobody knows them. */
const localStart = (from: SeriesStart): string =>
  isDay(from) ? `${from.start}T00:00:00` : (localIn(from.zone, from.start) ?? from.start.slice(0, 19));

const compact = (moment: string): string => moment.replaceAll(/[-:]/g, '');

const numberIn = (value: unknown): number => (typeof value === 'number' ? value : 0);

const daysIn = (pattern: GraphJson): string[] =>
  textsIn(pattern['daysOfWeek']).flatMap((day) => codes[weekdays.indexOf(day as never)] ?? []);

const ordinalIn = (pattern: GraphJson): string => ordinals[places.indexOf(textOf(pattern['index']) as never)] ?? '1';

/** `2MO`, or several days and which of them. */
const relativeDays = (pattern: GraphJson): string[] => {
  const days = daysIn(pattern);
  return days.length === 1
    ? [`BYDAY=${ordinalIn(pattern)}${days.join('')}`]
    : [`BYDAY=${days.join(',')}`, `BYSETPOS=${ordinalIn(pattern)}`];
};

const patternParts = (pattern: GraphJson): readonly string[] | null => {
  const month = `BYMONTH=${numberIn(pattern['month'])}`;
  const dayOfMonth = `BYMONTHDAY=${numberIn(pattern['dayOfMonth'])}`;
  switch (pattern['type']) {
    case 'daily':
      return ['FREQ=DAILY'];
    case 'weekly':
      return ['FREQ=WEEKLY', `BYDAY=${daysIn(pattern).join(',')}`];
    case 'absoluteMonthly':
      return ['FREQ=MONTHLY', dayOfMonth];
    case 'relativeMonthly':
      return ['FREQ=MONTHLY', ...relativeDays(pattern)];
    case 'absoluteYearly':
      return ['FREQ=YEARLY', month, dayOfMonth];
    case 'relativeYearly':
      return ['FREQ=YEARLY', month, ...relativeDays(pattern)];
    default:
      return null;
  }
};

const untilOf = (range: GraphJson, from: SeriesStart): string => {
  const day = textOf(range['endDate']);
  if (isDay(from)) return day;
  const local = `${day}T${localStart(from).slice(11)}`;
  return momentOf(from.zone, local) ?? `${local}Z`;
};

const endParts = (range: GraphJson, from: SeriesStart): string[] => {
  if (range['type'] === 'numbered') return [`COUNT=${numberIn(range['numberOfOccurrences'])}`];
  return range['type'] === 'endDate' ? [`UNTIL=${compact(untilOf(range, from))}`] : [];
};

/** A rule, without `RRULE:`; null for what does not recur, or in no way that we know. */
export const ruleOf = (recurrence: unknown, from: SeriesStart): string | null => {
  const { pattern, range } = objectIn(recurrence);
  const [freq, ...days] = patternParts(objectIn(pattern)) ?? [];
  if (freq === undefined) return null;
  const interval = numberIn(objectIn(pattern)['interval']);
  const weekStart = codes[weekdays.indexOf(textOf(objectIn(pattern)['firstDayOfWeek']) as never)] ?? 'MO';
  return [
    freq,
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...endParts(objectIn(range), from),
    ...days,
    ...(freq === 'FREQ=WEEKLY' && interval > 1 && weekStart !== 'MO' ? [`WKST=${weekStart}`] : []),
  ].join(';');
};

/** When the last occurrence ends, which lasts so long; null: it has no end. */
export const recursUntil = (recurrence: unknown, from: SeriesStart, lastsMs: number): string | null => {
  const { pattern, range } = objectIn(recurrence);
  const { type } = objectIn(range);
  if (type !== 'numbered' && type !== 'endDate') return null;
  const local = localStart(from);
  const day = type === 'endDate' ? textOf(objectIn(range)['endDate']) : lastDayOf(objectIn(pattern), objectIn(range));
  if (day === null) return null;
  const last = isDay(from) ? `${day}T00:00:00Z` : (momentOf(from.zone, `${day}T${local.slice(11)}`) ?? '');
  const end = Date.parse(last) + lastsMs;
  return Number.isNaN(end) ? null : `${new Date(end).toISOString().slice(0, 19)}Z`;
};

type Parts = Readonly<Record<string, string>>;

const parse = (rule: string): Parts =>
  Object.fromEntries(
    rule
      .toUpperCase()
      .split(';')
      .filter((part) => part !== '')
      .map((part) => part.split('=') as [string, string]),
  );

const known: ReadonlySet<string> = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYMONTH',
  'BYDAY',
  'BYMONTHDAY',
  'BYSETPOS',
  'WKST',
]);

const dayNames = (codesGiven: string): string[] | null => {
  const days = codesGiven.split(',').map((code) => weekdays[codes.indexOf(code as never)]);
  return days.every((day) => day !== undefined) ? days : null;
};

/** Which days of a month: `2MO`, `MO,TU` with BYSETPOS, a day of the month, or that of the start. */
const monthly = (parts: Parts, day: number): GraphJson | null => {
  const { BYDAY: byDay, BYMONTHDAY: byMonthDay = String(day), BYSETPOS: position } = parts;
  if (byDay === undefined) {
    const isOne = /^\d{1,2}$/.test(byMonthDay) && position === undefined;
    return isOne ? { type: 'absoluteMonthly', dayOfMonth: Number(byMonthDay) } : null;
  }
  const [, ordinal = position, names = ''] = /^(-?\d)?([A-Z]{2}(?:,[A-Z]{2})*)$/.exec(byDay) ?? [];
  const index = places[ordinals.indexOf(ordinal as never)];
  const daysOfWeek = dayNames(names);
  if (index === undefined || daysOfWeek === null || parts['BYMONTHDAY'] !== undefined) return null;
  return { type: 'relativeMonthly', index, daysOfWeek };
};

const weekly = (parts: Parts, local: string): GraphJson | null => {
  const own = codes[new Date(`${local}Z`).getUTCDay()] ?? 'MO';
  const daysOfWeek = dayNames(parts['BYDAY'] ?? own);
  const firstDayOfWeek = weekdays[codes.indexOf((parts['WKST'] ?? 'MO') as never)];
  return daysOfWeek === null || firstDayOfWeek === undefined ? null : { type: 'weekly', daysOfWeek, firstDayOfWeek };
};

const yearly = (parts: Parts, local: string): GraphJson | null => {
  const month = Number(parts['BYMONTH'] ?? local.slice(5, 7));
  const days = monthly(parts, Number(local.slice(8, 10)));
  if (days === null || !Number.isInteger(month) || month < 1 || month > 12) return null;
  return { ...days, type: days['type'] === 'absoluteMonthly' ? 'absoluteYearly' : 'relativeYearly', month };
};

const daily = (parts: Parts, local: string, interval: number): GraphJson | null => {
  if (parts['BYMONTHDAY'] !== undefined || parts['BYSETPOS'] !== undefined) return null;
  if (parts['BYDAY'] === undefined) return { type: 'daily' };
  return interval === 1 ? weekly(parts, local) : null;
};

const daysOf = (parts: Parts, local: string, interval: number): GraphJson | null => {
  const { FREQ: freq } = parts;
  if (freq === 'YEARLY') return yearly(parts, local);
  if (parts['BYMONTH'] !== undefined) return null;
  if (freq === 'DAILY') return daily(parts, local, interval);
  if (freq === 'WEEKLY') return weekly(parts, local);
  return freq === 'MONTHLY' ? monthly(parts, Number(local.slice(8, 10))) : null;
};

const patternOf = (parts: Parts, local: string): GraphJson | null => {
  const interval = Number(parts['INTERVAL'] ?? 1);
  if (!Number.isInteger(interval) || interval < 1 || interval > 999) return null;
  const found = daysOf(parts, local, interval);
  return found === null ? null : { ...found, interval };
};

/** The last day by the clocks of the place; null for what is none. */
const lastDay = (until: string, from: SeriesStart): string | null => {
  const [, y = '', m = '', d = '', time] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{6})Z?)?$/.exec(until) ?? [];
  if (y === '') return null;
  const day = `${y}-${m}-${d}`;
  if (time === undefined || isDay(from)) return day;
  return localIn(from.zone, `${day}T${time.replace(/(\d\d)(\d\d)(\d\d)/, '$1:$2:$3')}Z`)?.slice(0, 10) ?? day;
};

const rangeOf = (parts: Parts, from: SeriesStart): GraphJson | null => {
  const startDate = localStart(from).slice(0, 10);
  const base = { startDate, recurrenceTimeZone: from.zone };
  const { COUNT: count, UNTIL: until } = parts;
  if (count !== undefined) {
    const isNumber = /^\d{1,3}$/.test(count) && Number(count) > 0;
    return isNumber ? { ...base, type: 'numbered', numberOfOccurrences: Number(count) } : null;
  }
  if (until === undefined) return { ...base, type: 'noEnd' };
  const endDate = lastDay(until, from);
  return endDate === null || endDate < startDate ? null : { ...base, type: 'endDate', endDate };
};

/** The pattern and range of a rule; null where the service has none for it. */
export const recurrenceOf = (rule: string, from: SeriesStart): GraphJson | null => {
  const parts = parse(rule);
  if (Object.keys(parts).some((name) => !known.has(name))) return null;
  const pattern = patternOf(parts, localStart(from));
  const range = rangeOf(parts, from);
  return pattern === null || range === null ? null : { pattern, range };
};
