import { expect, test } from 'vitest';
import {
  activities,
  add,
  ana,
  anna,
  between,
  change,
  events,
  failures,
  hour,
  named,
  openCalendar,
} from '../support/graph-calendar.ts';
import { addEvent } from '../support/graph/calendar-routes.ts';

test('Y6: attendees hear of what concerns them, and of nothing else: notes wait, what is over is left alone', async () => {
  await using sync = await openCalendar();
  const { invitations } = sync.mailbox;
  const { id } = await add(sync, 'Review', { ...between('2026-03-20'), attendees: [anna] });
  await sync.cycle();
  expect(invitations.splice(0)).toEqual(['invitation of Review to ana@muster.example']);
  await change(sync, id, { notes: 'For me alone' });
  await sync.cycle();
  expect(await failures(sync)).toEqual([
    'Outlook would tell the attendees of this change, which does not concern them; it waits for one that does.',
  ]);
  await change(sync, id, { fields: { private: true, busy: false } });
  await sync.cycle();
  expect(invitations).toEqual([]);
  await change(sync, id, { fields: { location: 'Hall 2' } });
  await sync.cycle();
  expect(invitations.splice(0)).toEqual(['update of Review to ana@muster.example']);
  expect(named(sync, 'Review').properties).toMatchObject({
    body: { content: 'For me alone' },
    location: { displayName: 'Hall 2' },
    sensitivity: 'private',
    showAs: 'free',
  });
  expect(await failures(sync)).toEqual([]);
  const past = addEvent(sync.mailbox, {
    subject: 'Past',
    ...hour('2026-01-20'),
    attendees: [ana],
    categories: ['CRM'],
  });
  await sync.cycle();
  const standing = (await activities(sync)).find(({ subject }) => subject === 'Past');
  const { version } = past;
  await change(sync, standing?.id ?? '', { fields: { location: 'Hall 3' } });
  await sync.cycle();
  expect([past.version, invitations]).toEqual([version, []]);
  expect(await failures(sync)).toEqual(['This meeting is over, and Outlook would tell its attendees of the change.']);
  await sync.world.ben.call('deleteActivity', { params: { activityId: id } });
  await sync.cycle();
  expect(invitations).toEqual(['cancellation of Review to ana@muster.example']);
});

test('Y6: the organizer decides: a meeting of somebody else is read, never written, and not made anew when it is gone', async () => {
  await using sync = await openCalendar();
  const item = addEvent(sync.mailbox, {
    subject: 'Theirs',
    ...hour('2026-03-20'),
    isOrganizer: false,
    organizer: { emailAddress: { address: 'bo@muster.example', name: 'Bo' } },
    attendees: [
      { ...ana, status: { response: 'tentativelyAccepted', time: '2026-03-01T09:00:00Z' } },
      { type: 'optional', emailAddress: { address: 'ben@contoso.test' }, status: { response: 'accepted' } },
    ],
    categories: ['CRM'],
  });
  await sync.cycle();
  const [theirs] = await activities(sync);
  expect(theirs?.fields).toMatchObject({
    isOrganizer: false,
    organizer: 'bo@muster.example',
    attendees: ['optional ben@contoso.test', anna],
    responses: ['accepted ben@contoso.test', 'tentative ana@muster.example'],
  });
  const { version } = item;
  await change(sync, theirs?.id ?? '', { subject: 'Ours' });
  await sync.cycle();
  expect(item.version).toBe(version);
  sync.mailbox.events.remove(item);
  await sync.cycle();
  await sync.cycle();
  expect([events(sync).length, sync.mailbox.invitations]).toEqual([0, []]);
  expect((await activities(sync)).map(({ subject }) => subject)).toEqual(['Ours']);
});

test('Y6, Y13: private appointments come by setting alone; what nobody tracked is stored nowhere', async () => {
  await using sync = await openCalendar();
  for (let n = 0; n < 20; n += 1) addEvent(sync.mailbox, { subject: `Secret errand ${n}`, ...hour('2026-03-20') });
  addEvent(sync.mailbox, { subject: 'Customer day', ...hour('2026-03-20'), categories: ['crm'] });
  const hush = { subject: 'Hush', ...hour('2026-03-21'), categories: ['CRM'], sensitivity: 'private' };
  const item = addEvent(sync.mailbox, hush);
  await sync.cycle();
  expect((await activities(sync)).map(({ subject }) => subject)).toEqual(['Customer day']);
  await sync.world.ben.call('changeMySynchronization', { body: { privateItems: true } });
  sync.mailbox.events.change(item, { subject: 'Hush now' });
  await sync.cycle();
  expect((await activities(sync)).map(({ subject, visibility }) => [subject, visibility])).toEqual([
    ['Customer day', 'regarding'],
    ['Hush now', 'private'],
  ]);
  expect(JSON.stringify(await sync.world.ben.call('listMySynchronizationHistory'))).not.toMatch(/errand/);
});

test('Y6: a deletion goes to the other side, but what is over stays; what leaves the days that are watched is not gone', async () => {
  await using sync = await openCalendar();
  const soon = await add(sync, 'Soon', between('2026-06-20'));
  await add(sync, 'Later', between('2026-06-21'));
  await add(sync, 'Far', between('2029-06-21'));
  addEvent(sync.mailbox, { subject: 'Past', ...hour('2026-01-15'), categories: ['CRM'] });
  addEvent(sync.mailbox, { subject: 'Moved', ...hour('2026-06-22'), categories: ['CRM'] });
  await sync.cycle();
  const deleted = sync.mailbox.folderNamed('deleteditems')?.id ?? '';
  await sync.world.ben.call('deleteActivity', { params: { activityId: soon.id } });
  sync.mailbox.events.move(named(sync, 'Later'), deleted);
  sync.mailbox.events.move(named(sync, 'Past'), deleted);
  sync.mailbox.events.change(named(sync, 'Moved'), hour('2030-06-22'));
  sync.mailbox.events.change(named(sync, 'Far'), { location: { displayName: 'Moon' } });
  await sync.cycle();
  await sync.cycle();
  const shown = (await activities(sync)).map(({ subject, fields }) => [
    subject,
    fields?.['start'],
    fields?.['location'],
  ]);
  expect(shown).toEqual([
    ['Far', '2029-06-21T09:00:00Z', 'Moon'],
    ['Moved', '2030-06-22T09:00:00Z', null],
    ['Past', '2026-01-15T09:00:00Z', null],
  ]);
  expect(events(sync).map(({ properties }) => properties['subject'])).toEqual(['Moved', 'Far']);
  // What lies beyond is looked at when the days move on, after a week.
  sync.mailbox.events.move(named(sync, 'Far'), deleted);
  for (let n = 0; n < 36; n += 1) await sync.cycle();
  expect((await activities(sync)).map(({ subject }) => subject)).toEqual(['Moved', 'Past']);
});
