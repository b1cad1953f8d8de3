import { expect, test } from 'vitest';
import { boundBy, folderEntries, withBinding } from '../../../addin/console/mailboxes/folder-choice.ts';
import type { Rule } from '../../../addin/queries/settings.ts';

const north = { type: 'opportunity', id: 'o1' };
const listed = { items: ['Archive', 'Posteingang', 'Gesendet'], inbox: 'Posteingang', sent: 'Gesendet' };

test.each([
  ['names that the service knows in every language', ['inbox', 'SentItems'], ['inbox', 'SentItems']],
  ['names as they are listed', ['Posteingang', 'Archive'], ['Posteingang', 'Archive']],
  ['a name that is not listed', ['Posteingang', 'Projects'], ['Posteingang', 'Projects']],
  ['the inbox in another case', ['INBOX'], ['INBOX']],
])('A21: the folders of a mailbox are chosen as they are set: %s', (_case, set, written) => {
  const chosen = folderEntries(listed, set).filter(({ isSet }) => isSet);
  expect(chosen.map((entry) => entry.written)).toEqual(written);
});

test('A21: inbox and sent mail stand first, what its server does not list stands last', () => {
  const entries = folderEntries(listed, ['inbox', 'Gone']);
  expect(entries.map(({ name, use }) => [name, use])).toEqual([
    ['Posteingang', 'inbox'],
    ['Gesendet', 'sent'],
    ['Archive', null],
    ['Gone', 'unlisted'],
  ]);
});

test('A21: a folder is bound by one rule, which stays where it stands; a rule with another condition is left alone', () => {
  const other: Rule = { name: 'Other', folder: 'North', from: ['anna@fabrikam.example'], regarding: [north] };
  const bound = withBinding([other], 'North', [north]);
  expect(bound).toEqual([other, { name: 'North', enabled: true, folder: 'North', regarding: [north] }]);
  expect(boundBy(bound, ' north')).toBe(bound[1]);
  const south = { type: 'account', id: 'a1' };
  expect(withBinding([{ ...bound[1]!, enabled: false }, other], 'NORTH', [south])).toEqual([
    { ...bound[1], regarding: [south] },
    other,
  ]);
  expect(withBinding(bound, 'North', [])).toEqual([other]);
  expect(boundBy([other], 'North')).toBeNull();
});

test('A21: a rule that a long folder name makes has a name of at most 100 characters', () => {
  expect(withBinding([], 'F'.repeat(101), [north])[0]?.name).toHaveLength(100);
});
