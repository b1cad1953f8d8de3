import { expect, test } from 'vitest';
import { graphConnection, type GraphSynchronized, graphSynchronized } from '../support/graph-synchronized.ts';
import { addEvent } from '../support/graph/calendar-routes.ts';
import type { GraphItem } from '../support/graph/items.ts';

/** Ben, with the calendar of his mailbox connected. */
const open = async (): Promise<GraphSynchronized> => {
  const sync = await graphSynchronized();
  const { ben } = sync.world;
  await ben.call('connectMySynchronization', { body: graphConnection(sync.graph) });
  await ben.call('changeMySynchronization', { body: { kinds: ['appointment'] } });
  await ben.call('enableMySynchronization', { body: { enabled: true } });
  return sync;
};

const events = ({ mailbox }: GraphSynchronized): GraphItem[] =>
  mailbox.events.inFolder(mailbox.folderNamed('calendar')?.id ?? '');

const named = (sync: GraphSynchronized, subject: string): GraphItem => {
  const found = events(sync).find(({ properties }) => properties['subject'] === subject);
  if (found === undefined) throw new Error(`no event ${subject}`);
  return found;
};

const activities = async ({ world }: GraphSynchronized) =>
  (await world.ben.call('listActivities', { query: { kind: 'appointment' } })).items.sort((one, other) =>
    one.subject < other.subject ? -1 : 1,
  );

const utc = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const berlin = (dateTime: string) => ({ dateTime, timeZone: 'W. Europe Standard Time' });
const ana = { type: 'required', emailAddress: { address: 'ana@muster.example', name: 'Ana' } };
const anna = 'required ana@muster.example';

const hour = (day: string) => ({ start: utc(`${day}T09:00:00`), end: utc(`${day}T10:00:00`) });
const between = (day: string) => ({ start: `${day}T09:00:00Z`, end: `${day}T10:00:00Z` });

const add = ({ world }: GraphSynchronized, subject: string, fields: Record<string, unknown>, notes = '') =>
  world.ben.call('createActivity', { body: { kind: 'appointment', subject, notes, fields: fields as never } });
const change = ({ world }: GraphSynchronized, activityId: string, body: object) =>
  world.ben.call('changeActivity', { params: { activityId }, body });

const failures = async ({ world }: GraphSynchronized) =>
  (await world.ben.call('listMySynchronizationHistory')).failures.map(({ words }) => words);

test('Y1, Y2: an appointment goes to Outlook and back, and a quiet cycle asks twice and writes nothing', async () => {
  await using sync = await open();
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

test('Y2: a day alone stays a day, and one without an end lasts until its own', async () => {
  await using sync = await open();
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
  await using sync = await open();
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
  await using sync = await open();
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

test('Y6: attendees hear of what concerns them, and of nothing else: notes wait, what is over is left alone', async () => {
  await using sync = await open();
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
  await world(sync).call('deleteActivity', { params: { activityId: id } });
  await sync.cycle();
  expect(invitations).toEqual(['cancellation of Review to ana@muster.example']);
});

const world = (sync: GraphSynchronized) => sync.world.ben;

test('Y6: the organizer decides: a meeting of somebody else is read, never written, and not made anew when it is gone', async () => {
  await using sync = await open();
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
  await using sync = await open();
  for (let n = 0; n < 20; n += 1) addEvent(sync.mailbox, { subject: `Secret errand ${n}`, ...hour('2026-03-20') });
  addEvent(sync.mailbox, { subject: 'Customer day', ...hour('2026-03-20'), categories: ['crm'] });
  const hush = { subject: 'Hush', ...hour('2026-03-21'), categories: ['CRM'], sensitivity: 'private' };
  const item = addEvent(sync.mailbox, hush);
  await sync.cycle();
  expect((await activities(sync)).map(({ subject }) => subject)).toEqual(['Customer day']);
  await world(sync).call('changeMySynchronization', { body: { privateItems: true } });
  sync.mailbox.events.change(item, { subject: 'Hush now' });
  await sync.cycle();
  expect((await activities(sync)).map(({ subject, visibility }) => [subject, visibility])).toEqual([
    ['Customer day', 'regarding'],
    ['Hush now', 'private'],
  ]);
  expect(JSON.stringify(await world(sync).call('listMySynchronizationHistory'))).not.toMatch(/errand/);
});

test('Y6: a deletion goes to the other side, but what is over stays; what leaves the days that are watched is not gone', async () => {
  await using sync = await open();
  const soon = await add(sync, 'Soon', between('2026-06-20'));
  await add(sync, 'Later', between('2026-06-21'));
  await add(sync, 'Far', between('2029-06-21'));
  addEvent(sync.mailbox, { subject: 'Past', ...hour('2026-01-15'), categories: ['CRM'] });
  addEvent(sync.mailbox, { subject: 'Moved', ...hour('2026-06-22'), categories: ['CRM'] });
  await sync.cycle();
  const deleted = sync.mailbox.folderNamed('deleteditems')?.id ?? '';
  await world(sync).call('deleteActivity', { params: { activityId: soon.id } });
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

test('Y11: an appointment whose making was cut off is made once, and again after it was deleted there', async () => {
  await using sync = await open();
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
  await using sync = await open();
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
