/** On which days a pattern of the service falls. */
import { type GraphJson, textOf, textsIn } from './item-place.ts';

const dayMs = 86_400_000;
/** A series with a number of occurrences is followed so far; beyond, it counts as one without an end. */
const mostDays = 40_000;

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const places = ['first', 'second', 'third', 'fourth'];

const numberIn = (value: unknown): number => (typeof value === 'number' ? value : 0);

interface Day {
  readonly at: Date;
  readonly start: Date;
}

const lengthOfMonth = (at: Date): number =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();

const monthsBetween = ({ at, start }: Day): number =>
  (at.getUTCFullYear() - start.getUTCFullYear()) * 12 + at.getUTCMonth() - start.getUTCMonth();

const isOfDays = (pattern: GraphJson, at: Date): boolean =>
  textsIn(pattern['daysOfWeek']).includes(weekdays[at.getUTCDay()] ?? '');

/** A month that is shorter has it on its last day. */
const isDayOfMonth = (pattern: GraphJson, { at }: Day): boolean =>
  at.getUTCDate() === Math.min(numberIn(pattern['dayOfMonth']), lengthOfMonth(at));

const isPlace = (pattern: GraphJson, { at }: Day): boolean => {
  if (!isOfDays(pattern, at)) return false;
  const taken: number[] = [];
  for (let day = 1; day <= lengthOfMonth(at); day += 1)
    if (isOfDays(pattern, new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), day)))) taken.push(day);
  const index = textOf(pattern['index']);
  return at.getUTCDate() === (index === 'last' ? taken.at(-1) : taken[Math.max(0, places.indexOf(index))]);
};

const isWeek = (pattern: GraphJson, { at, start }: Day, interval: number): boolean => {
  const first = Math.max(0, weekdays.indexOf(textOf(pattern['firstDayOfWeek'])));
  const weekOf = (day: Date): number => Math.floor((day.getTime() / dayMs - ((day.getUTCDay() - first + 7) % 7)) / 7);
  return (weekOf(at) - weekOf(start)) % interval === 0 && isOfDays(pattern, at);
};

const isMonth = (pattern: GraphJson, { at }: Day): boolean => at.getUTCMonth() + 1 === numberIn(pattern['month']);

type Falls = (pattern: GraphJson, day: Day, interval: number) => boolean;

const isTurn = (day: Day, interval: number): boolean => monthsBetween(day) % interval === 0;
const isYear = ({ at, start }: Day, interval: number): boolean =>
  (at.getUTCFullYear() - start.getUTCFullYear()) % interval === 0;

const fallsOn: Readonly<Record<string, Falls>> = {
  daily: (_, { at, start }, interval) => Math.round((at.getTime() - start.getTime()) / dayMs) % interval === 0,
  weekly: isWeek,
  absoluteMonthly: (pattern, day, interval) => isTurn(day, interval) && isDayOfMonth(pattern, day),
  relativeMonthly: (pattern, day, interval) => isTurn(day, interval) && isPlace(pattern, day),
  absoluteYearly: (pattern, day, interval) =>
    isYear(day, interval) && isMonth(pattern, day) && isDayOfMonth(pattern, day),
  relativeYearly: (pattern, day, interval) => isYear(day, interval) && isMonth(pattern, day) && isPlace(pattern, day),
};

const falls = (pattern: GraphJson, day: Day): boolean =>
  fallsOn[textOf(pattern['type'])]?.(pattern, day, Math.max(1, numberIn(pattern['interval']))) ?? false;

/** The day of the last occurrence of a range with a number of them; null where that is too far away. */
export const lastDayOf = (pattern: GraphJson, range: GraphJson): string | null => {
  const start = new Date(`${textOf(range['startDate'])}T00:00:00Z`);
  let left = numberIn(range['numberOfOccurrences']);
  if (Number.isNaN(start.getTime())) return null;
  for (let n = 0; n < mostDays; n += 1) {
    const at = new Date(start.getTime() + n * dayMs);
    if (falls(pattern, { at, start })) left -= 1;
    if (left <= 0) return at.toISOString().slice(0, 10);
  }
  return null;
};
