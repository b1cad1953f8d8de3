import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DavServer, startRadicale } from '../support/dav-server.ts';
import { createWorld, type World } from '../support/world.ts';
import { CutCalls } from './cut-calls.ts';

const isFull = process.env['FAULT_FULL'] === '1';
const longestWaitMs = 5 * 3_600_000;

let server: DavServer;
let calendars = 0;
beforeAll(async () => {
  server = await startRadicale();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const series = [
  'DTSTART:20260320T090000Z',
  'DTEND:20260320T100000Z',
  'RRULE:FREQ=DAILY;COUNT=5',
  'EXDATE:20260321T090000Z',
];

const put = (calendar: string, component: 'VEVENT' | 'VTODO', uid: string, lines: readonly string[]): Promise<void> => {
  const own = [`BEGIN:${component}`, `UID:${uid}`, 'DTSTAMP:20260301T090000Z', ...lines, `END:${component}`];
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Some//EN', ...own, 'END:VCALENDAR', ''].join('\r\n');
  return server.person.put(`${calendar}${uid}.ics`, text, 'text/calendar');
};

/** Something of everything to do waits in the end, for tasks and for appointments, one of them a series. */
const prepare = async ({ ben }: World, calendar: string, cycle: () => Promise<void>): Promise<void> => {
  const ids = new Map<string, string>();
  const add = async (name: string): Promise<void> => {
    const task = { kind: 'task' as const, subject: name, fields: { due: '2026-03-20' } };
    ids.set(`task ${name}`, (await ben.call('createActivity', { body: task })).id);
    const fields = { start: '2026-03-20T09:00:00Z', end: '2026-03-20T10:00:00Z', recurrence: 'FREQ=DAILY;COUNT=5' };
    const visit = { kind: 'appointment' as const, subject: name, fields };
    ids.set(`visit ${name}`, (await ben.call('createActivity', { body: visit })).id);
  };
  for (const name of ['Changed Here', 'Changed There', 'Gone Here', 'Gone There', 'Same']) await add(name);
  await cycle();
  const pathOf = (name: string) => `${calendar}correspond-${ids.get(name) ?? ''}.ics`;
  const paramsOf = (name: string) => ({ params: { activityId: ids.get(name) ?? '' } });
  const exceptions = ['2026-03-21T09:00:00Z canceled', '2026-03-22T09:00:00Z changed {"location":"Hall 2"}'];
  await ben.call('changeActivity', { ...paramsOf('visit Changed Here'), body: { fields: { exceptions } } });
  await ben.call('changeActivity', { ...paramsOf('task Changed Here'), body: { fields: { percentComplete: 40 } } });
  for (const kind of ['task', 'visit']) {
    const path = pathOf(`${kind} Changed There`);
    const text = (await server.person.get(path)) ?? '';
    await server.person.put(path, text.replace(/^SUMMARY:.*$/m, 'SUMMARY:Changed by Ben'), 'text/calendar');
    await ben.call('deleteActivity', paramsOf(`${kind} Gone Here`));
    await server.person.remove(pathOf(`${kind} Gone There`));
  }
  await add('New Here');
  await put(calendar, 'VEVENT', 'new-visit', ['SUMMARY:New There', 'CATEGORIES:CRM', ...series]);
  await put(calendar, 'VTODO', 'new-task', ['SUMMARY:New There', 'CATEGORIES:CRM', 'DUE;VALUE=DATE:20260401']);
  // Of the same UID as one that waits here: they are paired, and not doubled.
  await ben.call('createActivity', {
    body: { kind: 'appointment', subject: 'Equal', fields: { uid: 'equal', start: '2026-04-02T09:00:00Z' } },
  });
  await put(calendar, 'VEVENT', 'equal', ['SUMMARY:Equal', 'LOCATION:Hall 1', 'DTSTART:20260402T090000Z']);
};

/** What tells an item in the calendar, in any order, whatever its name. */
const linesOf = (text: string): string =>
  (
    text
      .replaceAll(/\r?\n /g, '')
      .match(/^(?:BEGIN:V|SUMMARY|LOCATION|DTSTART|DUE|RRULE|EXDATE|RECURRENCE-ID|PERCENT).*$/gm) ?? []
  )
    .map((line) => line.trim())
    .join('|');

/** All that both sides say, whatever things are called there. */
const stateOf = async ({ ben }: World, calendar: string) => {
  const { items } = await ben.call('listActivities', { query: {} });
  const texts = await Promise.all((await server.person.list(calendar)).map((path) => server.person.get(path)));
  const { account } = await ben.call('getMySynchronization');
  return {
    activities: items
      .map(({ kind, subject, fields }) => `${kind} ${subject} ${JSON.stringify({ ...fields, uid: '' })}`)
      .sort(),
    calendar: texts.map((text) => linesOf(text ?? '')).sort(),
    linked: account?.linked,
  };
};

/** What there is in the end after one cycle was cut off there; `calls` of a cycle that was not. */
const cutOff = async (at: number, when: 'before' | 'after') => {
  const cut = new CutCalls(at, when);
  await using world = await createWorld({
    allowedNetworks: ['127.0.0.0/8'],
    parts: ['sync'],
    synchronization: { sides: (sides) => cut.sides(sides) },
  });
  cut.watch(world);
  const { ben } = world;
  const calendar = await server.person.makeCalendar(`agenda-${(calendars += 1)}`);
  const { user, secret } = server;
  await ben.call('connectMySynchronization', { body: { url: new URL(calendar, server.url).href, user, secret } });
  await ben.call('changeMySynchronization', { body: { kinds: ['task', 'appointment'], conflicts: 'crm' } });
  await ben.call('enableMySynchronization', { body: { enabled: true } });
  const cycle = async (): Promise<void> => {
    world.clock.advance(longestWaitMs);
    await world.app.runner.settle();
  };
  await prepare(world, calendar, cycle);
  cut.isArmed = true;
  // The job tells of it, as the product does; the next cycle goes on from what is stored.
  await cycle().catch((error: unknown) => expect(String(error)).toMatch(/cut off/));
  cut.isArmed = false;
  for (let n = 0; n < 3; n += 1) await cycle();
  return { calls: cut.calls, state: await stateOf(world, calendar) };
};

test('SYNC: Y11: a cycle of tasks and appointments cut off at any call of a port ends as if it had not been', async () => {
  const whole = await cutOff(0, 'before');
  expect(whole.state.linked).toMatchObject([{ count: 5 }, { count: 6 }]);
  expect(whole.state.calendar).toHaveLength(11);
  expect(whole.calls).toBeGreaterThan(40);
  const step = isFull ? 1 : 6;
  for (let at = 1; at <= whole.calls; at += step) {
    const when = at % 2 === 0 ? ('before' as const) : ('after' as const);
    for (const one of isFull ? (['before', 'after'] as const) : [when]) {
      expect((await cutOff(at, one)).state, `cut off ${one} call ${at}`).toEqual(whole.state);
    }
  }
}, 900_000);
