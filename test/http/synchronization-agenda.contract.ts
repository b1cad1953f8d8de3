import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { berlin, event, synchronizedCalendar } from '../support/synchronized-calendar.ts';

/** Y1, Y2, Y6, Y7: tasks and appointments with a real CalDAV server, on every engine. */
export const agendaSynchronizationContract = (store: () => Promise<AppOptions['store']>): void => {
  const open = async () => synchronizedCalendar(await store());

  test('Y1, Y2: a task goes to the calendar and back, is done there, and a quiet cycle changes nothing', async () => {
    await using sync = await open();
    const { ben } = sync;
    const { id } = await ben.call('createActivity', {
      body: {
        kind: 'task',
        subject: 'Call Anna',
        notes: 'About pumps',
        fields: { due: '2026-03-20', start: '2026-03-18' },
      },
    });
    await sync.cycle();
    const [path = ''] = await sync.server.person.list(sync.calendar);
    const text = await sync.get(path);
    expect(text).toMatch(/^SUMMARY:Call Anna\r?$/m);
    expect(text).toMatch(/^DUE;VALUE=DATE:20260320\r?$/m);
    await sync.server.person.put(
      path,
      text.replace(
        /^END:VTODO/m,
        'PERCENT-COMPLETE:100\r\nSTATUS:COMPLETED\r\nCOMPLETED:20260305T080000Z\r\nEND:VTODO',
      ),
      'text/calendar',
    );
    await sync.cycle();
    expect((await sync.items('task'))[0]).toMatchObject({
      id,
      state: 'completed',
      fields: { percentComplete: 100, completed: '2026-03-05T08:00:00Z', due: '2026-03-20' },
    });
    await ben.call('changeActivity', { params: { activityId: id }, body: { subject: 'Called Anna' } });
    await sync.cycle();
    const after = await sync.get(path);
    expect(after).toMatch(/^SUMMARY:Called Anna\r?$/m);
    await sync.cycle();
    await sync.cycle();
    expect(await sync.get(path)).toBe(after);
    expect(await sync.server.person.list(sync.calendar)).toEqual([path]);
  });

  test('Y1: of a calendar only what is tracked comes; private items only by setting (Y6, Y13)', async () => {
    await using sync = await open();
    await sync.put('open', event('open', ['SUMMARY:Customer day', 'DTSTART;VALUE=DATE:20260320']));
    await sync.put('private', event('private', ['SUMMARY:Hush', 'DTSTART;VALUE=DATE:20260320', 'CLASS:PRIVATE']));
    await sync.put('other', [
      'BEGIN:VEVENT',
      'UID:o',
      'DTSTAMP:20260301T090000Z',
      'DTSTART:20260320T090000Z',
      'SUMMARY:Dentist',
      'END:VEVENT',
    ]);
    await sync.cycle();
    const [day, ...more] = await sync.items('appointment');
    expect(more).toEqual([]);
    expect(day).toMatchObject({
      subject: 'Customer day',
      fields: { start: '2026-03-20', end: '2026-03-21', allDay: true, private: false },
    });
    await sync.ben.call('changeMySynchronization', { body: { privateItems: true } });
    // The item itself did not change: it is looked at again once it does.
    await sync.put('private', event('private', ['SUMMARY:Hush now', 'DTSTART;VALUE=DATE:20260320', 'CLASS:PRIVATE']));
    await sync.cycle();
    expect((await sync.items('appointment')).map(({ subject, visibility }) => [subject, visibility])).toEqual([
      ['Customer day', 'regarding'],
      ['Hush now', 'private'],
    ]);
  });

  test('P11, Y7: what was tracked in Outlook first is paired with the calendar’s own, which keeps its words; an occurrence stays here', async () => {
    await using sync = await open();
    const times = { start: '2026-03-20T09:00:00Z', end: '2026-03-20T10:00:00Z' };
    const track = (outlookId: string, subject: string, more: object = {}) =>
      sync.ben.call('createActivity', {
        body: { kind: 'appointment', subject, outlookId, fields: { ...times, location: 'as seen', ...more } },
      });
    const { id } = await track('AAMk-one', 'Pump review');
    await track('AAMk-two', 'Third call', { singleOccurrence: true });
    await track('AAMk-three', 'In another calendar');
    await sync.cycle();
    expect(await sync.server.person.list(sync.calendar)).toEqual([]);
    const stamps = ['DTSTART:20260320T090000Z', 'DTEND:20260320T100000Z'];
    await sync.put('review', event('review', ['SUMMARY:Pump review', ...stamps, 'LOCATION:Hall 2']));
    await sync.cycle();
    await sync.cycle();
    expect(await sync.server.person.list(sync.calendar)).toHaveLength(1);
    const [path = ''] = await sync.server.person.list(sync.calendar);
    expect(await sync.get(path)).toMatch(/^LOCATION:Hall 2\r?$/m);
    const items = await sync.items('appointment');
    expect(items.map(({ subject }) => subject)).toEqual(['In another calendar', 'Pump review', 'Third call']);
    expect(items.find((one) => one.id === id)?.fields).toMatchObject({ uid: 'review', location: 'Hall 2' });
  });

  test('Y2: a series in a time zone comes with its exceptions, keeps all that it says, and a change here stays in its zone', async () => {
    await using sync = await open();
    const lines = [
      ...berlin,
      ...event('series', [
        'SUMMARY:Weekly',
        'DTSTART;TZID=Europe/Berlin:20260323T090000',
        'DTEND;TZID=Europe/Berlin:20260323T100000',
        'RRULE:FREQ=WEEKLY;COUNT=4',
        'EXDATE;TZID=Europe/Berlin:20260406T090000',
        'X-OWN;A="b:c":kept',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER:-PT5M',
        'DESCRIPTION:Now',
        'END:VALARM',
      ]),
      ...event('series', [
        'RECURRENCE-ID;TZID=Europe/Berlin:20260330T090000',
        'SUMMARY:Weekly\\, later',
        'DTSTART;TZID=Europe/Berlin:20260330T110000',
        'DTEND;TZID=Europe/Berlin:20260330T120000',
      ]),
    ];
    await sync.put('series', lines);
    await sync.cycle();
    const [series] = await sync.items('appointment');
    expect(series).toMatchObject({
      subject: 'Weekly',
      fields: {
        uid: 'series',
        // Clocks change on 29 March.
        start: '2026-03-23T08:00:00Z',
        end: '2026-03-23T09:00:00Z',
        timeZone: 'Europe/Berlin',
        recurrence: 'FREQ=WEEKLY;COUNT=4',
        exceptions: [
          '2026-03-30T07:00:00Z changed {"subject":"Weekly, later","location":null,"start":"2026-03-30T09:00:00Z","end":"2026-03-30T10:00:00Z"}',
          '2026-04-06T07:00:00Z canceled',
        ],
      },
    });
    await sync.ben.call('changeActivity', {
      params: { activityId: series?.id ?? '' },
      body: {
        subject: 'Weekly II',
        fields: {
          start: '2026-03-23T08:30:00Z',
          end: '2026-03-23T09:30:00Z',
          exceptions: [...((series?.fields?.['exceptions'] ?? []) as string[]), '2026-04-13T07:00:00Z canceled'],
        },
      },
    });
    await sync.cycle();
    const text = await sync.get(`${sync.calendar}series.ics`);
    expect(text).toMatch(/^SUMMARY:Weekly II\r?$/m);
    expect(text).toMatch(/^DTSTART;TZID=Europe\/Berlin:20260323T093000\r?$/m);
    expect(text).toMatch(/^EXDATE;TZID=Europe\/Berlin:20260406T090000\r?$/m);
    expect(text).toMatch(/^EXDATE;TZID=Europe\/Berlin:20260413T090000\r?$/m);
    for (const kept of [
      'TZOFFSETFROM:+0100',
      'TRIGGER:-PT5M',
      'kept',
      'SUMMARY:Weekly\\, later',
      'RRULE:FREQ=WEEKLY;COUNT=4',
    ])
      expect(text).toContain(kept);
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  });

  test('Y6: the organizer decides: a meeting of somebody else is read and never written; one’s own tells its attendees', async () => {
    await using sync = await open();
    const { ben } = sync;
    await sync.put(
      'theirs',
      event('theirs', [
        'SUMMARY:Their meeting',
        'DTSTART:20260320T090000Z',
        'DTEND:20260320T100000Z',
        'ORGANIZER:mailto:anna@muster.example',
        'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@contoso.test',
        'ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=DECLINED:mailto:bo@muster.example',
      ]),
    );
    await sync.cycle();
    const [theirs] = await sync.items('appointment');
    expect(theirs).toMatchObject({
      fields: {
        isOrganizer: false,
        organizer: 'anna@muster.example',
        attendees: ['optional bo@muster.example', 'required ben@contoso.test'],
        responses: ['accepted ben@contoso.test', 'declined bo@muster.example'],
      },
    });
    const before = await sync.get(`${sync.calendar}theirs.ics`);
    await ben.call('changeActivity', { params: { activityId: theirs?.id ?? '' }, body: { subject: 'Ours' } });
    await sync.cycle();
    expect(await sync.get(`${sync.calendar}theirs.ics`)).toBe(before);

    const own = await ben.call('createActivity', {
      body: {
        kind: 'appointment',
        subject: 'Our meeting',
        fields: {
          start: '2026-03-21T09:00:00Z',
          end: '2026-03-21T10:00:00Z',
          attendees: ['required anna@muster.example'],
        },
      },
    });
    await sync.cycle();
    const path = `${sync.calendar}correspond-${own.id}.ics`;
    const made = (await sync.get(path)).replaceAll(/\r?\n /g, '');
    expect(made).toMatch(/^ORGANIZER:mailto:ben@contoso\.test\r?$/m);
    expect(made).toMatch(/^ATTENDEE;.*:mailto:anna@muster\.example\r?$/m);
    expect(made).not.toMatch(/SCHEDULE-AGENT/);
    const change = (body: object) => ben.call('changeActivity', { params: { activityId: own.id }, body });
    await change({ notes: 'For me alone' });
    await sync.cycle();
    expect(await sync.get(path)).not.toMatch(/^SEQUENCE:[1-9]/m);
    await change({ fields: { location: 'Hall 2' } });
    await sync.cycle();
    expect(await sync.get(path)).toMatch(/^SEQUENCE:1\r?$/m);
  });

  test('Y6: a deletion goes to the other side, but what is over, done or of another organizer stays there', async () => {
    await using sync = await open();
    const { ben } = sync;
    const add = (subject: string, start: string) =>
      ben.call('createActivity', {
        body: { kind: 'appointment', subject, fields: { start, end: start.replace('T09', 'T10') } },
      });
    const soon = await add('Soon', '2026-06-20T09:00:00Z');
    await add('Later', '2026-06-21T09:00:00Z');
    await sync.put('past', event('past', ['SUMMARY:Past', 'DTSTART:20260101T090000Z', 'DTEND:20260101T100000Z']));
    await sync.cycle();
    expect((await sync.items('appointment')).map(({ subject }) => subject)).toEqual(['Later', 'Past', 'Soon']);
    await ben.call('deleteActivity', { params: { activityId: soon.id } });
    const later = (await sync.items('appointment')).find(({ subject }) => subject === 'Later');
    await sync.server.person.remove(`${sync.calendar}correspond-${later?.id ?? ''}.ics`);
    await sync.server.person.remove(`${sync.calendar}past.ics`);
    await sync.cycle();
    expect(await sync.server.person.list(sync.calendar)).toEqual([]);
    expect((await sync.items('appointment')).map(({ subject }) => subject)).toEqual(['Past']);
  });

  test('Y7: one UID is one meeting: two people who track it share one activity, and nothing is doubled', async () => {
    await using sync = await open();
    const { world, server, ben } = sync;
    const lines = event('shared', ['SUMMARY:Shared', 'DTSTART:20260320T090000Z', 'DTEND:20260320T100000Z']);
    await sync.put('shared', lines);
    await sync.cycle();
    const { colleague } = server;
    const other = await colleague.person.makeCalendar('carla');
    await colleague.person.put(
      `${other}copy.ics`,
      ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Some//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n'),
      'text/calendar',
    );
    const { carla } = world;
    await carla.call('connectMySynchronization', {
      body: { url: new URL(other, server.url).href, user: colleague.user, secret: colleague.secret },
    });
    await carla.call('changeMySynchronization', { body: { kinds: ['appointment'] } });
    await carla.call('enableMySynchronization', { body: { enabled: true } });
    for (let n = 0; n < 4; n += 1) await sync.cycle();
    const [mine, ...more] = await sync.items('appointment');
    expect(more).toEqual([]);
    expect((await carla.call('listActivities', { query: {} })).items.map(({ id }) => id)).toEqual([mine?.id]);
    await ben.call('changeActivity', {
      params: { activityId: mine?.id ?? '' },
      body: { fields: { location: 'Hall 9' } },
    });
    for (let n = 0; n < 2; n += 1) await sync.cycle();
    expect(await colleague.person.get(`${other}copy.ics`)).toMatch(/^LOCATION:Hall 9\r?$/m);
    expect(await colleague.person.list(other)).toHaveLength(1);
    expect(await server.person.list(sync.calendar)).toHaveLength(1);
  });
};
