import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { acceptAll, activities, outcomes } from '../support/router.ts';
import { addServed, imapAt } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld, type World } from '../support/world.ts';

const secret = 'ben light';
const masterKey = 'master key';
const loopback = ['127.0.0.0/8', '::1/128'];
const clock = createTestClock(new Date().toISOString());
let old: Dovecot;
let next: Dovecot;

beforeAll(async () => {
  const users = Object.fromEntries(['sink', 'ben', 'carla', 'moved'].map((name) => [name, secret]));
  old = await startDovecot({ users, masters: { router: masterKey } });
  next = await startDovecot({ users });
});
afterAll(async () => {
  await old[Symbol.asyncDispose]();
  await next[Symbol.asyncDispose]();
});

const open = () =>
  createWorld({
    clock,
    mailAuthorities: [old.authority, next.authority],
    allowedNetworks: loopback,
    mailboxes: { watches: 0 },
  });
const poll = async (world: World) => {
  clock.advance(61_000);
  await world.app.runner.settle();
};
const subjects = async ({ ben }: World) => (await activities(ben)).map(({ subject }) => subject).toSorted();

/** A forward mailbox at the first server that hands over what comes from now on. */
const openSink = async () => {
  const world = await open();
  const incoming = imapAt(old, 'sink');
  await addServed(world, { owner: { kind: 'sink' }, address: 'crm@contoso.test', incoming, secret });
  await poll(world);
  return world;
};

test('A17: from a Dovecot mailbox, mail by list, Bcc or alias reaches whom its delivery fields name', async () => {
  await using world = await openSink();
  await acceptAll(world.ben);
  await acceptAll(world.carla);
  const by = (id: string, headers: readonly string[], to = 'all@list.example') =>
    old.deliver('sink', eml({ id: `${id}@fabrikam.example`, subject: id, to, headers }));
  by('Delivered-To', ['Delivered-To: ben@contoso.test']);
  by('X-Original-To', ['X-Original-To: ben@contoso.test']);
  by('alias', ['Delivered-To: ben.alias@contoso.test']);
  by('Bcc', ['Delivered-To: carla@contoso.test'], 'undisclosed-recipients:;');
  by('nobody', ['Delivered-To: someone@elsewhere.example']);
  await poll(world);
  expect(await subjects(world)).toEqual(['Delivered-To', 'X-Original-To', 'alias']);
  expect((await activities(world.carla)).map(({ subject }) => subject)).toEqual(['Bcc']);
  const all = (await world.ana.call('listOutcomes', { query: { whose: 'everyone' } })).items;
  expect(all.map(({ code }) => code).toSorted((a, b) => a - b)).toEqual([3, 6, 6, 6, 6]);
});

test('R10: from a Dovecot mailbox, an incoming activity belongs to the owner of the mail it follows, else of the sender’s record, else to the first receiver', async () => {
  await using world = await openSink();
  await acceptAll(world.ben);
  await acceptAll(world.carla);
  const to = 'ben@contoso.test, carla@contoso.test';
  const ownerOf = async (subject: string) => {
    const found = (await activities(world.carla)).find((one) => one.subject === subject);
    const params = { activityId: found?.id ?? '' };
    return (await world.carla.call('getActivity', { params })).owner?.name;
  };
  old.deliver('sink', eml({ id: 'rung3@x.example', from: 'a@x.example', to, subject: 'first receiver' }));
  await poll(world);
  expect(await ownerOf('first receiver')).toBe('Ben Carter');
  await world.carla.call('createRecord', {
    params: { type: 'contact' },
    body: { name: 'Anna Berg', addresses: ['anna@fabrikam.example'] },
  });
  old.deliver('sink', eml({ id: 'rung2@fabrikam.example', to, subject: 'owner of the record' }));
  await poll(world);
  expect(await ownerOf('owner of the record')).toBe('Carla Weiss');
  const headers = ['In-Reply-To: <rung3@x.example>'];
  const reply = { id: 'rung1@x.example', from: 'a@x.example', subject: 'owner of what it follows', headers };
  old.deliver('sink', eml({ ...reply, to: 'carla@contoso.test, ben@contoso.test' }));
  await poll(world);
  expect(await ownerOf('owner of what it follows')).toBe('Ben Carter');
});

test('A19, A23: from a Dovecot mailbox, what programs wrote is handled by its headers, and our control fields from outside mean nothing', async () => {
  await using world = await openSink();
  await acceptAll(world.ben);
  const delivered = 'Delivered-To: ben@contoso.test';
  const by = (id: string, headers: readonly string[]) =>
    old.deliver('sink', eml({ id: `${id}@fabrikam.example`, subject: id, headers: [delivered, ...headers] }));
  by('vacation', ['Auto-Submitted: auto-replied']);
  by('newsletter', ['List-Id: <news.fabrikam.example>', 'Precedence: bulk']);
  by('suppressed', ['X-Auto-Response-Suppress: All', 'Auto-Submitted: auto-generated']);
  by('forged', ['X-Correspond-Track: 1', 'X-Correspond-Ticket: forged', 'X-Correspond-Id: forged']);
  await poll(world);
  expect(await subjects(world)).toEqual(['forged']);
  const codes = (await outcomes(world.ben)).map(({ code }) => code).toSorted((a, b) => a - b);
  expect(codes).toEqual([6, 100, 100, 108]);
  const [tracked] = await activities(world.ben);
  const answer = await world.ben.fetch(`/activities/${tracked?.id ?? ''}`);
  expect(await answer.text()).not.toContain('X-Correspond');
});

test('A25: from one Dovecot by IMAP to a second by POP3 with copied mail: nothing is tracked again, nothing is missed, and the test runs before', async () => {
  await using world = await open();
  await acceptAll(world.ben);
  const arrivedAt = () => new Date(clock.now());
  const mail = (n: number) =>
    eml({ id: `moved-${n}@fabrikam.example`, subject: `Mail ${n}`, date: new Date(clock.now()).toUTCString() });
  const owner = { kind: 'user' as const, id: world.ben.id };
  const { id: mailboxId } = await addServed(world, {
    owner,
    address: world.ben.email,
    incoming: imapAt(old, 'moved'),
    secret,
  });
  await poll(world);
  const copied = [1, 2, 3].map(mail);
  for (const one of copied) old.lay('moved', [{ bytes: one, arrivedAt: arrivedAt() }]);
  await poll(world);
  expect(await subjects(world)).toEqual(['Mail 1', 'Mail 2', 'Mail 3']);
  for (const one of [...copied.toReversed(), mail(4)]) next.lay('moved', [{ bytes: one, arrivedAt: arrivedAt() }]);
  const incoming: IncomingSettings = {
    protocol: 'pop3',
    host: next.host,
    port: next.pop3Port,
    security: 'startTls',
    signIn: { kind: 'password', user: 'moved' },
  };
  const change = (key: string) => ({ params: { mailboxId }, body: { incoming, secret: key } });
  expect(await world.ana.refused('changeMailbox', change('wrong'))).toMatchObject({ code: 'mailbox_not_ready' });
  old.lay('moved', [{ bytes: mail(5), arrivedAt: arrivedAt() }]);
  await poll(world);
  expect((await subjects(world)).at(-1)).toBe('Mail 5');
  expect((await world.ana.call('changeMailbox', change(secret))).incoming.protocol).toBe('pop3');
  await poll(world);
  await poll(world);
  expect(await subjects(world)).toEqual(['Mail 1', 'Mail 2', 'Mail 3', 'Mail 4', 'Mail 5']);
  expect(await outcomes(world.ben)).toHaveLength(5);
});

test('A26: one service identity reads many mailboxes; when its key ends each says so, and with the right one each goes on', async () => {
  await using world = await open();
  await acceptAll(world.ben);
  await acceptAll(world.carla);
  const add = async (caller: World['ben'], user: string) => {
    const incoming = { ...imapAt(old, user), signIn: { kind: 'masterUser' as const, user, master: 'router' } };
    const body = {
      owner: { kind: 'user' as const, id: caller.id },
      address: caller.email,
      incoming,
      secret: masterKey,
    };
    const { id } = await world.ana.call('addMailbox', { body });
    return world.ana.call('enableMailbox', { params: { mailboxId: id }, body: { enabled: true } });
  };
  const mailboxes = [await add(world.ben, 'ben'), await add(world.carla, 'carla')];
  await poll(world);
  old.deliver('ben', eml({ id: 'to-ben@fabrikam.example', subject: 'To Ben' }));
  old.deliver('carla', eml({ id: 'to-carla@fabrikam.example', subject: 'To Carla', to: world.carla.email }));
  await poll(world);
  const read = async (caller: World['ben']) => (await activities(caller)).map(({ subject }) => subject);
  expect([await read(world.ben), await read(world.carla)]).toEqual([['To Ben'], ['To Carla']]);
  const shown = JSON.stringify([await world.ana.call('listMailboxes'), await world.ben.call('listMyMailboxes')]);
  expect(shown).not.toContain(masterKey);
  for (const { id } of mailboxes) {
    const seal = world.app.secretBox.seal(`${world.contoso.id}/mailbox/${id}/secret`, 'ended');
    await world.store.transact(world.contoso.id, (tx) => tx.mailboxes.saveSecret(id, seal));
  }
  await poll(world);
  expect((await world.ana.call('listMailboxes')).items.map(({ health }) => health.state)).toEqual([
    'stopped',
    'stopped',
  ]);
  old.deliver('ben', eml({ id: 'later@fabrikam.example', subject: 'Later' }));
  for (const { id } of mailboxes)
    await world.ana.call('changeMailbox', { params: { mailboxId: id }, body: { secret: masterKey } });
  await poll(world);
  expect((await read(world.ben)).toSorted()).toEqual(['Later', 'To Ben']);
});
