import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { createRandomIds } from '../../server/adapters/system/random-ids.ts';
import { createApp } from '../../server/app.ts';
import { passingSecrets } from '../../server/config/secrets.ts';
import { eml } from '../support/eml.ts';
import { folderSources } from '../support/folder-sources.ts';
import { startGraph } from '../support/graph/graph-server.ts';
import { connect, createMailboxWorld, poll } from '../support/mailboxes.ts';
import { acceptAll, activities, outcomes } from '../support/router.ts';
import { addServed, graphAt, graphSecret } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld, type TestClock, type World } from '../support/world.ts';

const ben = 'ben@contoso.test';
const subjects = async (world: World) => (await activities(world.ben)).map(({ subject }) => subject).toSorted();
/** Graph and the product go by one clock of the test's own. */
const pollBy = (clock: TestClock, { app, ana }: World) => poll({ app, ana, clock });

test('A14: a mail that Microsoft 365 lists and never gives out holds up no other, and is told as what it is after five tries', async () => {
  const clock = createTestClock();
  await using graph = await startGraph({ users: [ben], now: () => clock.now() });
  await using world = await createWorld({ clock, mailAuthorities: [graph.authority], mailboxes: { watches: 0 } });
  await acceptAll(world.ben);
  const owner = { kind: 'user' as const, id: world.ben.id };
  await addServed(world, { owner, address: ben, incoming: graphAt(graph, ben), secret: graphSecret });
  await world.app.runner.settle();
  const arrive = (name: string) =>
    graph.deliver(ben, eml({ id: `${name}@fabrikam.example`, subject: name }), { receivedAt: clock.now() });
  clock.advance(1_000);
  const { number } = arrive('poison').message;
  graph.trouble(
    `${String(number).padStart(8, '0')}=/$value`,
    ...Array.from({ length: 5 }, () => ({ status: 500, code: 'ErrorInternalServerError' })),
  );
  for (const [tries, name] of ['first', 'second', 'third', 'fourth', 'fifth'].entries()) {
    const [mailbox] = await pollBy(clock, world);
    expect(mailbox?.health.state).toBe('working');
    expect(await outcomes(world.ben)).toHaveLength(tries < 4 ? tries : 5);
    arrive(name);
  }
  await pollBy(clock, world);
  await pollBy(clock, world);
  expect(await subjects(world)).toEqual(['fifth', 'first', 'fourth', 'second', 'third']);
  const passed = (await outcomes(world.ben)).filter(({ code }) => code === 106);
  expect(passed).toMatchObject([
    { reason: 'unreadable', sentence: expect.stringContaining('none of five tries') as string },
  ]);
  expect((await world.ana.call('listUndeliverable', { query: {} })).items).toEqual([]);
  expect(graph.violations).toEqual([]);
});

test('A14: such a mail that is given out at a later try is tracked, and nothing else is told of it', async () => {
  const clock = createTestClock();
  await using graph = await startGraph({ users: [ben], now: () => clock.now() });
  await using world = await createWorld({ clock, mailAuthorities: [graph.authority], mailboxes: { watches: 0 } });
  await acceptAll(world.ben);
  const owner = { kind: 'user' as const, id: world.ben.id };
  await addServed(world, { owner, address: ben, incoming: graphAt(graph, ben), secret: graphSecret });
  await world.app.runner.settle();
  clock.advance(1_000);
  graph.deliver(ben, eml({ subject: 'late' }), { receivedAt: clock.now() });
  graph.trouble('/$value', { status: 500 }, { status: 500 });
  await pollBy(clock, world);
  await pollBy(clock, world);
  expect(await subjects(world)).toEqual([]);
  await pollBy(clock, world);
  await pollBy(clock, world);
  expect([await subjects(world), (await outcomes(world.ben)).length]).toEqual([['late'], 1]);
});

test('A1: a process that starts reads at once what waits for its time: the one before may have been told of news', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'correspond-start-'));
  const store = { engine: 'sqlite' as const, path: join(directory, 'db.sqlite'), contentDirectory: null };
  const secrets = passingSecrets();
  {
    await using stage = await createMailboxWorld({ store, secrets });
    const { world } = stage;
    await acceptAll(world.ben);
    const folder = stage.folder('ben');
    await connect(world, folder, { owner: { kind: 'user', id: world.ben.id }, address: ben, pollSeconds: 86_400 });
    await poll(world);
    folder.put(eml(), new Date('2026-03-02T09:01:30Z'));
    await poll(world);
    expect(await subjects(world)).toEqual([]);
    const next = await createApp({
      store,
      secrets,
      log: createPinoLog('silent'),
      clock: world.clock,
      ids: createRandomIds(world.clock),
      parts: ['router'],
      mailboxes: { sources: folderSources, watches: 0 },
    });
    await next.runner.settle();
    await next.close();
    expect(await subjects(world)).toEqual(['Quote for pumps']);
  }
  rmSync(directory, { recursive: true });
});
