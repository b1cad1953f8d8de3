import { expect, test } from 'vitest';
import { recurrenceOf, recursUntil, ruleOf } from '#shared/graph/event-recurrence.ts';
import { windowsZones } from '#shared/graph/windows-zones.ts';
import { localIn, momentOf } from '#shared/graph/zoned-times.ts';

const berlin = { start: '2026-03-23T08:00:00Z', zone: 'W. Europe Standard Time' };
const day = { start: '2026-03-31', zone: 'UTC' };
const hourMs = 3_600_000;

test.each<[string, typeof berlin, Record<string, unknown>, string | null]>([
  ['FREQ=DAILY', berlin, { type: 'daily' }, null],
  ['FREQ=DAILY;INTERVAL=3;COUNT=4', berlin, { type: 'daily', interval: 3 }, '2026-04-01T08:00:00Z'],
  [
    'FREQ=WEEKLY;COUNT=5;BYDAY=MO,WE',
    berlin,
    { type: 'weekly', daysOfWeek: ['monday', 'wednesday'] },
    '2026-04-06T08:00:00Z',
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=SU,MO;WKST=SU',
    berlin,
    { daysOfWeek: ['sunday', 'monday'], firstDayOfWeek: 'sunday' },
    '2026-04-06T08:00:00Z',
  ],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=SU,MO', berlin, { firstDayOfWeek: 'monday' }, '2026-04-06T08:00:00Z'],
  ['FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31', day, { type: 'absoluteMonthly', dayOfMonth: 31 }, '2026-05-31T01:00:00Z'],
  [
    'FREQ=MONTHLY;COUNT=2;BYDAY=4MO',
    berlin,
    { type: 'relativeMonthly', index: 'fourth', daysOfWeek: ['monday'] },
    '2026-04-27T08:00:00Z',
  ],
  [
    'FREQ=MONTHLY;COUNT=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    day,
    { type: 'relativeMonthly', index: 'last' },
    '2026-04-30T01:00:00Z',
  ],
  [
    'FREQ=YEARLY;COUNT=2;BYMONTH=3;BYMONTHDAY=23',
    berlin,
    { type: 'absoluteYearly', month: 3, dayOfMonth: 23 },
    '2027-03-23T09:00:00Z',
  ],
  [
    'FREQ=YEARLY;COUNT=2;BYMONTH=3;BYDAY=-1TU',
    day,
    { type: 'relativeYearly', month: 3, index: 'last' },
    '2027-03-30T01:00:00Z',
  ],
  // The last day is one of the place: the moment is before the clocks change, and after.
  ['FREQ=DAILY;UNTIL=20260327T080000Z', berlin, {}, '2026-03-27T09:00:00Z'],
  ['FREQ=DAILY;UNTIL=20260401T070000Z', berlin, {}, '2026-04-01T08:00:00Z'],
  ['FREQ=DAILY;UNTIL=20260402', day, {}, '2026-04-02T01:00:00Z'],
])('Y2: the rule %s is a pattern of Outlook and back', (rule, from, pattern, until) => {
  const recurrence = recurrenceOf(rule, from);
  expect(recurrence?.['pattern']).toMatchObject(pattern);
  expect(ruleOf(recurrence, from)).toBe(rule);
  expect(recursUntil(recurrence, from, hourMs)).toBe(until);
});

test.each<[string, string]>([
  ['FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=MO'],
  ['freq=weekly;byday=mo', 'FREQ=WEEKLY;BYDAY=MO'],
  ['FREQ=DAILY;BYDAY=MO,TU', 'FREQ=WEEKLY;BYDAY=MO,TU'],
  ['FREQ=MONTHLY', 'FREQ=MONTHLY;BYMONTHDAY=23'],
  ['FREQ=YEARLY', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=23'],
  ['FREQ=DAILY;INTERVAL=1', 'FREQ=DAILY'],
])('Y2: the rule %s means what it is counted from: %s', (rule, meant) => {
  expect(ruleOf(recurrenceOf(rule, berlin), berlin)).toBe(meant);
});

test.each([
  'FREQ=HOURLY',
  'FREQ=SECONDLY;COUNT=3',
  'FREQ=DAILY;BYHOUR=9,17',
  'FREQ=YEARLY;BYWEEKNO=20',
  'FREQ=MONTHLY;BYMONTHDAY=1,15',
  'FREQ=MONTHLY;BYMONTHDAY=-2',
  'FREQ=MONTHLY;BYDAY=MO',
  'FREQ=MONTHLY;BYDAY=1MO,3MO',
  'FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=13',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;INTERVAL=1000',
  'FREQ=DAILY;COUNT=0',
  'FREQ=DAILY;COUNT=1000',
  'FREQ=DAILY;UNTIL=20260301T080000Z',
  'FREQ=DAILY;UNTIL=soon',
  'FREQ=DAILY;BYMONTH=3',
  'nonsense',
  '',
])('Y2: Outlook has no pattern for the rule "%s"', (rule) => {
  expect(recurrenceOf(rule, berlin)).toBeNull();
});

test('Y2: what recurs in no way that we know has no rule', () => {
  expect(ruleOf(null, berlin)).toBeNull();
  expect(ruleOf({ pattern: { type: 'lunar' }, range: { type: 'noEnd' } }, berlin)).toBeNull();
});

test('Y2: every zone that Windows names is one that clocks are known of, and unknown ones are', () => {
  expect(windowsZones.size).toBeGreaterThan(130);
  for (const name of windowsZones.keys()) expect(localIn(name, '2026-07-01T12:00:00Z'), name).not.toBeNull();
  expect(localIn('tzone://Microsoft/Custom', '2026-07-01T12:00:00Z')).toBeNull();
  expect(momentOf('tzone://Microsoft/Custom', '2026-07-01T12:00:00')).toBeNull();
});

test.each([
  ['W. Europe Standard Time', '2026-03-28T02:30:00', '2026-03-28T01:30:00Z'],
  ['W. Europe Standard Time', '2026-03-29T03:30:00', '2026-03-29T01:30:00Z'],
  ['Eastern Standard Time', '2026-11-02T09:00:00', '2026-11-02T14:00:00Z'],
  ['India Standard Time', '2026-11-02T09:00:00', '2026-11-02T03:30:00Z'],
  ['Europe/Madrid', '2026-07-01T09:00:00', '2026-07-01T07:00:00Z'],
  ['UTC', '2026-07-01T09:00:00', '2026-07-01T09:00:00Z'],
])('Y2: clocks of %s that show %s do so at %s', (zone, local, moment) => {
  expect(momentOf(zone, local)).toBe(moment);
  expect(localIn(zone, moment)).toBe(local);
});
