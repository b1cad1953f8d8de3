import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { type GraphSynchronized, graphConnection, graphSynchronized } from '../support/graph-synchronized.ts';

const contact = (name: string, addresses: readonly string[], fields: Record<string, string> = {}) => ({
  params: { type: 'contact' },
  body: { name, addresses: [...addresses], fields },
});

const connected = async (sync: GraphSynchronized, given: Parameters<typeof graphConnection>[1] = {}) => {
  await sync.world.ben.call('connectMySynchronization', { body: graphConnection(sync.graph, given) });
  await sync.world.ben.call('enableMySynchronization', { body: { enabled: true } });
};

const health = async ({ world }: GraphSynchronized) =>
  (await world.ben.call('getMySynchronization')).account?.health ?? null;

/** Y1, Y6, Y7, Y10, Y13 with Microsoft Graph: what every engine's product does. */
export const graphSynchronizationContract = (store: () => Promise<AppOptions['store']>): void => {
  const open = async (options: Partial<AppOptions> = {}) => graphSynchronized({ store: await store(), ...options });

  test('Y1: a contact goes to Outlook, a change of either side reaches the other, and a quiet cycle writes nothing', async () => {
    await using sync = await open();
    await connected(sync);
    const { ben } = sync.world;
    const fields = { firstName: 'Anna', lastName: 'Muster', phone: '+49 1', city: 'Köln', birthday: '1974-07-22' };
    const { id } = await ben.call('createRecord', contact('Anna Muster', ['Anna@Muster.example'], fields));
    await sync.cycle();
    const item = sync.written('Anna Muster');
    expect(item.properties).toMatchObject({
      givenName: 'Anna',
      emailAddresses: [{ address: 'anna@muster.example' }],
      businessPhones: ['+49 1'],
      businessAddress: { city: 'Köln' },
      birthday: '1974-07-22T11:59:00Z',
    });
    sync.mailbox.contacts.change(item, { businessPhones: ['+49 2', '+49 3'], spouseName: 'Kim' });
    await sync.cycle();
    const params = { type: 'contact', id };
    expect((await ben.call('getRecord', { params })).fields).toMatchObject({ phone: '+49 2', city: 'Köln' });
    await ben.call('changeRecord', { params, body: { fields: { lastName: 'Beispiel', phone: '+49 4' } } });
    await sync.cycle();
    expect(item.properties).toMatchObject({
      displayName: 'Anna Beispiel',
      surname: 'Beispiel',
      businessPhones: ['+49 4', '+49 3'],
      spouseName: 'Kim',
    });
    const { version } = item;
    await sync.cycle();
    const before = sync.graph.seen.length;
    await sync.cycle();
    expect(item.version).toBe(version);
    const asked = sync.graph.seen.slice(before).filter(({ path }) => path.startsWith('/v1.0/'));
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
    expect(sync.book()).toHaveLength(1);
  });

  test('Y13: of 500 private contacts and 3 tracked ones only the tracked ones come, and of the others nothing is stored', async () => {
    await using sync = await open();
    const { world } = sync;
    for (let n = 0; n < 500; n += 1) sync.put({ displayName: `Secretperson ${n}`, personalNotes: `hush ${n}` });
    for (let n = 0; n < 3; n += 1) sync.put({ displayName: `Customer ${n}`, categories: ['Friends', 'crm'] });
    await connected(sync);
    await sync.cycle();
    await sync.cycle();
    expect(await sync.contacts()).toEqual(['Customer 0', 'Customer 1', 'Customer 2']);
    const seen = JSON.stringify([
      await world.ben.call('listMySynchronizationHistory'),
      await world.store.read(world.contoso.id, async (read) => [
        await read.workflows.eventsAfter(0, 1_000),
        await read.synchronization.cycle({
          accountId: (await read.synchronization.ofUser(world.ben.id))?.id ?? '',
          kind: 'contact',
        }),
      ]),
    ]);
    expect(seen).not.toMatch(/Secretperson|hush/);
    expect(sync.book()).toHaveLength(503);
  });

  test('Y7: equal ones meet for the first time and are linked; a copy is left alone, also among many changes', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    const standing = sync.put({
      displayName: 'Anna Muster',
      emailAddresses: [{ address: 'Anna@Muster.example', name: 'Anna at work' }],
      jobTitle: 'Head of pumps',
    });
    const { id } = await ben.call('createRecord', contact('Anna Muster', ['anna@muster.example'], { phone: '+49 7' }));
    await connected(sync);
    await sync.cycle();
    expect(sync.book()).toHaveLength(1);
    expect(standing.properties).toMatchObject({
      businessPhones: ['+49 7'],
      emailAddresses: [{ address: 'Anna@Muster.example', name: 'Anna at work' }],
    });
    expect((await ben.call('getRecord', { params: { type: 'contact', id } })).fields).toMatchObject({
      jobTitle: 'Head of pumps',
    });
    const properties = { ...standing.properties, categories: ['CRM'] };
    sync.mailbox.contacts.add(standing.folderId, properties, standing.extended);
    await sync.cycle();
    expect(await sync.contacts()).toEqual(['Anna Muster']);
    for (let n = 0; n < 30; n += 1) sync.put({ displayName: `New ${n}` });
    sync.mailbox.contacts.add(standing.folderId, properties, standing.extended);
    await sync.cycle();
    expect(await sync.contacts()).toEqual(['Anna Muster']);
  });

  test('Y6: deleted in the CRM it goes from Outlook; deleted in Outlook it stays in the CRM and is not written again', async () => {
    await using sync = await open();
    await connected(sync);
    const { ben } = sync.world;
    const first = await ben.call('createRecord', contact('Anna Muster', ['anna@muster.example']));
    await ben.call('createRecord', contact('Bo Beispiel', ['bo@muster.example']));
    await sync.cycle();
    await ben.call('deleteRecord', { params: { type: 'contact', id: first.id } });
    await sync.cycle();
    expect(sync.book().map(({ properties }) => properties['displayName'])).toEqual(['Bo Beispiel']);
    const deleted = sync.mailbox.folderNamed('deleteditems')?.id ?? '';
    expect(sync.mailbox.contacts.inFolder(deleted)).toHaveLength(1);
    sync.mailbox.contacts.move(sync.written('Bo Beispiel'), deleted);
    await sync.cycle();
    await sync.cycle();
    expect(await sync.contacts()).toEqual(['Bo Beispiel']);
    expect(sync.book()).toEqual([]);
  });

  test('Y10: more addresses than Outlook has room for fail that contact alone, and it says so', async () => {
    await using sync = await open();
    await connected(sync);
    const { ben } = sync.world;
    const addresses = ['a', 'b', 'c', 'd'].map((name) => `${name}@muster.example`);
    const { id } = await ben.call('createRecord', contact('Four Addresses', addresses));
    await ben.call(
      'createRecord',
      contact(
        'Three Addresses',
        addresses.slice(0, 3).map((one) => `x${one}`),
      ),
    );
    await sync.cycle();
    expect(sync.book().map(({ properties }) => properties['displayName'])).toEqual(['Three Addresses']);
    expect((await ben.call('listMySynchronizationHistory')).failures).toMatchObject([
      { recordId: id, words: 'Outlook has room for 3 addresses of a contact, and this one has 4.' },
    ]);
    expect(await health(sync)).toMatchObject({ state: 'working' });
  });

  test('Y10: asked to wait, the account waits so long and goes on alone; a token that ends is asked for anew', async () => {
    await using sync = await open();
    await connected(sync);
    const { ben } = sync.world;
    await ben.call('createRecord', contact('Anna Muster', ['anna@muster.example']));
    sync.graph.trouble('/delta', { status: 429, headers: { 'retry-after': '20000' } });
    await sync.cycle();
    expect(await health(sync)).toMatchObject({ state: 'failing', failures: 1 });
    await sync.cycle();
    // Five hours are less than it was asked to wait.
    expect(await health(sync)).toMatchObject({ state: 'failing', failures: 1 });
    sync.graph.tokens.live.clear();
    await sync.cycle();
    expect(await health(sync)).toMatchObject({ state: 'working', failures: 0 });
    expect(sync.book()).toHaveLength(1);
  });

  test('Y10: a state that the service has forgotten, an answer that breaks off and a service that is away double nothing', async () => {
    await using sync = await open();
    await connected(sync);
    const { ben } = sync.world;
    await ben.call('createRecord', contact('Anna Muster', ['anna@muster.example']));
    sync.graph.trouble('POST /v1.0/users', 'cut');
    await sync.cycle();
    expect(await health(sync)).toMatchObject({ state: 'failing' });
    await sync.cycle();
    sync.mailbox.contacts.deltaEpoch += 1;
    sync.mailbox.contacts.change(sync.written('Anna Muster'), { jobTitle: 'Buyer' });
    await sync.cycle();
    await sync.graph.stop();
    await sync.cycle();
    expect(await health(sync)).toMatchObject({ state: 'failing' });
    await sync.graph.start();
    await sync.cycle();
    expect(await health(sync)).toMatchObject({ state: 'working' });
    expect(sync.book()).toHaveLength(1);
    const { items } = await ben.call('listRecords', { params: { type: 'contact' }, query: {} });
    expect(items).toMatchObject([{ name: 'Anna Muster', fields: { jobTitle: 'Buyer' } }]);
  });

  test('Y10: a permission that is missing and a secret that is refused wait for the person, and the step says what helps', async () => {
    await using sync = await open();
    await connected(sync);
    const { ben } = sync.world;
    await ben.call('createRecord', contact('Anna Muster', ['anna@muster.example']));
    sync.graph.trouble('POST /v1.0/users', { status: 403, code: 'ErrorAccessDenied' });
    await sync.cycle();
    expect(await health(sync)).toMatchObject({
      state: 'stopped',
      problem: 'The service does not permit us to use these items of the mailbox.',
    });
    sync.graph.trouble('contactFolders/contacts', { status: 403, code: 'ErrorAccessDenied' });
    const { steps } = await ben.call('testMySynchronization');
    expect(steps.at(-1)).toMatchObject({ step: 'contact', passed: false });
    expect(steps.at(-1)?.remedy).toMatch(/Contacts\.ReadWrite/);
    await ben.call('connectMySynchronization', { body: graphConnection(sync.graph, { secret: 'another' }) });
    const { code } = await ben.refused('enableMySynchronization', { body: { enabled: true } });
    expect(code).toBe('mailbox_not_ready');
    await sync.cycle();
    expect(await health(sync)).toMatchObject({
      state: 'stopped',
      problem: 'The token endpoint refuses us: invalid_client. Sign in again there.',
    });
    await connected(sync);
    await sync.cycle();
    expect(await health(sync)).toMatchObject({ state: 'working' });
    expect(sync.book()).toHaveLength(1);
  });

  test('Y1: by the user’s own refresh token, which the service replaces with each use', async () => {
    await using sync = await open();
    await connected(sync, { grant: 'refreshToken', secret: 'refresh-1' });
    const { ben } = sync.world;
    for (const name of ['One', 'Two', 'Three']) {
      await ben.call('createRecord', contact(name, [`${name}@muster.example`]));
      sync.graph.tokens.live.clear();
      await sync.cycle();
    }
    expect(await health(sync)).toMatchObject({ state: 'working', failures: 0, problem: null });
    expect(sync.book()).toHaveLength(3);
    expect(sync.graph.tokens.issued()).toBeGreaterThan(3);
    const { account } = await ben.call('getMySynchronization');
    expect(account).toMatchObject({ protocol: 'graph', user: 'ben@contoso.test', mailbox: null });
    expect(JSON.stringify(account)).not.toMatch(/refresh-/);
  });

  test('Y1: by the sign-in that the organization keeps for one’s mailbox, whose secret nobody tells', async () => {
    await using sync = await open();
    const { ana, ben, carla } = sync.world;
    const { user: mailbox, url: baseUrl, secret, signIn } = graphConnection(sync.graph);
    const { id } = await ana.call('addMailbox', {
      body: {
        owner: { kind: 'user', id: ben.id },
        address: 'ben@contoso.test',
        incoming: { protocol: 'graph', baseUrl, mailbox, signIn: { kind: 'oauth', user: mailbox, ...signIn } },
        secret,
      },
    });
    expect((await carla.refused('connectMySynchronizationByMailbox', { body: { mailbox: id } })).code).toBe(
      'mailbox_not_found',
    );
    await ben.call('connectMySynchronizationByMailbox', { body: { mailbox: id } });
    await ben.call('enableMySynchronization', { body: { enabled: true } });
    await ben.call('createRecord', contact('Anna Muster', ['anna@muster.example']));
    await sync.cycle();
    expect(sync.book()).toHaveLength(1);
    expect((await ben.call('getMySynchronization')).account).toMatchObject({ mailbox: id, signIn: null });
    await ana.call('removeMailbox', { params: { mailboxId: id } });
    await sync.cycle();
    expect(await health(sync)).toMatchObject({ state: 'stopped' });
    const { steps } = await ben.call('testMySynchronization');
    expect(steps).toMatchObject([{ step: 'auth', passed: false }]);
  });

  test('Y1: Microsoft Graph needs a sign-in, and no other protocol takes one', async () => {
    await using sync = await open();
    const { signIn, ...without } = graphConnection(sync.graph);
    const { ben } = sync.world;
    expect(await ben.refused('connectMySynchronization', { body: without })).toMatchObject({ code: 'invalid_request' });
    const dav = { protocol: 'dav' as const, url: 'https://dav.contoso.test', user: 'ben', secret: 'x', signIn };
    expect(await ben.refused('connectMySynchronization', { body: dav })).toMatchObject({ code: 'invalid_request' });
    expect((await ben.call('getMySynchronization')).account).toBeNull();
  });
};
