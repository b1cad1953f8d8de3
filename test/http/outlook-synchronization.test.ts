import { describe, expect, test } from 'vitest';
import type { StoreLocation } from '../../server/adapters/store/store.ts';
import { ApiError } from '../../addin/api/api-error.ts';
import { usualList } from '../support/graph/todo-routes.ts';
import { freshSchemas } from '../support/fresh-schema.ts';
import { type OneOutlook, type OutlookSynchronized, outlookSynchronized } from '../support/outlook-synchronized.ts';

const contact = (name: string, addresses: readonly string[], fields: Record<string, string> = {}) => ({
  params: { type: 'contact' },
  body: { name, addresses: [...addresses], fields },
});

const times = { start: '2026-03-20T09:00:00Z', end: '2026-03-20T10:00:00Z' };

const task = (subject: string) => ({ body: { kind: 'task' as const, subject, notes: '', fields: {} } });

const appointment = (subject: string, fields: Record<string, unknown> = {}) => ({
  body: { kind: 'appointment' as const, subject, notes: '', fields: { ...times, ...fields } },
});

const names = ({ book }: OutlookSynchronized) => book().map(({ properties }) => properties['displayName']);
const todo = ({ mailbox }: OutlookSynchronized) =>
  mailbox.tasks.inFolder(usualList).map(({ properties }) => properties['title']);

const connected = async (sync: OutlookSynchronized): Promise<OneOutlook> => {
  const desk = await sync.outlook('Desk');
  await desk.claim();
  await desk.connect();
  return desk;
};

/** The mailbox of Ben's, as somebody connects it that the server synchronizes. */
const overServer = { url: 'https://dav.contoso.test/', user: 'ben@contoso.test', secret: 'of this server' };

const codeOf = (error: unknown) => (error instanceof ApiError ? error.code : error);

/** Every row that a cycle may write. */
const rowsOf = ({ world }: OutlookSynchronized) =>
  world.store.read(world.contoso.id, async (read) => {
    const account = await read.synchronization.ofUser(world.ben.id);
    const scope = { accountId: account?.id ?? '', kind: 'contact' } as const;
    return JSON.stringify([
      await read.synchronization.links(scope),
      await read.synchronization.cycle(scope),
      await read.synchronization.happenings(scope.accountId, 100),
      await read.workflows.eventsAfter(0, 1_000),
    ]);
  });

const newSchema = await freshSchemas();
const engines: readonly { readonly engine: string; readonly newStore: () => Promise<StoreLocation> }[] = [
  { engine: 'sqlite', newStore: () => Promise.resolve({ engine: 'sqlite', path: ':memory:', contentDirectory: null }) },
  { engine: 'postgres', newStore: async () => ({ engine: 'postgres', url: await newSchema(), connections: 4 }) },
];

describe.each(engines)('synchronization by Outlook on $engine', ({ newStore }) => {
  const open = async () => outlookSynchronized({ store: await newStore() });

  test('Y1: a contact and a task go both ways through the Outlook that synchronizes, and a quiet cycle writes nothing', async () => {
    await using sync = await open();
    const desk = await connected(sync);
    const { ben } = sync.world;
    const { id } = await ben.call('createRecord', contact('Anna Muster', ['anna@muster.example'], { phone: '+49 1' }));
    await ben.call('createActivity', task('Call Anna'));
    sync.put({ displayName: 'Bo Beispiel', categories: ['CRM'], emailAddresses: [{ address: 'bo@muster.example' }] });
    expect(await desk.cycle()).toMatchObject({ kind: 'done', changes: 3, asks: false });
    expect(names(sync).sort()).toEqual(['Anna Muster', 'Bo Beispiel']);
    expect(todo(sync)).toEqual(['Call Anna']);
    expect(await sync.contacts()).toEqual(['Anna Muster', 'Bo Beispiel']);
    const anna = sync.book().find(({ properties }) => properties['displayName'] === 'Anna Muster');
    sync.mailbox.contacts.change(anna!, { businessPhones: ['+49 2'] });
    await ben.call('changeRecord', { params: { type: 'contact', id }, body: { fields: { jobTitle: 'Buyer' } } });
    expect(await desk.cycle()).toMatchObject({ kind: 'done', changes: 1 });
    expect(anna!.properties).toMatchObject({ jobTitle: 'Buyer', businessPhones: ['+49 2'] });
    expect((await ben.call('getRecord', { params: { type: 'contact', id } })).fields).toMatchObject({ phone: '+49 2' });
    await desk.cycle();
    const before = sync.graph.seen.length;
    expect(await desk.cycle()).toMatchObject({ kind: 'done', changes: 0 });
    expect(sync.graph.seen.slice(before).map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });

  test('Y13: of 500 private contacts and 3 tracked ones nothing but the tracked ones is told to the server', async () => {
    await using sync = await open();
    const desk = await connected(sync);
    for (let n = 0; n < 500; n += 1) sync.put({ displayName: `Secretperson ${n}` });
    for (let n = 0; n < 3; n += 1) sync.put({ displayName: `Customer ${n}`, categories: ['CRM'] });
    const told: string[] = [];
    const { fetch: before } = globalThis;
    globalThis.fetch = (asked, init) => {
      told.push(init?.body as string);
      return before(asked, init);
    };
    try {
      await desk.cycle();
      sync.put({ displayName: 'Secretperson 500' });
      await desk.cycle();
    } finally {
      globalThis.fetch = before;
    }
    expect(await sync.contacts()).toEqual(['Customer 0', 'Customer 1', 'Customer 2']);
    const all = told.join('\n');
    expect(all).toContain('Customer 2');
    expect(all).not.toMatch(/Secretperson/);
    expect(new Set(all.match(/AAkALgC\d+=/g)).size).toBe(3);
  });

  test('I2: taken over in the middle of a cycle, the former Outlook changes no row, and each item is there once', async () => {
    await using sync = await open();
    const desk = await connected(sync);
    const laptop = await sync.outlook('Laptop');
    const { ben } = sync.world;
    for (const name of ['Anna Muster', 'Bo Beispiel', 'Cy Probe'])
      await ben.call('createRecord', contact(name, [`${name.slice(0, 2).toLowerCase()}@muster.example`]));
    let rows = '';
    let written = 0;
    const former = await desk.cycle({
      before: async (method) => {
        if (method !== 'POST' || (written += 1) !== 2) return;
        // The first contact is linked; the second stands in the mailbox before anybody may note it.
        await laptop.claim(true);
        expect((await laptop.cycle()).kind).toBe('notNow');
        rows = await rowsOf(sync);
      },
    });
    expect(former).toEqual({ kind: 'takenOver' });
    expect(await rowsOf(sync)).toBe(rows);
    expect(sync.book()).toHaveLength(2);
    expect((await laptop.cycle()).kind).toBe('done');
    await laptop.cycle();
    expect(names(sync).sort()).toEqual(['Anna Muster', 'Bo Beispiel', 'Cy Probe']);
    expect(await sync.contacts()).toEqual(['Anna Muster', 'Bo Beispiel', 'Cy Probe']);
    await expect(desk.cycle().catch(codeOf)).resolves.toBe('stale_generation');
  });

  test('I2: every write waits for the word of the server that the cycle still holds', async () => {
    await using sync = await open();
    const desk = await connected(sync);
    const laptop = await sync.outlook('Laptop');
    await sync.world.ben.call('createRecord', contact('Anna Muster', ['anna@muster.example']));
    let asked = false;
    const former = await desk.cycle({
      before: async (method) => {
        if (method !== 'GET' || asked) return;
        asked = true;
        await laptop.claim(true);
      },
    });
    expect(former).toEqual({ kind: 'takenOver' });
    expect(sync.book()).toEqual([]);
    expect(await laptop.cycle()).toMatchObject({ kind: 'done', changes: 1 });
    expect(names(sync)).toEqual(['Anna Muster']);
  });

  test('I3: another Outlook sees for which one how much waits, and may not synchronize', async () => {
    await using sync = await open();
    const desk = await connected(sync);
    const laptop = await sync.outlook('Laptop');
    const { ben } = sync.world;
    await ben.call('createRecord', contact('Anna Muster', ['anna@muster.example']));
    await desk.cycle();
    const waiting = async () => (await laptop.call('getOutlookSynchronization', {})).waiting;
    expect(await waiting()).toEqual([
      { kind: 'contact', count: 0 },
      { kind: 'task', count: 0 },
      { kind: 'appointment', count: 0 },
    ]);
    await ben.call('createRecord', contact('Bo Beispiel', ['bo@muster.example']));
    await ben.call('createActivity', task('Call Bo'));
    await ben.call('createActivity', appointment('Visit Bo'));
    // The mailbox has the one, and somebody else invites to the other.
    await ben.call('createActivity', { body: { ...appointment('Seen there').body, outlookId: 'AAMk-seen' } });
    await ben.call('createActivity', appointment('Invited', { organizer: 'bo@muster.example', isOrganizer: false }));
    expect(await laptop.call('getOutlookSynchronization', {})).toMatchObject({
      account: { runsIn: 'outlook', enabled: true },
      holder: { deviceId: desk.deviceId, name: 'Desk' },
      waiting: [
        { kind: 'contact', count: 1 },
        { kind: 'task', count: 1 },
        { kind: 'appointment', count: 1 },
      ],
    });
    await expect(laptop.connect().catch(codeOf)).resolves.toBe('stale_generation');
    await expect(laptop.cycle().catch(codeOf)).resolves.toBe('stale_generation');
  });

  test('I5: an Outlook is told who has the mailbox; it takes over what is its own user’s address, on its word alone nothing', async () => {
    await using sync = await open();
    const { ben, carla } = sync.world;
    await carla.call('connectMySynchronization', { body: overServer });
    const desk = await sync.outlook('Desk');
    await desk.claim();
    const refused: unknown = await desk.connect().catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'mailbox_mapped', members: { userName: 'Carla Weiss' } });
    expect((await ben.call('getMySynchronization')).account).toBeNull();
    await desk.connect({ takeOver: true });
    expect((await carla.call('listMyAlerts')).items.map(({ kind }) => kind)).toEqual(['mailboxTaken']);
    expect((await carla.call('getMySynchronization')).account).toMatchObject({ health: { state: 'stopped' } });
    expect((await desk.cycle()).kind).toBe('done');
    const hers = await sync.outlook('Her desk', carla.email);
    await hers.claim();
    await expect(hers.connect().catch(codeOf)).resolves.toBe('not_permitted');
    await expect(hers.connect({ takeOver: true }).catch(codeOf)).resolves.toBe('not_permitted');
    expect((await ben.call('listMyAlerts')).items).toEqual([]);
    expect((await desk.cycle()).kind).toBe('done');
  });

  test('I5: a mailbox that is nobody’s is connected by an Outlook only where it is its user’s address; otherwise the way there is named', async () => {
    await using sync = await open();
    const { ana, carla, store, contoso } = sync.world;
    const hers = await sync.outlook('Her desk', carla.email);
    await hers.claim();
    const refused: unknown = await hers.connect().catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'not_permitted', message: expect.stringMatching(/My addresses/) });
    await expect(hers.connect({ user: 'nobody' }).catch(codeOf)).resolves.toBe('not_permitted');
    expect((await carla.call('getMySynchronization')).account).toBeNull();
    expect(await store.read(contoso.id, (read) => read.mappings.ofUser(carla.id))).toEqual([]);
    const desk = await connected(sync);
    await desk.call('disconnectMySynchronization', {});
    await ana.call('changeUser', { params: { userId: carla.id }, body: { addresses: ['carlas.box@contoso.test'] } });
    expect(await hers.connect({ user: 'Carlas.Box@contoso.test' })).toMatchObject({ runsIn: 'outlook', enabled: true });
  });

  test('I5: an administrator’s Outlook needs no proof', async () => {
    await using sync = await open();
    const office = await sync.outlook('Office', sync.world.ana.email);
    await office.claim();
    expect(await office.connect()).toMatchObject({ enabled: true, user: 'ben@contoso.test' });
  });

  test('I5: when an administrator gives the mailbox to somebody else, the Outlook that is at it changes no row more', async () => {
    await using sync = await open();
    const { ana, ben } = sync.world;
    const desk = await connected(sync);
    for (const name of ['Anna Muster', 'Bo Beispiel', 'Cy Probe'])
      await ben.call('createRecord', contact(name, [`${name.slice(0, 2).toLowerCase()}@muster.example`]));
    let rows = '';
    let written = 0;
    const former = await desk.cycle({
      before: async (method) => {
        if (method !== 'POST' || (written += 1) !== 2) return;
        await ana.call('connectMySynchronization', { body: { ...overServer, takeOver: true } });
        rows = await rowsOf(sync);
      },
    });
    expect(former.kind).not.toBe('done');
    expect(await rowsOf(sync)).toBe(rows);
    expect(sync.book().length).toBeLessThanOrEqual(2);
    expect((await ben.call('listMyAlerts')).items.map(({ kind }) => kind)).toEqual(['mailboxTaken']);
    await expect(desk.cycle().catch(codeOf)).resolves.toBe('mailbox_not_ready');
  });

  test('I6: what another organization synchronizes no Outlook does here, unless it is its own user’s address', async () => {
    await using sync = await open();
    const { ben, olga, pete } = sync.world;
    await olga.call('changeUser', { params: { userId: pete.id }, body: { addresses: [ben.email] } });
    const theirs = await sync.outlook('There', pete.email);
    await theirs.claim();
    await theirs.connect();
    const desk = await sync.outlook('Desk');
    await desk.claim();
    const refused: unknown = await desk.connect().catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'mailbox_synchronized_elsewhere', members: { organizationName: null } });
    expect((await ben.call('getMySynchronization')).account).toBeNull();
    await desk.connect({ takeOver: true });
    expect((await pete.call('listMyAlerts')).items.map(({ kind }) => kind)).toEqual(['synchronizingElsewhere']);
    expect((await pete.call('getMySynchronization')).account).toMatchObject({ enabled: false });
    expect((await desk.cycle()).kind).toBe('done');
    await expect(theirs.connect().catch(codeOf)).resolves.toBe('mailbox_synchronized_elsewhere');
    // An administrator there has no say over what is synchronized here.
    const office = await sync.outlook('Office there', olga.email);
    await office.claim();
    await expect(office.connect({ takeOver: true }).catch(codeOf)).resolves.toBe('not_permitted');
    await desk.call('disconnectMySynchronization', {});
    expect(await theirs.connect()).toMatchObject({ enabled: true });
  });

  test('I3: where IT configured no application, no Outlook is let synchronize, and the server’s way is named', async () => {
    await using sync = await outlookSynchronized({ store: await newStore(), outlookApplication: null });
    const desk = await sync.outlook('Desk');
    await desk.claim();
    const refused: unknown = await desk.connect().catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'mailbox_not_ready',
      message: expect.stringMatching(/server’s synchronization/),
    });
  });

  test('Y9, Y10: it goes by the schedule of the server; a mailbox that refuses is not asked again before a person comes', async () => {
    await using sync = await open();
    const desk = await connected(sync);
    expect(await desk.cycle()).toMatchObject({ kind: 'done', waitMs: 900_000 });
    sync.graph.trouble('/contactFolders', { status: 429, headers: { 'retry-after': '120' } });
    expect(await desk.cycle()).toMatchObject({ kind: 'failed', code: 'throttled', waitMs: 120_000 });
    sync.graph.trouble('/contactFolders', { status: 403, code: 'ErrorAccessDenied' });
    expect(await desk.cycle()).toMatchObject({ kind: 'failed', code: 'permission_refused', waitMs: null });
    const { account } = await desk.call('getMySynchronization', {});
    expect(account).toMatchObject({ health: { state: 'stopped' }, nextCycleAt: null });
    expect(await desk.cycle()).toMatchObject({ kind: 'done' });
  });
});
