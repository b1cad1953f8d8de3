import type { Instant } from '#shared/model/instant.ts';
import { expect, test } from 'vitest';
import { failingProfiles, type ProfileMember } from '../../../../server/domain/mailbox/profile-health.ts';

const now = 10_000_000 as Instant;
const hourMs = 3_600_000;
const member = (state: ProfileMember['state'], ago = 0, given: Partial<ProfileMember> = {}): ProfileMember => ({
  profile: 'mail.test',
  enabled: true,
  state,
  since: (now - ago) as Instant,
  ...given,
});
const [works, broke] = [member('working'), member('failing')];

const cases: readonly (readonly [string, readonly ProfileMember[], boolean])[] = [
  ['none', [], false],
  ['one of one', [broke], false],
  ['one of two', [broke, works], false],
  ['two of two', [broke, broke], true],
  ['two of three', [broke, broke, works], true],
  ['two of four', [broke, broke, works, works], false],
  ['two of two, one of them since long ago', [broke, member('failing', 24 * hourMs)], true],
  ['two of two, one of them stopped an hour ago', [broke, member('stopped', hourMs)], true],
  ['two of two, one of them stopped longer ago', [broke, member('stopped', hourMs + 1)], false],
  ['two of two that a person must mend', [broke, member('stopped')], true],
  ['two of three, one of which asks a person', [broke, broke, member('asking')], true],
  ['one of two, the other was never tried', [broke, member('new')], false],
  ['two of two at two servers', [broke, member('failing', 0, { profile: 'other.test' })], false],
  ['two of two, one of them switched off', [broke, member('failing', 0, { enabled: false })], false],
  [
    'two of two, and two that are switched off work',
    [broke, broke, ...Array<ProfileMember>(2).fill(member('working', 0, { enabled: false }))],
    true,
  ],
];

test.each(cases)(
  'Y10: a profile fails when more than half of it failed within an hour: %s',
  (_what, members, expected) => {
    expect(failingProfiles(members, now).map(({ profile }) => profile)).toEqual(expected ? ['mail.test'] : []);
  },
);

test('Y10: each profile is judged by itself, by name, with its numbers', () => {
  const other = { profile: 'a.test' };
  expect(
    failingProfiles(
      [broke, member('failing', 5), works, member('stopped', 0, other), member('failing', 0, other)],
      now,
    ),
  ).toEqual([
    { profile: 'a.test', failing: 2, of: 2, since: now },
    { profile: 'mail.test', failing: 2, of: 3, since: now - 5 },
  ]);
});
