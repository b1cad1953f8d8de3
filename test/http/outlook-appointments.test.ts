import { expect, test } from 'vitest';
import { activities, add, between, change, events, hour, named } from '../support/graph-calendar.ts';
import { addEvent } from '../support/graph/calendar-routes.ts';
import { usualList } from '../support/graph/todo-routes.ts';
import { type OneOutlook, type OutlookSynchronized, outlookSynchronized } from '../support/outlook-synchronized.ts';

const connected = async (sync: OutlookSynchronized): Promise<OneOutlook> => {
  const desk = await sync.outlook('Desk');
  await desk.claim();
  await desk.connect();
  return desk;
};

const subjects = (sync: OutlookSynchronized) => events(sync).map(({ properties }) => properties['subject']);
const tracked = async (sync: OutlookSynchronized) => (await activities(sync)).map(({ subject }) => subject);
const day = '2026-03-20';

/** What this Outlook tells its own server while `work` runs. */
const toldDuring = async (work: () => Promise<unknown>): Promise<string> => {
  const told: unknown[] = [];
  const { fetch: before } = globalThis;
  globalThis.fetch = (asked, init) => {
    told.push(init?.body);
    return before(asked, init);
  };
  try {
    await work();
  } finally {
    globalThis.fetch = before;
  }
  return told.join('\n');
};

test('Y1: an appointment goes both ways through the Outlook that synchronizes, as a series does', async () => {
  await using sync = await outlookSynchronized();
  const desk = await connected(sync);
  const visit = await add(sync, 'Visit', { ...between(day), location: 'Hall 1' }, 'Bring pumps');
  addEvent(sync.mailbox, {
    subject: 'Weekly',
    ...hour('2026-03-02'),
    categories: ['CRM'],
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
      range: { type: 'noEnd', startDate: '2026-03-02', recurrenceTimeZone: 'UTC' },
    },
  });
  await desk.cycle();
  expect(subjects(sync)).toEqual(['Weekly', 'Visit']);
  const item = named(sync, 'Visit');
  expect(item.properties).toMatchObject({ location: { displayName: 'Hall 1' }, body: { content: 'Bring pumps' } });
  expect((await activities(sync)).map(({ subject, fields }) => [subject, fields?.['recurrence'] ?? null])).toEqual([
    ['Visit', null],
    ['Weekly', 'FREQ=WEEKLY;BYDAY=MO'],
  ]);
  sync.mailbox.events.change(item, { subject: 'Visit Muster' });
  await change(sync, visit.id, { fields: { location: 'Hall 2' } });
  expect(await desk.cycle()).toMatchObject({ kind: 'done', changes: 1 });
  expect(item.properties).toMatchObject({ subject: 'Visit Muster', location: { displayName: 'Hall 2' } });
  expect(await tracked(sync)).toEqual(['Visit Muster', 'Weekly']);
  await desk.cycle();
  const { version } = item;
  expect(await desk.cycle()).toMatchObject({ kind: 'done', changes: 0 });
  expect([item.version, sync.mailbox.invitations]).toEqual([version, []]);
});

test('P11, Y7: what was tracked in the pane is paired with its like in the calendar, and never written there anew', async () => {
  await using sync = await outlookSynchronized();
  const desk = await connected(sync);
  addEvent(sync.mailbox, { subject: 'Review', ...hour(day) });
  for (const subject of ['Review', 'Gone since'])
    await sync.world.ben.call('createActivity', {
      body: { kind: 'appointment', subject, outlookId: `AAMk-${subject.length}`, fields: between(day) },
    });
  await desk.cycle();
  expect(subjects(sync)).toEqual(['Review']);
  sync.mailbox.events.change(named(sync, 'Review'), { location: { displayName: 'Hall 3' } });
  await desk.cycle();
  expect(await activities(sync)).toMatchObject([
    { subject: 'Gone since' },
    { subject: 'Review', fields: { location: 'Hall 3' } },
  ]);
  expect(subjects(sync)).toEqual(['Review']);
});

test('Y6, Y13: of 30 private errands and one private day nothing is told to the server', async () => {
  await using sync = await outlookSynchronized();
  const desk = await connected(sync);
  for (let n = 0; n < 30; n += 1) addEvent(sync.mailbox, { subject: `Secret errand ${n}`, ...hour(day) });
  addEvent(sync.mailbox, { subject: 'Secret day', ...hour(day), categories: ['CRM'], sensitivity: 'private' });
  addEvent(sync.mailbox, { subject: 'Customer day', ...hour(day), categories: ['CRM'] });
  const told = await toldDuring(async () => {
    await desk.cycle();
    addEvent(sync.mailbox, { subject: 'Secret errand 30', ...hour(day) });
    await desk.cycle();
  });
  expect(await tracked(sync)).toEqual(['Customer day']);
  expect(told).toContain('Customer day');
  expect(told).not.toMatch(/Secret/);
});

test('I3: where Microsoft lets an Outlook into no calendar, the rest is synchronized and the account says what is not', async () => {
  await using sync = await outlookSynchronized();
  sync.graph.trouble('/calendar', { status: 403, code: 'ErrorAccessDenied' });
  const desk = await connected(sync);
  const account = async () => (await desk.call('getOutlookSynchronization', {})).account;
  const kinds = ['contact', 'task', 'appointment'];
  expect(await account()).toMatchObject({ settings: { kinds }, found: ['contact', 'task'] });
  await add(sync, 'Visit', between(day));
  expect((await desk.cycle()).kind).toBe('done');
  expect(subjects(sync)).toEqual([]);
  await desk.connect();
  expect(await account()).toMatchObject({ settings: { kinds }, found: kinds });
  await desk.cycle();
  expect(subjects(sync)).toEqual(['Visit']);
});

test('I3: asked again, what its user left out stays so, and links stay', async () => {
  await using sync = await outlookSynchronized();
  const desk = await connected(sync);
  await add(sync, 'Visit', between(day));
  await desk.cycle();
  await desk.call('changeMySynchronization', { body: { kinds: ['appointment'], categories: ['Kunde'] } });
  const { settings, linked } = await desk.connect();
  expect(settings).toMatchObject({ kinds: ['appointment'], categories: ['Kunde'] });
  expect(linked).toContainEqual({ kind: 'appointment', count: 1 });
});

const call = { kind: 'task' as const, subject: 'Call Anna', notes: '', fields: {} };
const visit = { kind: 'appointment' as const, subject: 'Visit Anna', notes: '', fields: between(day) };

const made: readonly {
  readonly what: string;
  readonly make: (sync: OutlookSynchronized) => Promise<unknown>;
  readonly here: (sync: OutlookSynchronized) => unknown[];
}[] = [
  {
    what: 'a contact',
    make: ({ world }) =>
      world.ben.call('createRecord', {
        params: { type: 'contact' },
        body: { name: 'Anna', addresses: [], fields: {} },
      }),
    here: ({ book }) => book().map(({ properties }) => properties['displayName']),
  },
  {
    what: 'a task',
    make: ({ world }) => world.ben.call('createActivity', { body: call }),
    here: ({ mailbox }) => mailbox.tasks.inFolder(usualList).map(({ properties }) => properties['title']),
  },
  {
    what: 'an appointment',
    make: ({ world }) => world.ben.call('createActivity', { body: visit }),
    here: subjects,
  },
];

for (const { what, make, here } of made)
  test(`I2: ${what} that the former Outlook was about to write is paired and not doubled by who took over`, async () => {
    await using sync = await outlookSynchronized();
    const desk = await connected(sync);
    const laptop = await sync.outlook('Laptop');
    await make(sync);
    const former = await desk.cycle({
      before: async (method) => {
        if (method !== 'POST') return;
        // Its right to write was asked for a moment ago: this one write is on its way.
        await laptop.claim(true);
        expect(await laptop.cycle()).toMatchObject({ kind: 'notNow' });
      },
    });
    expect(former).toEqual({ kind: 'takenOver' });
    expect(here(sync)).toHaveLength(1);
    expect((await laptop.cycle()).kind).toBe('done');
    await laptop.cycle();
    expect(here(sync)).toHaveLength(1);
    const { account } = await laptop.call('getOutlookSynchronization', {});
    expect(account?.linked.map(({ count }) => count).sort()).toEqual([0, 0, 1]);
  });

test('I2: an appointment whose making arrives only after the other Outlook made it is not made twice', async () => {
  await using sync = await outlookSynchronized();
  const desk = await connected(sync);
  const laptop = await sync.outlook('Laptop');
  await add(sync, 'Visit', between(day));
  const former = await desk.cycle({
    before: async (method) => {
      if (method !== 'POST') return;
      await laptop.claim(true);
      sync.clock.advance(60_000);
      expect(await laptop.cycle()).toMatchObject({ kind: 'done', changes: 1 });
    },
  });
  expect(former.kind).not.toBe('done');
  expect(subjects(sync)).toEqual(['Visit']);
  await laptop.cycle();
  expect([subjects(sync), await tracked(sync)]).toEqual([['Visit'], ['Visit']]);
});

test('I2: a change that arrives after the other Outlook made its own is refused by its version', async () => {
  await using sync = await outlookSynchronized();
  const desk = await connected(sync);
  const laptop = await sync.outlook('Laptop');
  const { id } = await add(sync, 'Visit', between(day));
  await desk.cycle();
  await change(sync, id, { subject: 'Visit one' });
  await desk.cycle({
    before: async (method) => {
      if (method !== 'PATCH') return;
      await laptop.claim(true);
      sync.clock.advance(60_000);
      await change(sync, id, { subject: 'Visit two' });
      await laptop.cycle();
    },
  });
  expect(subjects(sync)).toEqual(['Visit two']);
  await laptop.cycle();
  expect([subjects(sync), await tracked(sync)]).toEqual([['Visit two'], ['Visit two']]);
});
