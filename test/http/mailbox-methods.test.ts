import { expect, test } from 'vitest';
import type { MailboxMethods } from '#shared/model/mailbox-methods.ts';
import { eml } from '../support/eml.ts';
import { connect, createMailboxWorld, poll } from '../support/mailboxes.ts';
import { outlookSynchronized } from '../support/outlook-synchronized.ts';
import { acceptAll, activities, deliver } from '../support/router.ts';
import { synchronized } from '../support/synchronized.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const choose = ({ ana }: World, { id: userId }: Caller, methods: Partial<MailboxMethods>) =>
  ana.call('changeUserSettings', { params: { userId }, body: { methods } });
const mail = (n: number) => eml({ id: `m${n}@fabrikam.example`, subject: `Mail ${n}` });
const subjects = async (caller: Caller) => (await activities(caller)).map(({ subject }) => subject).toSorted();

test('I7: an administrator chooses by direction and its user reads it; nobody chooses for themselves or elsewhere', async () => {
  await using world = await createWorld();
  const { ana, ben, olga } = world;
  expect((await ben.call('getMySettings')).methods).toEqual({ incoming: 'any', outgoing: 'any', items: 'any' });
  await choose(world, ben, { incoming: 'router' });
  await choose(world, ben, { items: 'outlook' });
  expect((await ben.call('getMySettings')).methods).toEqual({ incoming: 'router', outgoing: 'any', items: 'outlook' });
  const params = { userId: ben.id };
  const body = { methods: { incoming: 'none' } } as const;
  expect(await ben.refused('changeMySettings', { body: body as never })).toMatchObject({ code: 'invalid_request' });
  expect(await ben.refused('changeUserSettings', { params, body })).toMatchObject({ code: 'not_permitted' });
  expect(await olga.refused('changeUserSettings', { params, body })).toMatchObject({ code: 'user_not_found' });
  for (const direction of ['outgoing', 'items'])
    expect(
      await ana.refused('changeUserSettings', { params, body: { methods: { [direction]: 'router' } } }),
    ).toMatchObject({ code: 'invalid_request', issues: [{ field: `methods.${direction}` }] });
});

test('I7: where a router brings in mail the server does not fetch it, and says who does; chosen again, it is fetched', async () => {
  await using stage = await createMailboxWorld();
  const { world } = stage;
  const { ana, ben } = world;
  await acceptAll(ben);
  const folder = stage.folder('ben');
  const { id: mailboxId } = await connect(world, folder, { owner: { kind: 'user', id: ben.id }, address: ben.email });
  await poll(world);
  await choose(world, ben, { incoming: 'router' });
  expect(await ana.call('getMailbox', { params: { mailboxId } })).toMatchObject({ enabled: false });
  const enable = { params: { mailboxId }, body: { enabled: true } };
  expect(await ana.refused('enableMailbox', enable)).toMatchObject({
    code: 'mailbox_not_ready',
    detail: expect.stringContaining('A router brings in mail of this person') as string,
  });
  folder.put(mail(1));
  await poll(world);
  expect(await subjects(ben)).toEqual([]);
  expect(await deliver(ana, mail(2))).toMatchObject({ promote: true });
  await choose(world, ben, { incoming: 'server' });
  await ana.call('enableMailbox', enable);
  await poll(world);
  expect(await subjects(ben)).toEqual(['Mail 1', 'Mail 2']);
});

test('I7: a mailbox that was switched on meanwhile is not read all the same', async () => {
  await using stage = await createMailboxWorld();
  const { world } = stage;
  const { ben, contoso, store } = world;
  await acceptAll(ben);
  const folder = stage.folder('ben');
  const { id } = await connect(world, folder, { owner: { kind: 'user', id: ben.id }, address: ben.email });
  await poll(world);
  await choose(world, ben, { incoming: 'outlook' });
  await store.transact(contoso.id, async (tx) => {
    const mailbox = await tx.mailboxes.find(id);
    if (mailbox !== null) await tx.mailboxes.save({ ...mailbox, enabled: true });
    await tx.mailboxes.schedule(id, true);
  });
  folder.put(mail(1));
  await poll(world);
  expect(await subjects(ben)).toEqual([]);
});

test.each(['none', 'outlook'] as const)(
  'I7: incoming %s: nothing is tracked for that person by itself, whichever way it comes; for others it is',
  async (incoming) => {
    await using world = await createWorld();
    const { ana, ben, carla } = world;
    for (const person of [ben, carla]) await acceptAll(person);
    await choose(world, ben, { incoming });
    expect(await deliver(ana, mail(1))).toMatchObject({
      promote: false,
      reason: 'noRecipientMatch',
      sentence: expect.stringContaining('nobody it was sent to takes mail by itself') as string,
    });
    const both = eml({ id: 'both@fabrikam.example', subject: 'Both', to: `${ben.email}, ${carla.email}` });
    expect(await deliver(ana, both)).toMatchObject({ promote: true });
    expect([await subjects(ben), await subjects(carla)]).toEqual([[], ['Both']]);
  },
);

test('I7: outgoing: the server sends nothing in the name of whose Outlook sends, and says so', async () => {
  await using world = await createWorld();
  const { ben } = world;
  const body = { to: ['anna@fabrikam.example'], subject: 'Pumps', text: 'Here is the quote.' };
  const { id: emailId } = await ben.call('createEmail', { body });
  for (const [outgoing, says] of [
    ['outlook', 'Mail of this person goes out by Outlook, write it there'],
    ['none', 'Nothing is sent in the name of this person'],
  ] as const) {
    await choose(world, ben, { outgoing });
    expect(await ben.refused('sendEmail', { params: { emailId } })).toMatchObject({
      code: 'mailbox_not_ready',
      detail: expect.stringContaining(says) as string,
    });
  }
  expect(await ben.call('getEmail', { params: { emailId } })).toMatchObject({ status: 'draft' });
});

test('I7: items: where an Outlook synchronizes the server does not, and the links stay for the way back', async () => {
  await using sync = await synchronized();
  const { ben } = sync.world;
  await ben.call('createRecord', { params: { type: 'contact' }, body: { name: 'Anna Muster', addresses: [] } });
  await sync.cycle();
  await choose(sync.world, ben, { items: 'outlook' });
  expect((await ben.call('getMySynchronization')).account).toMatchObject({ enabled: false, linked: [{ count: 1 }] });
  expect(await ben.refused('enableMySynchronization', { body: { enabled: true } })).toMatchObject({
    code: 'mailbox_not_ready',
    detail: expect.stringContaining('The synchronizing Outlook of this person synchronizes') as string,
  });
  await choose(sync.world, ben, { items: 'server' });
  await ben.call('enableMySynchronization', { body: { enabled: true } });
  await sync.cycle();
  expect(await sync.server.person.list(sync.book)).toHaveLength(1);
});

test('I7: items: where the server synchronizes, or nothing, an Outlook does not', async () => {
  await using sync = await outlookSynchronized();
  const desk = await sync.outlook('Desk');
  await desk.claim();
  await desk.connect();
  await choose(sync.world, sync.world.ben, { items: 'none' });
  expect((await sync.world.ben.call('getMySynchronization')).account).toMatchObject({ enabled: false });
  await expect(desk.cycle()).rejects.toMatchObject({
    code: 'mailbox_not_ready',
    message: expect.stringContaining('Nothing synchronizes contacts') as string,
  });
  await choose(sync.world, sync.world.ben, { items: 'server' });
  await expect(desk.connect()).rejects.toMatchObject({
    code: 'mailbox_not_ready',
    message: expect.stringContaining('This server synchronizes contacts') as string,
  });
});
