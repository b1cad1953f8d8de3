import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PresentItem, SideItem } from '#shared/sync/item.ts';
import type { RemoteSide } from '../../server/ports/remote-sides.ts';
import { graphAccount, graphSides } from '../support/graph/graph-place.ts';
import { type GraphServer, startGraph } from '../support/graph/graph-server.ts';
import { taskNamed, usualList } from '../support/graph/todo-routes.ts';

const user = 'ben@contoso.test';
let graph: GraphServer;
let side: RemoteSide;

beforeEach(async () => {
  graph = await startGraph({ users: [user] });
  const place = {
    kind: 'task' as const,
    collection: usualList,
    organizationId: 'org-1',
    categories: ['CRM'],
    takesPrivate: false,
    ownAddresses: [user],
  };
  side = await graphSides(graph).open(graphAccount(graph, user), place, new AbortController().signal);
});
afterEach(async () => {
  side.close();
  await graph[Symbol.asyncDispose]();
  expect(graph.violations).toEqual([]);
});

const present = (item: SideItem | undefined): PresentItem => {
  if (item?.state !== 'present') throw new Error('the task is not there');
  return item;
};
const read = async (id: string) => present((await side.read([id]))[0]);
const created = async (fields: Readonly<Record<string, string>>) => {
  const result = await side.create({ subject: 'Call Anna', ...fields }, 'rec-1');
  if (result.kind !== 'written') throw new Error(result.kind);
  return result.item;
};

test.each(['2026-03-05T17:00:00Z', '2026-03-05T00:00:00Z', '2026-03-05'])(
  'Y2: due at %s is read so as long as the day stays, though To Do keeps the day alone',
  async (due) => {
    const { id } = await created({ due });
    const task = taskNamed(graph.mailbox(user), id);
    expect(task.properties['dueDateTime']).toMatchObject({ dateTime: '2026-03-05T00:00:00.0000000' });
    expect(await read(id)).toMatchObject({ mark: 'rec-1', fields: { due } });
    const { view, cursor } = await side.changes(null);
    expect(present(view.items.get(id)).fields['due']).toBe(due);
    graph.mailbox(user).tasks.change(task, { title: 'Call Anna again' });
    expect(present((await side.changes(cursor)).view.items.get(id)).fields).toMatchObject({
      subject: 'Call Anna again',
      due,
    });
    graph
      .mailbox(user)
      .tasks.change(task, { dueDateTime: { dateTime: '2026-03-06T00:00:00.0000000', timeZone: 'UTC' } });
    expect((await read(id)).fields['due']).toBe('2026-03-06');
  },
);

test('Y11: the moment moves with a change, and a day that somebody writes meanwhile is not written over', async () => {
  const { id } = await created({ due: '2026-03-05T17:00:00Z' });
  const moved = await side.update(await read(id), { due: '2026-03-07T08:00:00Z' }, 'rec-1');
  expect(moved).toMatchObject({ kind: 'written', item: { revision: (await read(id)).revision } });
  expect((await read(id)).fields['due']).toBe('2026-03-07T08:00:00Z');
  const before = await read(id);
  const tasks = graph.mailbox(user).tasks;
  tasks.change(taskNamed(graph.mailbox(user), id), {
    dueDateTime: { dateTime: '2026-03-09T00:00:00.0000000', timeZone: 'UTC' },
  });
  expect(await side.update(before, { due: '2026-03-08' }, 'rec-1')).toEqual({ kind: 'changed' });
  expect((await read(id)).fields['due']).toBe('2026-03-09');
});

test('Y7: a task that came from To Do is marked for its record, and a copy of it for no other', async () => {
  const id = (await created({})).id;
  const { properties } = taskNamed(graph.mailbox(user), id);
  graph.mailbox(user).tasks.add(usualList, { ...properties });
  const { view } = await side.changes(null);
  const marks = [...view.items.values()].map((item) => present(item).mark);
  expect(marks).toEqual(['rec-1', 'rec-1']);
  const copy = [...view.items.keys()].find((one) => one !== id) ?? '';
  await side.update(await read(copy), {}, 'rec-2');
  expect([(await read(id)).mark, (await read(copy)).mark]).toEqual(['rec-1', 'rec-2']);
});
