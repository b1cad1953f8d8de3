import { expect, test } from 'vitest';
import { graphConnection, type GraphSynchronized, graphSynchronized } from '../support/graph-synchronized.ts';
import { usualList } from '../support/graph/todo-routes.ts';

/** Ben, with the tasks of his mailbox connected. */
const open = async (): Promise<GraphSynchronized> => {
  const sync = await graphSynchronized();
  const { ben } = sync.world;
  await ben.call('connectMySynchronization', { body: graphConnection(sync.graph) });
  await ben.call('changeMySynchronization', { body: { kinds: ['task'] } });
  await ben.call('enableMySynchronization', { body: { enabled: true } });
  return sync;
};

const todo = ({ mailbox }: GraphSynchronized) => mailbox.tasks.inFolder(usualList);

const tasks = async ({ world }: GraphSynchronized) =>
  (await world.ben.call('listActivities', { query: { kind: 'task' } })).items.sort((one, other) =>
    one.subject < other.subject ? -1 : 1,
  );

const put = ({ mailbox }: GraphSynchronized, title: string, categories: readonly string[] = []) =>
  mailbox.tasks.add(usualList, {
    title,
    categories,
    status: 'notStarted',
    body: { content: title, contentType: 'text' },
  });

const task = (subject: string, fields: Readonly<Record<string, string | number>> = {}) => ({
  body: { kind: 'task' as const, subject, notes: 'About pumps', fields },
});

test('Y1, Y2: a task goes to To Do and back, is done there, and a quiet cycle asks once and writes nothing', async () => {
  await using sync = await open();
  const { ben } = sync.world;
  const { id } = await ben.call(
    'createActivity',
    task('Call Anna', { due: '2026-03-20T17:00:00Z', start: '2026-03-18', percentComplete: 40 }),
  );
  await sync.cycle();
  const [item] = todo(sync);
  expect(item?.properties).toMatchObject({
    title: 'Call Anna',
    body: { content: 'About pumps' },
    dueDateTime: { dateTime: '2026-03-20T00:00:00.0000000' },
    linkedResources: [{ applicationName: 'Correspond' }],
  });
  if (item === undefined) throw new Error('no task');
  sync.mailbox.tasks.change(item, {
    title: 'Call Anna back',
    status: 'completed',
    completedDateTime: { dateTime: '2026-03-05T00:00:00.0000000', timeZone: 'UTC' },
  });
  await sync.cycle();
  expect(await tasks(sync)).toMatchObject([
    {
      id,
      subject: 'Call Anna back',
      state: 'completed',
      fields: { completed: '2026-03-05', due: '2026-03-20T17:00:00Z', percentComplete: 40 },
    },
  ]);
  await ben.call('changeActivity', { params: { activityId: id }, body: { notes: 'Called' } });
  await sync.cycle();
  expect(item.properties).toMatchObject({ body: { content: 'Called' }, status: 'completed' });
  await sync.cycle();
  const [{ version }, before] = [item, sync.graph.seen.length];
  await sync.cycle();
  const asked = sync.graph.seen.slice(before).filter(({ path }) => path.startsWith('/v1.0/'));
  expect([item.version, asked.map(({ method }) => method)]).toEqual([version, ['GET']]);
  expect(todo(sync)).toHaveLength(1);
});

test('Y13: of 120 tasks of one’s own and 2 tracked ones only the tracked ones come, and each of them once', async () => {
  await using sync = await open();
  for (let n = 0; n < 120; n += 1) put(sync, `Secret errand ${n}`);
  for (let n = 0; n < 2; n += 1) put(sync, `Customer ${n}`, ['crm']);
  await sync.cycle();
  await sync.cycle();
  expect((await tasks(sync)).map(({ subject }) => subject)).toEqual(['Customer 0', 'Customer 1']);
  const history = JSON.stringify(await sync.world.ben.call('listMySynchronizationHistory'));
  expect(history).not.toMatch(/errand/);
  expect(todo(sync)).toHaveLength(122);
});

test('Y6: what is deleted on either side goes on the other, but a task that is done is kept', async () => {
  await using sync = await open();
  const { ben } = sync.world;
  const ids = new Map<string, string>();
  for (const subject of ['Deleted here', 'Deleted there', 'Done', 'Stays'])
    ids.set(subject, (await ben.call('createActivity', task(subject))).id);
  await sync.cycle();
  const named = (title: string) => {
    const found = todo(sync).find(({ properties }) => properties['title'] === title);
    if (found === undefined) throw new Error(`no task ${title}`);
    return found;
  };
  sync.mailbox.tasks.change(named('Done'), {
    status: 'completed',
    completedDateTime: { dateTime: '2026-03-02T00:00:00.0000000', timeZone: 'UTC' },
  });
  await sync.cycle();
  await ben.call('deleteActivity', { params: { activityId: ids.get('Deleted here') ?? '' } });
  sync.mailbox.tasks.remove(named('Deleted there'));
  sync.mailbox.tasks.remove(named('Done'));
  await sync.cycle();
  await sync.cycle();
  expect((await tasks(sync)).map(({ subject }) => subject)).toEqual(['Done', 'Stays']);
  expect(todo(sync).map(({ properties }) => properties['title'])).toEqual(['Stays']);
});

test('Y11: a cycle that is cut off after a task was made makes no second one', async () => {
  await using sync = await open();
  await sync.world.ben.call('createActivity', task('Call Anna'));
  sync.graph.trouble('POST /v1.0/users', 'cut');
  await sync.cycle();
  expect(todo(sync)).toHaveLength(1);
  await sync.cycle();
  await sync.cycle();
  expect(todo(sync)).toHaveLength(1);
  expect((await sync.world.ben.call('getMySynchronization')).account).toMatchObject({
    health: { state: 'working' },
    linked: [{ kind: 'task', count: 1 }],
  });
});
