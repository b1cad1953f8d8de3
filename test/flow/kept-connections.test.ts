import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { approveMailbox } from '../../server/usecases/mailboxes/admit-mailbox.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { addServed, imapAt } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld, type World } from '../support/world.ts';

const secret = 'ben light';
const within = { timeout: 20_000, interval: 50 };
const names = ['disabled', 'removed', 'changed', 'elsewhere', 'kept'];

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot({ users: Object.fromEntries(names.map((name) => [name, secret])) });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

/** Processes of the server that hold a connection of this user. */
const connectionsOf = (user: string): readonly string[] =>
  dovecot
    .doveadm('who', '-1', user)
    .split('\n')
    .slice(1)
    .flatMap((line) => line.trim().split(/\s+/)[2] ?? []);

const open = (): Promise<World> =>
  createWorld({
    clock: createTestClock(new Date().toISOString()),
    mailAuthorities: [dovecot.authority],
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    mailboxes: { watches: 10 },
  });

/** A mailbox whose connection is kept between two polls, and one beside it. */
const keepConnection = async (world: World, user: string): Promise<string> => {
  const own = { owner: { kind: 'sink' }, settlement: { kind: 'leave' } } as const;
  const add = (name: string) =>
    addServed(world, { ...own, address: `${name}@contoso.test`, incoming: imapAt(dovecot, name), secret });
  const { id } = await add(user);
  await add('kept');
  world.app.runner.start();
  const polled = async () => (await world.ana.call('listMailboxes')).items.every(({ health }) => health.lastPolledAt);
  await vi.waitFor(async () => expect(await polled()).toBe(true), within);
  await vi.waitFor(() => expect([connectionsOf(user).length, connectionsOf('kept').length]).toEqual([1, 1]), within);
  return id;
};

test('A1: the connection that waits for news ends at once when its mailbox is switched off', async () => {
  await using world = await open();
  const mailboxId = await keepConnection(world, 'disabled');
  await world.ana.call('enableMailbox', { params: { mailboxId }, body: { enabled: false } });
  await vi.waitFor(() => expect(connectionsOf('disabled')).toEqual([]), within);
  expect(connectionsOf('kept')).toHaveLength(1);
});

test('A1: the connection that waits for news ends at once when its mailbox is removed', async () => {
  await using world = await open();
  const mailboxId = await keepConnection(world, 'removed');
  await world.ana.call('removeMailbox', { params: { mailboxId } });
  await vi.waitFor(() => expect(connectionsOf('removed')).toEqual([]), within);
  expect(connectionsOf('kept')).toHaveLength(1);
});

test('A25: when a mailbox is changed it is read anew over another connection, and the former one ends', async () => {
  await using world = await open();
  const mailboxId = await keepConnection(world, 'changed');
  const [before = ''] = connectionsOf('changed');
  const changed = await world.ana.ask('changeMailbox', {
    params: { mailboxId },
    body: { pollSeconds: 300 },
    headers: { 'if-match': '*' },
  });
  expect(changed.status).toBe(200);
  await vi.waitFor(() => {
    expect(connectionsOf('changed')).toHaveLength(1);
    expect(connectionsOf('changed')).not.toContain(before);
  }, within);
});

test('A1: a process that is not told finds out by itself that another one switched a mailbox off', async () => {
  await using world = await open();
  const mailboxId = await keepConnection(world, 'elsewhere');
  const admin = { organizationId: world.contoso.id, userId: world.ana.id };
  await approveMailbox({ ...world.app, wakeUp: () => undefined })(admin, mailboxId, {
    approved: false,
    takesOver: false,
  });
  await vi.waitFor(() => expect(connectionsOf('elsewhere')).toEqual([]), within);
});
