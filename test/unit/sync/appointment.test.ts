import { expect, test } from 'vitest';
import type { PresentItem, SyncFields } from '#shared/sync/item.ts';
import { silenceOf } from '#shared/sync/invitation.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import { planUnlinked } from '#shared/sync/plan-unlinked.ts';

const now = Date.parse('2026-05-04T09:00:00Z');
const meeting: SyncFields = {
  subject: 'Review',
  start: '2026-05-04T10:00:00Z',
  end: '2026-05-04T11:00:00Z',
  attendees: ['ana@fabrikam.example'],
  isOrganizer: true,
};

test.each<[string, SyncFields, string[], string | null]>([
  ['a later start', {}, ['start'], null],
  ['notes alone', {}, ['notes'], 'insensitive'],
  ['notes and place', {}, ['notes', 'location'], null],
  ['a meeting that is over', { end: '2026-05-04T09:00:00Z' }, ['start'], 'past'],
  ['a meeting that ends in a second', { end: '2026-05-04T09:00:01Z' }, ['start'], null],
  ['a series that goes on', { end: '2020-01-01T11:00:00Z', recurrence: 'FREQ=DAILY' }, ['start'], null],
  ['a series that is over', { recurrence: 'FREQ=DAILY', recursUntil: '2026-05-01T11:00:00Z' }, ['start'], 'past'],
  ['nobody invited', { attendees: [] }, ['start'], 'noAttendees'],
  ['a meeting of somebody else', { isOrganizer: false }, ['start'], 'notOrganizer'],
])('Y6: who hears of %s', (_, given, changed, silence) => {
  expect(silenceOf({ ...meeting, ...given }, changed, now)).toBe(silence);
});

test.each<[string, SyncFields, boolean]>([
  ['a meeting to come', {}, false],
  ['a meeting that is over', { end: '2026-05-04T08:00:00Z' }, true],
  ['a meeting of somebody else', { isOrganizer: false }, true],
])('Y6: is %s kept where its counterpart was deleted', (_, given, kept) => {
  expect(kinds.appointment.isKept({ ...meeting, ...given }, now)).toBe(kept);
});

test('Y7: meetings are the same by UID, else by subject, start and end', () => {
  const { identity } = kinds.appointment;
  expect(identity({ ...meeting, uid: 'a' })).toBe(identity({ subject: 'Other', uid: 'a' }));
  expect(identity({ ...meeting, subject: ' review ' })).toBe(identity(meeting));
  expect(identity({ ...meeting, start: '2026-05-05T10:00:00Z' })).not.toBe(identity(meeting));
  expect(identity({ subject: 'Review' })).toBeNull();
});

test('Y7: tasks are the same by subject and days, contacts by address and name, else by name and company', () => {
  const { task, contact } = kinds;
  expect(task.identity({ subject: 'Call', due: '2026-05-04' })).toBe(
    task.identity({ subject: 'call ', due: '2026-05-04' }),
  );
  expect(task.identity({ subject: ' ', due: '2026-05-04' })).toBeNull();
  const ana = { fullName: 'Ana Ruiz', emails: ['Ana@Fabrikam.example'] };
  expect(contact.identity(ana)).toBe(
    contact.identity({ fullName: 'ana ruiz', emails: ['ana@fabrikam.example', 'x@y.example'] }),
  );
  expect(contact.identity({ fullName: 'Ana Ruiz', emails: [], company: 'Fabrikam' })).not.toBeNull();
  expect(contact.identity({ fullName: 'Ana Ruiz', emails: [] })).toBeNull();
});

test('Y6: a completed task is kept', () => {
  expect(kinds.task.isKept({ completed: '2026-05-04' }, now)).toBe(true);
  expect(kinds.task.isKept({ completed: null }, now)).toBe(false);
});

test('Y7: what was tracked where Outlook has it is paired with its like in the calendar and never written there', () => {
  const policy = {
    rules: kinds.appointment,
    directions: kinds.appointment.directions,
    conflicts: 'crm',
    onLeaving: 'unlink',
    now,
  } as const;
  const item = (id: string, fields: SyncFields, more: object = {}): PresentItem => ({
    state: 'present',
    id,
    revision: '1',
    fields,
    modifiedAt: 0,
    writable: true,
    scope: 'wanted',
    ...more,
  });
  const tracked = item('ours', { ...meeting, uid: '', location: 'Guess' }, { stands: true });
  const theirs = item('theirs', { ...meeting, uid: 'a', location: 'Hall 2' }, { scope: 'outside' });
  const plan = (mailbox: PresentItem[]) =>
    planUnlinked({
      links: [],
      views: {
        crm: { complete: true, items: new Map([[tracked.id, tracked]]) },
        mailbox: { complete: true, items: new Map(mailbox.map((one) => [one.id, one])) },
      },
      policy,
      apart: { crm: new Set(), mailbox: new Set() },
      answers: new Map(),
    });
  expect(plan([])).toEqual([]);
  expect(plan([theirs])).toMatchObject([
    { do: 'link', crm: { id: 'ours' }, mailbox: { id: 'theirs' }, merge: { writes: { mailbox: {} } } },
  ]);
  const [link] = plan([theirs]);
  expect(link).toMatchObject({ merge: { writes: { crm: { uid: 'a', location: 'Hall 2' } } } });
});
