import type { AppointmentSeries } from './appointment.ts';

/** What Office.js tells of a pattern. */
export type Pattern = Pick<Office.Recurrence, 'recurrenceType' | 'recurrenceProperties' | 'seriesTime'>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const furthestBehindMs = 10 * 60 * minuteMs;
const weekDays: Readonly<Record<string, string>> = {
  sun: 'SU',
  mon: 'MO',
  tue: 'TU',
  wed: 'WE',
  thu: 'TH',
  fri: 'FR',
  sat: 'SA',
  day: 'MO,TU,WE,TH,FR,SA,SU',
  weekday: 'MO,TU,WE,TH,FR',
  weekendDay: 'SA,SU',
};
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const positions: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };
const frequencies: Readonly<Record<string, string>> = {
  daily: 'DAILY',
  weekday: 'WEEKLY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY',
  yearly: 'YEARLY',
};

/** RFC 5545 writes a moment of a rule without its punctuation. */
const compact = (moment: string): string => moment.replace(/[-:]/g, '');

export const momentOf = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

type Properties = Readonly<Partial<Record<keyof Office.RecurrenceProperties, unknown>>>;

const dayRule = (type: string, properties: Properties): string[] => {
  const { days, dayOfMonth, dayOfWeek, weekNumber } = properties;
  if (type === 'weekday') return [`BYDAY=${weekDays['weekday']}`];
  if (type === 'weekly' && Array.isArray(days)) return [`BYDAY=${days.map((day) => weekDays[String(day)]).join(',')}`];
  const names = weekDays[String(dayOfWeek)];
  const position = positions[String(weekNumber)];
  if (names !== undefined && position !== undefined)
    return names.includes(',') ? [`BYDAY=${names}`, `BYSETPOS=${position}`] : [`BYDAY=${position}${names}`];
  return typeof dayOfMonth === 'number' && dayOfMonth > 0 ? [`BYMONTHDAY=${dayOfMonth}`] : [];
};

const ruleOf = ({ recurrenceType, recurrenceProperties }: Pattern, until: string | null): string => {
  const type: string = recurrenceType;
  const properties: Properties = recurrenceProperties ?? {};
  const { interval, month } = properties;
  const monthNumber = months.indexOf(String(month)) + 1;
  return [
    `FREQ=${frequencies[type] ?? 'DAILY'}`,
    ...(typeof interval === 'number' && interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(type === 'yearly' && monthNumber > 0 ? [`BYMONTH=${monthNumber}`] : []),
    ...dayRule(type, properties),
    ...(until === null ? [] : [`UNTIL=${compact(until)}`]),
  ].join(';');
};

/**
 * The series behind a pattern. Its own hour is told without a zone that a browser knows, so the zone's distance from UTC is
 * that of the occurrence (or of the series) that is open, which begins at `start`, in milliseconds since 1970.
 */
export const seriesOf = (pattern: Pattern, start: number, outlookId: string | null): AppointmentSeries => {
  const { seriesTime } = pattern;
  const local = Date.parse(`${seriesTime.getStartDate()}${seriesTime.getStartTime()}Z`.replace(/(\.\d+)?Z$/, 'Z'));
  // Zones stand between ten hours behind UTC and fourteen ahead of it, but for a few islands.
  const distance = (((local - start) % dayMs) + dayMs + furthestBehindMs) % dayMs;
  const offset = distance - furthestBehindMs;
  const begins = local - offset;
  const lengthMs = seriesTime.getDuration() * minuteMs;
  const lastDay = seriesTime.getEndDate() as string | null;
  const lastStart = lastDay ? begins + Date.parse(lastDay) - Date.parse(seriesTime.getStartDate()) : null;
  return {
    outlookId,
    start: momentOf(begins),
    end: momentOf(begins + lengthMs),
    rule: ruleOf(pattern, lastStart === null ? null : momentOf(lastStart)),
    until: lastStart === null ? null : momentOf(lastStart + lengthMs),
  };
};
