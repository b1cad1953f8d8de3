import { expect, test } from 'vitest';
import { type Pattern, seriesOf } from '../../../addin/office/series.ts';

const patternOf = (
  recurrenceType: string,
  recurrenceProperties: object,
  { day = '2026-03-02', last = null as string | null, time = 'T10:00:00.000' } = {},
) =>
  ({
    recurrenceType,
    recurrenceProperties,
    seriesTime: {
      getStartDate: () => day,
      getStartTime: () => time,
      getEndDate: () => last,
      getDuration: () => 30,
    },
  }) as unknown as Pattern;

const third = Date.parse('2026-03-16T09:00:00Z');

test('P11: a series begins at the hour that its occurrence tells, whatever its zone', () => {
  expect(seriesOf(patternOf('weekly', { days: ['mon'] }), third, 'AAMk')).toEqual({
    outlookId: 'AAMk',
    start: '2026-03-02T09:00:00Z',
    end: '2026-03-02T09:30:00Z',
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    until: null,
  });
  const auckland = patternOf('daily', {}, { time: 'T08:00:00.000' });
  expect(seriesOf(auckland, Date.parse('2026-03-10T19:00:00Z'), null).start).toBe('2026-03-01T19:00:00Z');
});

test('P11: a series that ends says when its last occurrence begins and is over', () => {
  const series = seriesOf(patternOf('daily', { interval: 2 }, { last: '2026-03-10' }), third, null);
  expect(series).toMatchObject({ rule: 'FREQ=DAILY;INTERVAL=2;UNTIL=20260310T090000Z', until: '2026-03-10T09:30:00Z' });
});

test.each<[string, string, object, string]>([
  ['every working day', 'weekday', {}, 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['a day of the month', 'monthly', { dayOfMonth: 15, interval: 1 }, 'FREQ=MONTHLY;BYMONTHDAY=15'],
  ['the second Tuesday', 'monthly', { dayOfWeek: 'tue', weekNumber: 'second' }, 'FREQ=MONTHLY;BYDAY=2TU'],
  [
    'the last working day',
    'monthly',
    { dayOfWeek: 'weekday', weekNumber: 'last' },
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
  ],
  ['a day of the year', 'yearly', { month: 'nov', dayOfMonth: 3 }, 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=3'],
])('P11: %s as a rule of RFC 5545', (_, type, properties, rule) => {
  expect(seriesOf(patternOf(type, properties), third, null).rule).toBe(rule);
});
