import { expect, test } from 'vitest';
import {
  activities,
  add,
  berlin,
  between,
  change,
  events,
  hour,
  failures,
  named,
  openCalendar,
  utc,
} from '../support/graph-calendar.ts';
import { addEvent } from '../support/graph/calendar-routes.ts';

test('Y1, Y2: an appointment goes to Outlook and back, and a quiet cycle asks twice and writes nothing', async () => {
  await using sync = await openCalendar();
  const { id } = await add(sync, 'Visit', { ...between('2026-03-20'), location: 'Hall 1', busy: false }, 'Bring pumps');
  await sync.cycle();
  const item = named(sync, 'Visit');
  expect(item.properties).toMatchObject({
    body: { content: 'Bring pumps' },
    location: { displayName: 'Hall 1' },
    start: utc('2026-03-20T09:00:00'),
    end: utc('2026-03-20T10:00:00'),
    isAllDay: false,
    showAs: 'free',
    attendees: [],
  });
  sync.mailbox.events.change(item, {
    subject: 'Visit Muster',
    start: berlin('2026-03-30T11:00:00'),
    end: berlin('2026-03-30T12:00:00'),
  });
  await sync.cycle();
  expect(await activities(sync)).toMatchObject([
    {
      id,
      subject: 'Visit Muster',
      fields: {
        start: '2026-03-30T09:00:00Z',
        end: '2026-03-30T10:00:00Z',
        timeZone: 'W. Europe Standard Time',
        uid: item.properties['iCalUId'],
        isOrganizer: true,
      },
    },
  ]);
  await change(sync, id, {
    fields: { start: '2026-03-31T09:00:00Z', end: '2026-03-31T09:30:00Z' },
    notes: 'Bring two',
  });
  await sync.cycle();
  expect(item.properties).toMatchObject({
    start: berlin('2026-03-31T11:00:00'),
    end: berlin('2026-03-31T11:30:00'),
    body: { content: 'Bring two' },
    showAs: 'free',
  });
  await sync.cycle();
  const [{ version }, before] = [item, sync.graph.seen.length];
  await sync.cycle();
  const asked = sync.graph.seen.slice(before).filter(({ path }) => path.startsWith('/v1.0/'));
  expect([item.version, asked.map(({ method }) => method)]).toEqual([version, ['GET', 'GET']]);
  expect([events(sync).length, sync.mailbox.invitations]).toEqual([1, []]);
});

test('Y2, Y6: when a series of ours ends is learned from the calendar, and again once it was made shorter', async () => {
  await using sync = await openCalendar();
  const { id } = await add(sync, 'Round', { ...between('2026-03-20'), recurrence: 'FREQ=DAILY;COUNT=5' }, '');
  await sync.cycle();
  await sync.cycle();
  expect(await activities(sync)).toMatchObject([
    { fields: { recursUntil: '2026-03-24T10:00:00Z', isOrganizer: true } },
  ]);
  await change(sync, id, { fields: { recurrence: 'FREQ=DAILY;COUNT=2' } });
  await sync.cycle();
  await sync.cycle();
  expect(await activities(sync)).toMatchObject([{ fields: { recursUntil: '2026-03-21T10:00:00Z' } }]);
});

test('Y2: a day alone stays a day, and one without an end lasts until its own', async () => {
  await using sync = await openCalendar();
  await add(sync, 'Holiday', { start: '2026-04-06' });
  addEvent(sync.mailbox, {
    subject: 'Fair',
    start: utc('2026-04-08T00:00:00'),
    end: utc('2026-04-10T00:00:00'),
    isAllDay: true,
    categories: ['CRM'],
  });
  await sync.cycle();
  expect(named(sync, 'Holiday').properties).toMatchObject({
    isAllDay: true,
    start: utc('2026-04-06T00:00:00'),
    end: utc('2026-04-07T00:00:00'),
  });
  expect((await activities(sync))[0]).toMatchObject({
    subject: 'Fair',
    fields: { start: '2026-04-08', end: '2026-04-10', allDay: true },
  });
});

const weekly = {
  subject: 'Weekly',
  // Clocks change on 29 March.
  start: berlin('2026-03-23T09:00:00'),
  end: berlin('2026-03-23T10:00:00'),
  recurrence: {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
    range: {
      type: 'numbered',
      startDate: '2026-03-23',
      numberOfOccurrences: 5,
      recurrenceTimeZone: 'W. Europe Standard Time',
    },
  },
  categories: ['CRM'],
};

test('Y2: a series comes with what is otherwise and left out, by the clocks of its zone, and both go back', async () => {
  await using sync = await openCalendar();
  const item = addEvent(sync.mailbox, {
    ...weekly,
    '@occurrences': {
      '2026-03-30': {
        changes: { subject: 'Later', start: berlin('2026-03-30T11:00:00'), end: berlin('2026-03-30T12:00:00') },
      },
      '2026-04-06': { gone: true },
    },
  });
  await sync.cycle();
  const [series] = await activities(sync);
  const later =
    '2026-03-30T07:00:00Z changed {"subject":"Later","location":null,"start":"2026-03-30T09:00:00Z","end":"2026-03-30T10:00:00Z"}';
  expect(series?.fields).toMatchObject({
    start: '2026-03-23T08:00:00Z',
    recurrence: 'FREQ=WEEKLY;COUNT=5;BYDAY=MO',
    recursUntil: '2026-04-20T08:00:00Z',
    exceptions: [later, '2026-04-06T07:00:00Z canceled'],
  });
  const hall =
    '2026-04-20T07:00:00Z changed {"subject":"Weekly","location":"Hall 2","start":"2026-04-20T07:00:00Z","end":"2026-04-20T08:00:00Z"}';
  const exceptions = ['2026-04-06T07:00:00Z canceled', '2026-04-13T07:00:00Z canceled', hall];
  await change(sync, series?.id ?? '', { fields: { exceptions } });
  await sync.cycle();
  expect(item.properties['@occurrences']).toEqual({
    '2026-03-30': {
      changes: { subject: 'Weekly', start: berlin('2026-03-30T09:00:00'), end: berlin('2026-03-30T10:00:00') },
    },
    '2026-04-06': { gone: true },
    '2026-04-13': { gone: true },
    '2026-04-20': { changes: { location: { displayName: 'Hall 2' } } },
  });
  await sync.cycle();
  expect((await activities(sync))[0]?.fields?.['exceptions']).toEqual(exceptions);
  await change(sync, series?.id ?? '', { fields: { exceptions: [hall] } });
  await sync.cycle();
  expect(await failures(sync)).toEqual(['An occurrence that was left out cannot come back in Outlook.']);
  await change(sync, series?.id ?? '', {
    fields: { exceptions, start: '2026-03-23T08:30:00Z', end: '2026-03-23T09:30:00Z' },
  });
  await sync.cycle();
  expect(item.properties).toMatchObject({
    start: berlin('2026-03-23T09:30:00'),
    recurrence: { range: { numberOfOccurrences: 5, recurrenceTimeZone: 'W. Europe Standard Time' } },
  });
});

test('Y2: a series that is made here goes there with its rule and what is left out; a rule that Outlook lacks does not', async () => {
  await using sync = await openCalendar();
  await add(sync, 'Daily', {
    ...between('2026-03-20'),
    recurrence: 'FREQ=DAILY;COUNT=4',
    exceptions: ['2026-03-21T09:00:00Z canceled'],
  });
  await add(sync, 'Hourly', { ...between('2026-03-20'), recurrence: 'FREQ=HOURLY;COUNT=4' });
  await sync.cycle();
  expect(events(sync)).toHaveLength(1);
  expect(named(sync, 'Daily').properties).toMatchObject({
    recurrence: {
      pattern: { type: 'daily', interval: 1 },
      range: { type: 'numbered', startDate: '2026-03-20', numberOfOccurrences: 4, recurrenceTimeZone: 'UTC' },
    },
    '@occurrences': { '2026-03-21': { gone: true } },
  });
  expect(await failures(sync)).toEqual(['Outlook has no such recurrence; the appointment is left as it is.']);
});

test('Y11: an appointment whose making was cut off is made once, and again after it was deleted there', async () => {
  await using sync = await openCalendar();
  const { id } = await add(sync, 'Visit', between('2026-03-20'));
  sync.graph.trouble('POST /v1.0/users', 'cut');
  for (let n = 0; n < 3; n += 1) await sync.cycle();
  expect(events(sync)).toHaveLength(1);
  const { ben } = sync.world;
  expect((await ben.call('getMySynchronization')).account).toMatchObject({
    health: { state: 'working' },
    linked: [{ kind: 'appointment', count: 1 }],
  });
  // Deleted there and changed here it comes back, although the service knows its transaction.
  sync.mailbox.events.move(named(sync, 'Visit'), sync.mailbox.folderNamed('deleteditems')?.id ?? '');
  await change(sync, id, { subject: 'Visit again' });
  for (let n = 0; n < 2; n += 1) await sync.cycle();
  expect(events(sync).map(({ properties }) => properties['subject'])).toEqual(['Visit again']);
});

test('Y2: the notes of a meeting online, which hold the way into it, are left to Outlook', async () => {
  await using sync = await openCalendar();
  const item = addEvent(sync.mailbox, {
    subject: 'Call',
    ...hour('2026-03-20'),
    isOnlineMeeting: true,
    body: { contentType: 'html', content: 'Join here' },
    categories: ['CRM'],
  });
  await sync.cycle();
  const [call] = await activities(sync);
  await change(sync, call?.id ?? '', { notes: 'Ours', fields: { location: 'Hall 2' } });
  await sync.cycle();
  expect(item.properties).toMatchObject({ body: { content: 'Join here' }, location: { displayName: 'Hall 2' } });
});
