import { expect, test } from 'vitest';
import type { Instant } from '#shared/model/instant.ts';
import type { Correlation } from '../../../../server/domain/routing/correlate.ts';
import { inheritRegarding } from '../../../../server/domain/routing/inherit-regarding.ts';
import { buildActivity, day } from '../../../support/build-facts.ts';

const pumps = { type: 'opportunity', id: 'pumps', name: 'Pumps' };
const policy = { offeredAfterDays: 180 };

const following = (changes: Partial<Correlation> = {}, sentAt: Instant | null = day(0)): Correlation => ({
  method: 'inReplyTo',
  activity: buildActivity({ sentAt, regarding: [pumps] }),
  evidence: '<a@b.test>',
  subjectChanged: false,
  trusted: true,
  ...changes,
});

const set = { regarding: [pumps], offered: [] };
const offered = { regarding: [], offered: [pumps] };
const neither = { regarding: [], offered: [] };
const later = (ms: number): Instant => (day(180) + ms) as Instant;

test.each([
  ['after a day it is set', following(), day(1), set],
  ['after exactly 180 days it is set', following(), later(0), set],
  ['a millisecond later it is offered', following(), later(1), offered],
  ['an older mail tracked afterwards counts the same distance', following({}, later(1)), day(0), offered],
  ['with a changed subject it is offered', following({ subjectChanged: true }), day(1), offered],
  ['without a date it is offered', following(), null, offered],
  ['after a mail without a date it is offered', following({}, null), day(1), offered],
] as const)('C7: %s', (_, correlation, date, expected) => {
  expect(inheritRegarding(correlation, { date }, policy)).toEqual(expected);
});

test.each([
  ['soon', following({ trusted: false }), day(1)],
  ['late', following({ trusted: false }), day(400)],
  ['with another subject', following({ trusted: false, subjectChanged: true }), day(1)],
])("C8: a stranger's mail inherits nothing and is offered nothing (%s)", (_, correlation, date) => {
  expect(inheritRegarding(correlation, { date }, policy)).toEqual(neither);
});

test('without correlation there is nothing to inherit', () => {
  expect(inheritRegarding(null, { date: day(1) }, policy)).toEqual(neither);
});

test('C7: several regardings keep their order, and the setting moves the limit', () => {
  const valves = { ...pumps, id: 'valves' };
  const correlation = following({ activity: buildActivity({ regarding: [pumps, valves] }) });
  expect(inheritRegarding(correlation, { date: day(2) }, { offeredAfterDays: 2 }).regarding).toEqual([pumps, valves]);
  expect(inheritRegarding(correlation, { date: day(3) }, { offeredAfterDays: 2 }).offered).toEqual([pumps, valves]);
});
