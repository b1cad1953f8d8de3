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

const falls = (pattern: GraphJson, day: Day): boolean => {
  const interval = Math.max(1, numberIn(pattern['interval']));
  const isTurn = monthsBetween(day) % interval === 0;
  const isYear = (day.at.getUTCFullYear() - day.start.getUTCFullYear()) % interval === 0;
  switch (pattern['type']) {
    case 'daily':
      return Math.round((day.at.getTime() - day.start.getTime()) / dayMs) % interval === 0;
    case 'weekly':
      return isWeek(pattern, day, interval);
    case 'absoluteMonthly':
      return isTurn && isDayOfMonth(pattern, day);
    case 'relativeMonthly':
      return isTurn && isPlace(pattern, day);
    case 'absoluteYearly':
      return isYear && isMonth(pattern, day) && isDayOfMonth(pattern, day);
    case 'relativeYearly':
      return isYear && isMonth(pattern, day) && isPlace(pattern, day);
    default:
      return false;
  }
};

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
