import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { PermanentFailure, TemporaryFailure } from '../../server/ports/failure.ts';
import type { MailSources } from '../../server/ports/mail-source.ts';
import { folderSources } from '../support/folder-sources.ts';
import { connect, createMailboxWorld, poll } from '../support/mailboxes.ts';
import { synchronized } from '../support/synchronized.ts';
import type { Caller } from '../support/world.ts';

const alertsOf = async (caller: Caller) => (await caller.call('listMyAlerts')).items;
const hourMs = 3_600_000;
const refused = new PermanentFailure('The mail server refuses user or secret.', { code: 'sign_in_refused' });
const certificate = new PermanentFailure('The certificate of the mail server is not valid.', {
  code: 'certificate_refused',
});
const away = new TemporaryFailure('The mail server does not answer.', { code: 'connection_failed' });

/** Y10: what stops, who hears of it, and how it goes on, on every engine. */
export const connectionsContract = (store: () => Promise<AppOptions['store']>): void => {
  /** Mailboxes of Ben, Carla and a third person at one server, which fail as they are told. */
  const open = async () => {
    const failures = new Map<string, Error>();
    const sources: MailSources = {
      ...folderSources,
      open: (profile) => {
        const source = folderSources.open(profile);
        const failure = failures.get(profile.settings.signIn.user);
        if (failure === undefined) return source;
        const fetch: typeof source.fetch = () => {
          throw failure;
        };
        return { ...source, fetch };
      },
    };
    const stage = await createMailboxWorld({ store: await store(), mailboxes: { sources, watches: 0 } });
    const { world } = stage;
    const dora = await world.addPerson({
      organizationId: world.contoso.id,
      email: 'dora@contoso.test',
      name: 'Dora Lind',
    });
    const add = async (person: Caller) => {
      const folder = stage.folder(person.email);
      const { id } = await connect(world, folder, { owner: { kind: 'user', id: person.id }, address: person.email });
      return { person, id, fails: (failure: Error | null) => fail(folder.path, failure) };
    };
    const fail = (path: string, failure: Error | null) => {
      if (failure === null) failures.delete(path);
      else failures.set(path, failure);
    };
    const mailboxes = { ben: await add(world.ben), carla: await add(world.carla), dora: await add(dora) };
    await poll(world);
    const state = async (id: string) =>
      (await world.ana.call('getMailbox', { params: { mailboxId: id } })).health.state;
    return { ...mailboxes, world, state, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() };
  };

  test('Y10: a certificate that ended and a server that is away are tried again and go on alone; nobody is called', async () => {
    await using stage = await open();
    const { world, ben, state } = stage;
    for (const failure of [certificate, away]) {
      ben.fails(failure);
      await poll(world);
      expect(await state(ben.id)).toBe('failing');
      ben.fails(null);
      await poll(world, hourMs);
      expect(await state(ben.id)).toBe('working');
    }
    expect([await alertsOf(world.ben), await alertsOf(world.ana)]).toEqual([[], []]);
  });

  test('Y10: a refused sign-in stops the mailbox; its owner is told once, also while it stays so, until it goes on', async () => {
    await using stage = await open();
    const { world, ben, state } = stage;
    ben.fails(refused);
    await poll(world);
    await poll(world, 2 * hourMs);
    expect(await state(ben.id)).toBe('stopped');
    expect(await alertsOf(world.ben)).toMatchObject([
      {
        kind: 'connectionStopped',
        forAdministrators: false,
        words: expect.stringContaining('Mail of ben@contoso.test is no longer fetched') as string,
      },
    ]);
    expect([await alertsOf(world.ana), await alertsOf(world.carla)]).toEqual([[], []]);
    ben.fails(null);
    await world.ana.call('enableMailbox', { params: { mailboxId: ben.id }, body: { enabled: true } });
    await poll(world);
    expect([await state(ben.id), await alertsOf(world.ben)]).toEqual(['working', []]);
  });

  test('Y10: of a forward mailbox that stops administrators hear', async () => {
    await using stage = await createMailboxWorld({ store: await store() });
    const { world } = stage;
    const folder = stage.folder('forward');
    await connect(world, folder, { owner: { kind: 'sink' }, address: 'forward@contoso.test' });
    const [mailbox] = await poll(world);
    const seal = world.app.secretBox.seal(`${world.contoso.id}/mailbox/${mailbox?.id ?? ''}/secret`, 'changed');
    await world.store.transact(world.contoso.id, (tx) => tx.mailboxes.saveSecret(mailbox?.id ?? '', seal));
    await poll(world);
    expect(await alertsOf(world.ana)).toMatchObject([{ kind: 'connectionStopped', forAdministrators: true }]);
    expect(await alertsOf(world.ben)).toEqual([]);
  });

  test('Y10: what stopped is tried again in bulk, all of it or by name; what is refused still stops and tells its owner anew', async () => {
    await using stage = await open();
    const { world, ben, carla, dora, state } = stage;
    const { ana } = world;
    for (const one of [ben, carla, dora]) one.fails(refused);
    await poll(world);
    await ana.call('enableMailbox', { params: { mailboxId: dora.id }, body: { enabled: false } });
    const { items, counts } = await ana.call('listConnections');
    expect(items.map(({ id, kind, ownerName, state: stands }) => [id, kind, ownerName, stands]).toSorted()).toEqual(
      [
        [ben.id, 'mail', 'Ben Carter', 'stopped'],
        [carla.id, 'mail', 'Carla Weiss', 'stopped'],
      ].toSorted(),
    );
    expect(counts).toEqual({ new: 0, working: 0, failing: 0, asking: 0, stopped: 2 });
    expect(JSON.stringify(items)).not.toMatch(/@contoso|open sesame/);
    for (const one of [ben, carla])
      await one.person.call('putAwayMyAlert', { params: { alertId: (await alertsOf(one.person))[0]?.id ?? '' } });
    ben.fails(null);
    expect(await ana.call('resumeConnections', { body: { ids: [ben.id, dora.id, 'absent'] } })).toEqual({ resumed: 1 });
    await poll(world, 0);
    expect([await state(ben.id), await state(carla.id)]).toEqual(['working', 'stopped']);
    expect(await ana.call('resumeConnections', { body: {} })).toEqual({ resumed: 1 });
    await poll(world, 0);
    expect(await state(carla.id)).toBe('stopped');
    expect((await alertsOf(world.carla)).map(({ kind }) => kind)).toEqual(['connectionStopped']);
    expect(await alertsOf(world.ben)).toEqual([]);
    expect(await world.ben.refused('resumeConnections', { body: {} })).toMatchObject({ code: 'not_permitted' });
    const names = Array.from({ length: 501 }, (_one, index) => `id ${index}`);
    expect(await ana.call('resumeConnections', { body: { ids: names.slice(1) } })).toEqual({ resumed: 0 });
    expect(await ana.refused('resumeConnections', { body: { ids: names } })).toMatchObject({ code: 'invalid_request' });
  });

  test('Y10: administrators are told once when more than half of a server’s connections fail, and again after that was over', async () => {
    await using stage = await open();
    const { world, ben, carla, dora } = stage;
    const ofProfile = async () => (await alertsOf(world.ana)).filter(({ kind }) => kind === 'profileFailing');
    ben.fails(away);
    await poll(world);
    expect(await ofProfile()).toEqual([]);
    carla.fails(away);
    await poll(world);
    expect(await ofProfile()).toMatchObject([
      {
        forAdministrators: true,
        words: expect.stringMatching(/^2 of 3 connections to mail\.contoso\.test /) as string,
      },
    ]);
    expect(await alertsOf(world.ben)).toEqual([]);
    await world.ana.call('putAwayMyAlert', { params: { alertId: (await ofProfile())[0]?.id ?? '' } });
    dora.fails(away);
    await poll(world);
    expect(await ofProfile()).toEqual([]);
    await poll(world, 5 * hourMs);
    expect(await ofProfile()).toEqual([]);
    for (const one of [ben, carla, dora]) one.fails(null);
    await poll(world, hourMs);
    for (const one of [ben, carla]) one.fails(away);
    await poll(world);
    expect((await ofProfile()).map(({ words }) => words.slice(0, 6))).toEqual(['2 of 3']);
  });

  test('Y10: an account that stops tells its user, is tried again in bulk, and is forgotten with the account', async () => {
    await using sync = await synchronized({ store: await store() });
    const { ana, ben } = sync.world;
    await ben.call('connectMySynchronization', {
      body: { url: sync.server.url, user: sync.server.user, secret: 'another' },
    });
    await sync.cycle();
    expect((await alertsOf(ben)).map(({ kind, words }) => [kind, words.slice(0, 36)])).toEqual([
      ['connectionStopped', 'Your contacts, tasks and appointment'],
    ]);
    expect((await ana.call('listConnections')).items).toMatchObject([
      { kind: 'items', ownerName: 'Ben Carter', server: '127.0.0.1', state: 'stopped' },
    ]);
    expect(await ana.call('resumeConnections', { body: {} })).toEqual({ resumed: 1 });
    expect(await alertsOf(ben)).toEqual([]);
    await sync.cycle();
    expect((await alertsOf(ben)).map(({ kind }) => kind)).toEqual(['connectionStopped']);
    await ben.call('disconnectMySynchronization');
    expect([await alertsOf(ben), (await ana.call('listConnections')).items]).toEqual([[], []]);
  });

  test('Y10: a failure of an item and an alert are kept for 30 days to the millisecond', async () => {
    await using sync = await synchronized({ store: await store() });
    const { ben, clock, app, store: opened } = sync.world;
    const account = await opened.read(ben.organizationId, (read) => read.synchronization.ofUser(ben.id));
    const scope = { accountId: account?.id ?? '', kind: 'contact' } as const;
    await app.runner.settle();
    const note = (name: string) =>
      opened.transact(ben.organizationId, async (tx) => {
        const item = { crmId: null, mailboxId: name, words: `${name} is refused.` };
        await tx.synchronization.noteFailure(scope, item, clock.now());
        const alert = { id: name, userId: ben.id, kind: 'mailboxTaken', subjectId: name, words: name } as const;
        await tx.alerts.add({ ...alert, at: clock.now() });
      });
    await note('older');
    clock.advance(1);
    await note('younger');
    clock.advance(30 * 24 * hourMs);
    await app.runner.settle();
    const { failures } = await ben.call('listMySynchronizationHistory');
    expect(failures.map(({ words }) => words)).toEqual(['younger is refused.']);
    expect((await alertsOf(ben)).map(({ words }) => words)).toEqual(['younger']);
  });
};
