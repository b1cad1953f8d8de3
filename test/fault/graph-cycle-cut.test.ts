import { expect, test } from 'vitest';
import { graphConnection, type GraphSynchronized, graphSynchronized } from '../support/graph-synchronized.ts';
import { addEvent } from '../support/graph/calendar-routes.ts';
import { usualList } from '../support/graph/todo-routes.ts';

const isFull = process.env['FAULT_FULL'] === '1';
const done = { status: 'completed', completedDateTime: { dateTime: '2026-03-02T00:00:00.0000000', timeZone: 'UTC' } };

const named = (items: readonly { readonly properties: Record<string, unknown> }[], name: string) => {
  const found = items.find(({ properties }) =>
    [properties['displayName'], properties['title'], properties['subject']].includes(name),
  );
  if (found === undefined) throw new Error(`no ${name}`);
  return found as never;
};

/** Something of everything to do waits in the end, for contacts, tasks and appointments. */
const prepare = async ({ world, mailbox, book, put, cycle }: GraphSynchronized): Promise<void> => {
  const { ben } = world;
  const contacts = new Map<string, string>();
  const tasks = new Map<string, string>();
  const visits = new Map<string, string>();
  const add = async (name: string): Promise<void> => {
    const body = { name, addresses: [`${name.toLowerCase().replace(' ', '.')}@muster.example`] };
    contacts.set(name, (await ben.call('createRecord', { params: { type: 'contact' }, body })).id);
    const task = { kind: 'task' as const, subject: name, fields: { due: '2026-03-20T17:00:00Z' } };
    tasks.set(name, (await ben.call('createActivity', { body: task })).id);
    const times = { start: '2026-03-20T09:00:00Z', end: '2026-03-20T10:00:00Z', recurrence: 'FREQ=DAILY;COUNT=5' };
    const visit = { kind: 'appointment' as const, subject: name, fields: times };
    visits.set(name, (await ben.call('createActivity', { body: visit })).id);
  };
  for (const name of ['Changed Here', 'Changed There', 'Gone Here', 'Gone There']) await add(name);
  await cycle();
  const list = () => mailbox.tasks.inFolder(usualList);
  const calendar = () => calendarOf({ mailbox });
  const contact = { type: 'contact', id: contacts.get('Changed Here') ?? '' };
  await ben.call('changeRecord', { params: contact, body: { fields: { jobTitle: 'Two' } } });
  const changed = { params: { activityId: tasks.get('Changed Here') ?? '' }, body: { fields: { due: '2026-03-21' } } };
  await ben.call('changeActivity', changed);
  const otherwise = {
    subject: 'Changed Here',
    location: 'Hall 2',
    start: '2026-03-22T09:00:00Z',
    end: '2026-03-22T10:00:00Z',
  };
  const exceptions = ['2026-03-21T09:00:00Z canceled', `2026-03-22T09:00:00Z changed ${JSON.stringify(otherwise)}`];
  const moved = { params: { activityId: visits.get('Changed Here') ?? '' }, body: { fields: { exceptions } } };
  await ben.call('changeActivity', moved);
  mailbox.events.change(named(calendar(), 'Changed There'), { location: { displayName: 'Hall 1' } });
  await ben.call('deleteActivity', { params: { activityId: visits.get('Gone Here') ?? '' } });
  mailbox.events.remove(named(calendar(), 'Gone There'));
  mailbox.contacts.change(named(book(), 'Changed There'), { jobTitle: 'Three' });
  mailbox.tasks.change(named(list(), 'Changed There'), done);
  await ben.call('deleteRecord', { params: { type: 'contact', id: contacts.get('Gone Here') ?? '' } });
  await ben.call('deleteActivity', { params: { activityId: tasks.get('Gone Here') ?? '' } });
  mailbox.contacts.move(named(book(), 'Gone There'), mailbox.folderNamed('deleteditems')?.id ?? '');
  mailbox.tasks.remove(named(list(), 'Gone There'));
  await add('New Here');
  put({ displayName: 'New There', categories: ['CRM'] });
  mailbox.tasks.add(usualList, { title: 'New There', categories: ['CRM'], status: 'notStarted' });
  const time = { dateTime: '2026-03-23T09:00:00', timeZone: 'UTC' };
  addEvent(mailbox, { subject: 'New There', start: time, end: time, categories: ['CRM'] });
};

const calendarOf = ({ mailbox }: Pick<GraphSynchronized, 'mailbox'>) =>
  mailbox.events.inFolder(mailbox.folderNamed('calendar')?.id ?? '');

const shown = (items: readonly { readonly properties: Record<string, unknown> }[], names: readonly string[]) =>
  items.map(({ properties }) => JSON.stringify(names.map((name) => properties[name] ?? null))).sort();

/** All that both sides say, whatever things are called there. */
const stateOf = async ({ world, mailbox, book }: GraphSynchronized) => {
  const events = calendarOf({ mailbox });
  const visits = await world.ben.call('listActivities', { query: { kind: 'appointment' } });
  const records = await world.ben.call('listRecords', { params: { type: 'contact' }, query: {} });
  const tasks = await world.ben.call('listActivities', { query: { kind: 'task' } });
  const { account } = await world.ben.call('getMySynchronization');
  return {
    records: records.items.map(({ name, fields }) => `${name} ${JSON.stringify(fields)}`).sort(),
    tasks: tasks.items.map(({ subject, fields }) => `${subject} ${JSON.stringify(fields)}`).sort(),
    contacts: shown(book(), ['displayName', 'jobTitle']),
    todo: shown(mailbox.tasks.inFolder(usualList), ['title', 'status', 'dueDateTime']),
    visits: visits.items.map(({ subject, fields }) => `${subject} ${JSON.stringify({ ...fields, uid: '' })}`).sort(),
    calendar: shown(events, ['subject', 'location', '@occurrences']),
    linked: account?.linked,
    health: account?.health.state,
  };
};

/** What there is in the end after the nth answer of one cycle broke off; 0: none did. */
const cutAt = async (nth: number) => {
  await using sync = await graphSynchronized();
  const { ben } = sync.world;
  await ben.call('connectMySynchronization', { body: graphConnection(sync.graph) });
  await ben.call('changeMySynchronization', { body: { kinds: ['contact', 'task', 'appointment'] } });
  await ben.call('enableMySynchronization', { body: { enabled: true } });
  await prepare(sync);
  const before = sync.graph.seen.length;
  sync.graph.cutAt(nth);
  await sync.cycle();
  const calls = sync.graph.seen.slice(before).filter(({ path }) => path.startsWith('/v1.0/')).length;
  for (let n = 0; n < 3; n += 1) await sync.cycle();
  return { calls, state: await stateOf(sync) };
};

test('SYNC: Y11: a cycle with Microsoft Graph that is cut off at any answer ends in what it would have been', async () => {
  const { calls, state } = await cutAt(0);
  expect(calls).toBeGreaterThan(20);
  expect(state).toMatchObject({ health: 'working', linked: [{ count: 4 }, { count: 4 }, { count: 4 }] });
  for (let nth = 1; nth <= calls; nth += isFull ? 1 : 4)
    expect((await cutAt(nth)).state, `cut at ${nth}`).toEqual(state);
}, 600_000);
