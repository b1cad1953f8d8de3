import type { AppOptions } from '../../server/app.ts';
import { startRadicale } from './dav-server.ts';
import { createWorld } from './world.ts';

const longestWaitMs = 5 * 3_600_000;

/** Ben with a calendar on a real server that takes appointments and tasks. */
export const synchronizedCalendar = async (store: AppOptions['store']) => {
  const server = await startRadicale();
  const world = await createWorld({ allowedNetworks: ['127.0.0.0/8'], parts: ['sync'], store });
  const { ben, clock, app } = world;
  const calendar = await server.person.makeCalendar('calendar');
  const { url, user, secret } = server;
  await ben.call('connectMySynchronization', { body: { url, user, secret } });
  await ben.call('changeMySynchronization', { body: { kinds: ['task', 'appointment'] } });
  await ben.call('enableMySynchronization', { body: { enabled: true } });
  return {
    world,
    server,
    calendar,
    ben,
    cycle: async (): Promise<void> => {
      clock.advance(longestWaitMs);
      await app.runner.settle();
    },
    items: async (kind: 'task' | 'appointment') =>
      (await ben.call('listActivities', { query: { kind } })).items.sort((one, other) =>
        one.subject < other.subject ? -1 : 1,
      ),
    put: (name: string, lines: readonly string[]) =>
      server.person.put(
        `${calendar}${name}.ics`,
        ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Some//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n'),
        'text/calendar',
      ),
    get: async (path: string) => (await server.person.get(path)) ?? '',
    [Symbol.asyncDispose]: async () => {
      await world.close();
      await server[Symbol.asyncDispose]();
    },
  };
};

/** As programs write it. */
export const berlin = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  'BEGIN:STANDARD',
  'DTSTART:19701025T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:19700329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

/** A tracked one. */
export const event = (uid: string, lines: readonly string[]): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'DTSTAMP:20260301T090000Z',
  'CATEGORIES:CRM',
  ...lines,
  'END:VEVENT',
];
