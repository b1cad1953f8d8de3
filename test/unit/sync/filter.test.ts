import { expect, test } from 'vitest';
import { type FilterGroup, type FilterRow, isTaken } from '#shared/sync/filter.ts';

const fields = {
  city: 'Málaga',
  emails: ['ana@fabrikam.example', 'ruiz@home.example'],
  due: '2026-05-04T00:00:00Z',
  notes: '',
};

const all = (...rows: (FilterRow | FilterGroup)[]): FilterGroup => ({ join: 'and', rows });
const any = (...rows: (FilterRow | FilterGroup)[]): FilterGroup => ({ join: 'or', rows });

const inMalaga: FilterRow = { field: 'city', compares: 'is', with: 'MÁLAGA' };
const inLugo: FilterRow = { field: 'city', compares: 'is', with: 'Lugo' };

test.each<[string, FilterGroup, boolean]>([
  ['is, whatever the case', all(inMalaga), true],
  ['is not', all({ field: 'city', compares: 'isNot', with: 'Lugo' }), true],
  ['contains', all({ field: 'city', compares: 'contains', with: 'lag' }), true],
  ['starts with', all({ field: 'city', compares: 'startsWith', with: 'lag' }), false],
  ['any of a list', all({ field: 'emails', compares: 'contains', with: '@home.' }), true],
  ['before', all({ field: 'due', compares: 'before', with: '2026-05-05T00:00:00Z' }), true],
  ['after', all({ field: 'due', compares: 'after', with: '2026-05-05T00:00:00Z' }), false],
  ['after, of a field that is empty', all({ field: 'notes', compares: 'after', with: '2026-05-05T00:00:00Z' }), false],
  ['empty', all({ field: 'notes', compares: 'isEmpty' }), true],
  ['a field that is not there is empty', all({ field: 'fax', compares: 'isEmpty' }), true],
  ['filled', all({ field: 'emails', compares: 'isFilled' }), true],
  ['and', all(inMalaga, inLugo), false],
  ['or', any(inMalaga, inLugo), true],
  ['a group within a group', all(any(inMalaga, inLugo), { field: 'notes', compares: 'isFilled' }), false],
  ['no rows, all of which hold', all(), true],
  ['no rows, any of which holds', any(), false],
])('Y3: %s', (_, filter, taken) => {
  expect(isTaken([filter], fields)).toBe(taken);
});

test('Y3: several filters add up, and none takes nothing', () => {
  expect(isTaken([all(inLugo), all(inMalaga)], fields)).toBe(true);
  expect(isTaken([], fields)).toBe(false);
});
