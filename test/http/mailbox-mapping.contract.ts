import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import type { RemoteSides } from '../../server/ports/remote-sides.ts';
import { rightSecret } from '../support/folder-sources.ts';
import { connect as connectMailbox, createMailboxWorld, incomingOf } from '../support/mailboxes.ts';
import { synchronized } from '../support/synchronized.ts';
import type { Caller } from '../support/world.ts';

type Synchronized = Awaited<ReturnType<typeof synchronized>>;
const contact = (name: string) => ({
  params: { type: 'contact' },
  body: { name, addresses: [`${name.replace(' ', '.')}@muster.example`] },
});
const accountOf = async (caller: Caller) => (await caller.call('getMySynchronization')).account;
const alertsOf = async (caller: Caller) => (await caller.call('listMyAlerts')).items;

/** Ben's account as somebody else wishes to connect it. */
const wished = (
  { server: { url, user, secret } }: Synchronized,
  given: { secret?: string; takeOver?: boolean } = {},
) => ({
  body: { url, user, secret, ...given },
});

/** Links of one's contacts, as they stand in the database. */
const linksOf = async ({ world: { store } }: Synchronized, { id, organizationId }: Caller) =>
  store.read(organizationId, async (read) => {
    const account = await read.synchronization.ofUser(id);
    return account === null ? [] : read.synchronization.links({ accountId: account.id, kind: 'contact' });
  });

/** I5, I6: one mailbox per user, one user per mailbox, one synchronizing organization; on every engine. */
export const mailboxMappingContract = (store: () => Promise<AppOptions['store']>): void => {
  const open = async (options: Partial<AppOptions> = {}) => synchronized({ store: await store(), ...options });

  test('I5: a mailbox that is mapped is refused with who has it and since when; with working credentials it is taken over', async () => {
    await using sync = await open();
    const { ben, carla } = sync.world;
    await ben.call('createRecord', contact('Anna Muster'));
    await sync.cycle();
    const refused = await carla.refused('connectMySynchronization', wished(sync));
    expect(refused).toMatchObject({
      code: 'mailbox_mapped',
      status: 409,
      userName: 'Ben Carter',
      since: '2026-03-02T09:00:00.000Z',
    });
    expect(JSON.stringify(refused)).not.toMatch(/127\.0\.0\.1|Secret|ben@/);
    const wrong = await carla.refused('connectMySynchronization', wished(sync, { secret: 'wrong', takeOver: true }));
    expect(wrong).toMatchObject({ code: 'mailbox_not_ready' });
    expect(await accountOf(carla)).toBeNull();
    expect(await accountOf(ben)).toMatchObject({ enabled: true, health: { state: 'working' } });
    await carla.call('connectMySynchronization', wished(sync, { takeOver: true }));
    await carla.call('enableMySynchronization', { body: { enabled: true } });
    expect(await accountOf(ben)).toMatchObject({
      enabled: false,
      nextCycleAt: null,
      health: {
        state: 'stopped',
        problem: expect.stringContaining('Carla Weiss has connected your mailbox') as string,
      },
      linked: [{ kind: 'contact', count: 1 }],
    });
    expect(await sync.contacts()).toEqual(['Anna Muster']);
    await sync.cycle();
    expect(await accountOf(carla)).toMatchObject({ enabled: true, health: { state: 'working' } });
    expect(await ben.refused('enableMySynchronization', { body: { enabled: true } })).toMatchObject({
      code: 'mailbox_mapped',
      userName: 'Carla Weiss',
    });
    await ben.call('enableMySynchronization', { body: { enabled: true, takeOver: true } });
    expect((await accountOf(carla))?.enabled).toBe(false);
    expect((await alertsOf(carla)).map(({ kind }) => kind)).toEqual(['mailboxTaken']);
  });

  test('Y10: whoever lost a mailbox is alerted until they put it away; nobody else is', async () => {
    await using sync = await open();
    const { ana, ben, carla } = sync.world;
    await carla.call('connectMySynchronization', wished(sync, { takeOver: true }));
    const [alert, ...more] = await alertsOf(ben);
    expect([alert, more]).toMatchObject([
      { kind: 'mailboxTaken', forAdministrators: false, words: expect.stringContaining('stays yours') as string },
      [],
    ]);
    expect([await alertsOf(ana), await alertsOf(carla)]).toEqual([[], []]);
    const params = { alertId: alert?.id ?? '' };
    expect(await carla.refused('putAwayMyAlert', { params })).toMatchObject({ code: 'not_found' });
    await ben.call('putAwayMyAlert', { params });
    expect(await alertsOf(ben)).toEqual([]);
    expect(await ben.refused('putAwayMyAlert', { params })).toMatchObject({ code: 'not_found' });
  });

  test('I5: of two that claim a free mailbox at once one has it and the other is told', async () => {
    await using sync = await open();
    const { ben, carla, ana } = sync.world;
    await ben.call('disconnectMySynchronization');
    for (let n = 0; n < 4; n += 1) {
      const answers = await Promise.all(
        [ana, ben, carla].map((one) => one.ask('connectMySynchronization', wished(sync))),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
      const winner = [ana, ben, carla][answers.findIndex(({ status }) => status === 200)];
      await winner?.call('disconnectMySynchronization');
    }
  });

  test('I5: of two that take a mailbox over at once one has it, and the former owner is told once', async () => {
    await using sync = await open();
    const { ben, carla } = sync.world;
    const dora = await sync.world.addPerson({
      organizationId: ben.organizationId,
      email: 'dora@contoso.test',
      name: 'Dora Lind',
    });
    const takers = [carla, dora];
    await Promise.all(takers.map((one) => one.ask('connectMySynchronization', wished(sync, { takeOver: true }))));
    const found = await sync.world.store.read(ben.organizationId, (read) => read.mappings.find('ben@127.0.0.1'));
    const owners = takers.filter(({ id }) => id === found?.userId);
    expect(owners).toHaveLength(1);
    expect((await alertsOf(ben)).map(({ kind }) => kind)).toEqual(['mailboxTaken']);
  });

  test('I5: a cycle under way when the mailbox is taken over writes nothing more, neither there nor here', async () => {
    const hook = { taken: async (): Promise<void> => Promise.resolve() };
    const sides = (real: RemoteSides): RemoteSides => ({
      test: (...given) => real.test(...given),
      open: async (...given) => {
        const side = await real.open(...given);
        const changes = async (cursor: string | null) => {
          const found = await side.changes(cursor);
          await hook.taken();
          return found;
        };
        return { ...side, changes };
      },
    });
    await using sync = await open({ synchronization: { sides } });
    const { ben, carla } = sync.world;
    await ben.call('createRecord', contact('Anna Muster'));
    await ben.call('createRecord', contact('Bo Beispiel'));
    hook.taken = async () => {
      await carla.call('connectMySynchronization', wished(sync, { takeOver: true }));
    };
    await sync.cycle();
    expect(await sync.server.person.list(sync.book)).toEqual([]);
    expect(await linksOf(sync, ben)).toEqual([]);
    expect(await accountOf(ben)).toMatchObject({ enabled: false, running: false, health: { state: 'stopped' } });
  });

  test('I6: only one organization synchronizes a mailbox; the other stays connected, and neither touches the links of the other', async () => {
    await using sync = await open();
    const { ben, pete } = sync.world;
    await ben.call('createRecord', contact('Anna Muster'));
    await sync.cycle();
    const before = await linksOf(sync, ben);
    const [path = ''] = await sync.server.person.list(sync.book);
    const marks = async () =>
      [...((await sync.server.person.get(path)) ?? '').matchAll(/^X-CORRESPOND-RECORD.*(?:\r\n .*)*/gm)].map(
        ([line]) => line,
      );
    const ours = await marks();
    await pete.call('connectMySynchronization', wished(sync));
    const refused = await pete.refused('enableMySynchronization', { body: { enabled: true } });
    expect(refused).toMatchObject({ code: 'mailbox_synchronized_elsewhere', status: 409, organizationName: null });
    expect(JSON.stringify(refused)).not.toMatch(/Contoso|Ben/);
    expect((await accountOf(pete))?.enabled).toBe(false);
    await pete.call('enableMySynchronization', { body: { enabled: true, takeOver: true } });
    const { params, body } = contact('Anna Muster');
    await pete.call('createRecord', { params, body: { ...body, fields: { jobTitle: 'Buyer' } } });
    await sync.cycle();
    await sync.cycle();
    const theirs = await linksOf(sync, pete);
    expect(theirs).toHaveLength(1);
    expect(await linksOf(sync, ben)).toEqual(before);
    // One card for both, with a mark of each.
    const both = await marks();
    expect([ours.length, both.length, both.slice(0, 1)]).toEqual([1, 2, ours]);
    expect(await sync.server.person.list(sync.book)).toEqual([path]);
    const [alert] = await alertsOf(ben);
    expect(alert).toMatchObject({ kind: 'synchronizingElsewhere' });
    expect(alert?.words).not.toMatch(/Fabrikam|Pete/);
    expect(await accountOf(ben)).toMatchObject({ enabled: false, health: { state: 'stopped' } });
    await pete.call('enableMySynchronization', { body: { enabled: false } });
    await ben.call('enableMySynchronization', { body: { enabled: true } });
    await sync.cycle();
    expect((await linksOf(sync, ben)).map(({ link }) => link.id)).toEqual(before.map(({ link }) => link.id));
    expect([await marks(), await linksOf(sync, pete)]).toEqual([both, theirs]);
  });

  test('I6: whoever belongs to both organizations is told which one synchronizes', async () => {
    await using sync = await open();
    const { ben, fabrikam } = sync.world;
    const there = await sync.world.addPerson({ organizationId: fabrikam.id, email: ben.email, name: 'Ben Carter' });
    await there.call('connectMySynchronization', wished(sync));
    expect(await there.refused('enableMySynchronization', { body: { enabled: true } })).toMatchObject({
      code: 'mailbox_synchronized_elsewhere',
      organizationName: 'Contoso Pumps',
    });
    await there.call('enableMySynchronization', { body: { enabled: true, takeOver: true } });
    expect((await alertsOf(ben))[0]?.words).toMatch(/^Fabrikam Air synchronizes your mailbox now/);
  });

  test('I5: mail that is fetched maps a mailbox too: signing in at another server proves nothing, an administrator may', async () => {
    await using stage = await createMailboxWorld({ store: await store() });
    const { world } = stage;
    const { ana, ben, carla } = world;
    const folder = stage.folder('ben@contoso.test');
    const { id: mailboxId } = await connectMailbox(world, folder, {
      owner: { kind: 'user', id: ben.id },
      address: ben.email,
    });
    const incoming = incomingOf(folder);
    const own = (host: string, secret = rightSecret) => ({
      body: { incoming: { ...incoming, host }, secret, takeOver: true },
    });
    expect(await carla.refused('addMyMailbox', { body: { incoming, secret: rightSecret } })).toMatchObject({
      code: 'mailbox_mapped',
      userName: 'Ben Carter',
    });
    expect(await carla.refused('addMyMailbox', own('mail.elsewhere.test'))).toMatchObject({ code: 'not_permitted' });
    expect(await carla.refused('addMyMailbox', own(incoming.host, 'wrong'))).toMatchObject({
      code: 'mailbox_not_ready',
    });
    expect(await alertsOf(ben)).toEqual([]);
    const given = { incoming: { ...incoming, host: 'imap.contoso.test' }, secret: 'not tried', address: carla.email };
    await ana.call('addMailbox', { body: { ...given, owner: { kind: 'user', id: carla.id }, takeOver: true } });
    expect(await ana.call('getMailbox', { params: { mailboxId } })).toMatchObject({
      enabled: false,
      health: { state: 'stopped', problem: expect.stringContaining('Carla Weiss') as string },
    });
    expect((await alertsOf(ben)).map(({ kind }) => kind)).toEqual(['mailboxTaken']);
    expect(await ana.refused('enableMailbox', { params: { mailboxId }, body: { enabled: true } })).toMatchObject({
      code: 'mailbox_mapped',
      userName: 'Carla Weiss',
    });
  });

  test('I5: mail of a person is fetched from one mailbox; once it is removed another takes its place, and it is free', async () => {
    await using stage = await createMailboxWorld({ store: await store() });
    const { world } = stage;
    const { ana, ben, carla } = world;
    const [first, second] = [stage.folder('first'), stage.folder('second')];
    const bens = { owner: { kind: 'user' as const, id: ben.id }, address: ben.email };
    const { id: mailboxId } = await connectMailbox(world, first, bens);
    const body = { incoming: incomingOf(second), secret: rightSecret, ...bens };
    expect(await ana.refused('addMailbox', { body })).toMatchObject({ code: 'already_exists' });
    await ana.call('removeMailbox', { params: { mailboxId } });
    await connectMailbox(world, second, bens);
    await connectMailbox(world, first, { owner: { kind: 'user', id: carla.id }, address: carla.email });
  });
};
