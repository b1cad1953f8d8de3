import { expect, test } from 'vitest';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import { type Given, gone, item, link, now, plan, record, told, unmarked } from '../../support/sync/planned.ts';

const removing = { rules: { ...kinds.contact, onDeletion: { crm: 'remove', mailbox: 'remove' } } } as const;
const keeping = { rules: { ...removing.rules, isKept: () => true } } as const;
const everywhere = { complete: true, links: [] } as const;

test.each<[string, Given, string[]]>([
  ['nothing changed', { crm: [record()], mailbox: [item()] }, []],
  ['a view that names nothing', {}, []],
  ['changed in the CRM', { crm: [record({ notes: 'new' })] }, ['merge: notes to mailbox']],
  ['changed in the mailbox', { mailbox: [item({ notes: 'new' })] }, ['merge: notes to crm']],
  [
    'Y5: different fields on both sides',
    { crm: [record({ notes: 'new' })], mailbox: [item({ jobTitle: 'Head' })] },
    ['merge: jobTitle to crm, notes to mailbox'],
  ],
  [
    'Y5: the same change on both sides',
    { crm: [record({ notes: 'new' })], mailbox: [item({ notes: 'new' })] },
    ['merge: nothing'],
  ],
  ['a revision that moved alone', { mailbox: [item({}, { revision: '9' })] }, ['merge: nothing']],
  [
    'Y5: the same field on both sides, the CRM decides',
    { crm: [record({ notes: 'ours' })], mailbox: [item({ notes: 'theirs' })] },
    ['merge: notes to mailbox, notes of mailbox lost'],
  ],
  [
    'Y5: the mailbox decides',
    { crm: [record({ notes: 'a' })], mailbox: [item({ notes: 'b' })], policy: { conflicts: 'mailbox' } },
    ['merge: notes to crm, notes of crm lost'],
  ],
  [
    'Y5: the newer decides',
    {
      crm: [record({ notes: 'a' })],
      mailbox: [item({ notes: 'b' }, { modifiedAt: now + 1 })],
      policy: { conflicts: 'newer' },
    },
    ['merge: notes to crm, notes of crm lost'],
  ],
  [
    'Y5: equally new, the CRM decides',
    { crm: [record({ notes: 'a' })], mailbox: [item({ notes: 'b' })], policy: { conflicts: 'newer' } },
    ['merge: notes to mailbox, notes of mailbox lost'],
  ],
  [
    'Y5: a person is asked',
    { crm: [record({ notes: 'a' })], mailbox: [item({ notes: 'b' })], policy: { conflicts: 'ask' } },
    ['merge: notes asked'],
  ],
  [
    'Y5: the answer of a person decides',
    {
      links: [{ ...link, unsettled: ['notes'] }],
      crm: [record({ notes: 'a' })],
      mailbox: [item({ notes: 'b' })],
      policy: { conflicts: 'ask' },
      answers: { notes: 'mailbox' },
    },
    ['merge: notes to crm, notes of crm lost'],
  ],
  [
    'a field that both differ in is not written over unseen',
    { links: [{ ...link, unsettled: ['notes'] }], crm: [record({ notes: 'a' })] },
    ['merge: nothing'],
  ],
  [
    'Y2: a field that goes to the mailbox only',
    {
      crm: [record({ notes: 'a' })],
      mailbox: [item({ jobTitle: 'b' })],
      policy: { directions: { notes: 'toMailbox', jobTitle: 'toMailbox' } },
    },
    ['merge: notes to mailbox'],
  ],
  [
    'Y2: what it overwrites is kept in the undo log',
    { crm: [record({ notes: 'a' })], mailbox: [item({ notes: 'b' })], policy: { directions: { notes: 'toMailbox' } } },
    ['merge: notes to mailbox, notes of mailbox lost'],
  ],
  [
    'Y2: a field that goes nowhere',
    { crm: [record({ notes: 'a' })], policy: { directions: { notes: 'none' } } },
    ['merge: nothing'],
  ],
  [
    'a read-only item takes nothing',
    { crm: [record({ notes: 'a' })], mailbox: [item({}, { writable: false })] },
    ['merge: nothing'],
  ],
  ['Y7: an item that lost its mark gets it back', { mailbox: [unmarked()] }, ['merge: mark']],
  ['Y6: deleted in the CRM', { crm: [gone('r1')] }, ['remove on mailbox']],
  ['Y6: a contact deleted in the mailbox', { mailbox: [gone('m1')] }, ['unlink: deletedInMailbox']],
  ['Y6: deleted in the mailbox where that removes', { mailbox: [gone('m1')], policy: removing }, ['remove on crm']],
  ['Y6: kept by its rule', { mailbox: [gone('m1')], policy: keeping }, ['unlink: keptByRule']],
  [
    'Y6: deleted in the CRM, read-only in the mailbox',
    { crm: [gone('r1')], mailbox: [item({}, { writable: false })] },
    ['unlink: readOnly'],
  ],
  ['deleted on both sides', { crm: [gone('r1')], mailbox: [gone('m1')] }, ['unlink: deletedInBoth']],
  ['missing in complete views', { complete: true, crm: [record()] }, ['unlink: deletedInMailbox']],
  [
    'deleted in the CRM, changed in the mailbox',
    { crm: [gone('r1')], mailbox: [item({ notes: 'new' })] },
    ['restore on crm'],
  ],
  [
    'deleted in the mailbox, changed in the CRM',
    { crm: [record({ notes: 'new' })], mailbox: [gone('m1')] },
    ['restore on mailbox'],
  ],
  [
    'Y11: what we began to remove, and the record is wanted again',
    { links: [{ ...link, state: 'removing' }], crm: [record()], mailbox: [gone('m1')], policy: removing },
    ['restore on mailbox'],
  ],
  [
    'Y11: what we began to write anew',
    { links: [{ ...link, state: 'rewriting' }], crm: [record()], mailbox: [gone('m1')], policy: removing },
    ['restore on mailbox'],
  ],
  [
    'Y11: what we began to remove and is still there',
    { links: [{ ...link, state: 'removing' }], crm: [gone('r1')], mailbox: [item()] },
    ['remove on mailbox'],
  ],
  ['Y4: out of the filter', { crm: [record({}, { scope: 'outside' })] }, ['suspend: outsideFilter']],
  ['Y4: out of sight', { crm: [record({}, { scope: 'unreadable' })] }, ['suspend: accessLost']],
  [
    'Y4: out of the filter, where a setting removes',
    { crm: [record({}, { scope: 'outside' })], policy: { onLeaving: 'remove' } },
    ['remove on mailbox'],
  ],
  [
    'Y4: but not what the person changed',
    {
      crm: [record({}, { scope: 'outside' })],
      mailbox: [item({ notes: 'new' })],
      policy: { onLeaving: 'remove' },
    },
    ['suspend: outsideFilter'],
  ],
  [
    'Y4: still out of the filter',
    { links: [{ ...link, state: 'suspended' }], crm: [record({ notes: 'a' }, { scope: 'outside' })] },
    [],
  ],
  [
    'Y4: back in the filter, both are brought together',
    { links: [{ ...link, state: 'suspended' }], crm: [record({ notes: 'a' })], mailbox: [item({ jobTitle: 'b' })] },
    ['merge: jobTitle to crm, notes to mailbox'],
  ],
  [
    'Y4: deleted in the CRM while it was out of the filter',
    { links: [{ ...link, state: 'suspended' }], crm: [gone('r1')], mailbox: [item()] },
    ['unlink: deletedInCrm'],
  ],
  ['new in the CRM', { ...everywhere, crm: [record()] }, ['create from crm r1']],
  ['Y13: new and tracked in the mailbox', { ...everywhere, mailbox: [unmarked()] }, ['create from mailbox m1']],
  ['Y13: not tracked', { ...everywhere, mailbox: [unmarked({}, { scope: 'outside' })] }, []],
  [
    'Y7: equal items meet for the first time',
    { ...everywhere, crm: [record()], mailbox: [unmarked({}, { scope: 'outside' })] },
    ['link: nothing'],
  ],
  [
    'Y7: what one lacks the other gives',
    { ...everywhere, crm: [record({ notes: '' })], mailbox: [unmarked({ jobTitle: null })] },
    ['link: notes to crm, jobTitle to mailbox'],
  ],
  [
    'Y7: two alike on one side, one on the other',
    { ...everywhere, crm: [record(), record({}, { id: 'r2' })], mailbox: [unmarked()] },
    ['link: nothing', 'create from crm r2'],
  ],
  ['Y11: written by a cycle that was cut off', { links: [], crm: [record()], mailbox: [item()] }, ['link: nothing']],
  ['Y7: a copy of a linked item', { mailbox: [item({}, { id: 'm2' })] }, ['leave m2: copy']],
  [
    'what was set apart is not made again',
    {
      links: [],
      crm: [record()],
      mailbox: [item()],
      apart: { crm: ['r1'], mailbox: ['m1'] },
    },
    [],
  ],
  [
    'a record that is tracked anew takes its item back',
    { links: [], crm: [record()], mailbox: [item()], apart: { crm: [], mailbox: ['m1'] } },
    ['link: nothing'],
  ],
])('Y1: %s', (_, given, expected) => {
  expect(told(plan(given))).toEqual(expected);
});

test('Y13: fields that go the other way are not handed on', () => {
  const [action] = plan({
    ...everywhere,
    crm: [record()],
    policy: { directions: { fullName: 'both', notes: 'toMailbox', jobTitle: 'toCrm', emails: 'none' } },
  });
  expect(action).toMatchObject({ do: 'create', fields: { fullName: 'Ana Ruiz', notes: 'met in May' } });
  expect(action).not.toHaveProperty('fields.jobTitle');
});

test('the plan of a plan that was carried out is empty', () => {
  const [action] = plan({ crm: [record({ notes: 'new' })], mailbox: [item({ jobTitle: 'Head' })] });
  if (action?.do !== 'merge') throw new Error('no merge');
  const { merge } = action;
  const settled = { ...link, base: merge.base, crmRevision: '3', mailboxRevision: '3' };
  const crm = record({ notes: 'new', ...merge.writes.crm }, { revision: '3' });
  const mailbox = item({ jobTitle: 'Head', ...merge.writes.mailbox }, { revision: '3' });
  expect(plan({ links: [settled], crm: [crm], mailbox: [mailbox], complete: true })).toEqual([]);
});

test('Y2: what a mailbox gives an item of its own accord comes to the record, and does not count as a change of it', () => {
  const policy = {
    ...removing,
    directions: { ...kinds.contact.directions, jobTitle: 'given', city: 'toCrm' },
  } as const;
  const [made] = plan({ ...everywhere, crm: [record()], policy });
  expect(made).toMatchObject({ do: 'create', fields: { jobTitle: 'Buyer' } });
  const theirs = item({ jobTitle: 'Theirs', city: 'Madrid' }, { revision: '9' });
  const [merged] = plan({ mailbox: [theirs], policy });
  expect(merged).toMatchObject({
    merge: { writes: { crm: { jobTitle: 'Theirs', city: 'Madrid' }, mailbox: {} }, lost: [] },
  });
  expect(told(plan({ crm: [gone('r1')], mailbox: [theirs], policy }))).toEqual(['remove on mailbox']);
});

const [a, b, c] = ['a@x.example', 'b@x.example', 'c@x.example'];

test.each<[string, { agreed?: string[]; ours: string[]; theirs: string[] }, string[]]>([
  ['a list written in part goes on', { agreed: [a], ours: [a, b, c], theirs: [a, b] }, ['merge: emails to mailbox']],
  ['one that the mailbox took further', { agreed: [a], ours: [a, b], theirs: [a, b, c] }, ['merge: emails to crm']],
  ['entries taken out in part', { agreed: [a, b, c], ours: [a], theirs: [a, c] }, ['merge: emails to mailbox']],
  [
    'all entries taken out, where the other side kept one',
    { agreed: [a, b], ours: [a], theirs: [] },
    ['merge: emails to mailbox, emails of mailbox lost'],
  ],
  ['written in part, never agreed on', { ours: [a, b], theirs: [a] }, ['merge: emails to mailbox']],
  [
    'each added one of its own',
    { agreed: [a], ours: [a, b], theirs: [a, c] },
    ['merge: emails to mailbox, emails of mailbox lost'],
  ],
  [
    'one adds what the other leaves, and takes another out',
    { agreed: [a, b], ours: [a, b, c], theirs: [a] },
    ['merge: emails to mailbox, emails of mailbox lost'],
  ],
])('Y5, Y11: %s', (_, { agreed, ours, theirs }, expected) => {
  const { emails: _agreed, ...others } = link.base;
  const links = [{ ...link, base: agreed === undefined ? others : { ...others, emails: agreed } }];
  expect(told(plan({ links, crm: [record({ emails: ours })], mailbox: [item({ emails: theirs })] }))).toEqual(expected);
});

test('Y6: a meeting to which others invite is never written into a mailbox that it is not in', () => {
  const invited = { rules: { ...removing.rules, comesByInvitation: () => true } } as const;
  expect(plan({ ...everywhere, crm: [record()], policy: invited })).toEqual([]);
  const changed = { crm: [record({ notes: 'new' }, { revision: '9' })], mailbox: [gone('m1')] };
  expect(told(plan({ ...changed, policy: invited }))).toEqual(['unlink: keptByRule']);
  expect(told(plan({ ...changed, policy: removing }))).toEqual(['restore on mailbox']);
});
