import { afterAll, beforeAll, expect, test } from 'vitest';
import { addServed, imapAt } from '../support/served-mailboxes.ts';
import { type MailSystem, startMailSystem } from '../support/mail-system.ts';
import { createTestClock, createWorld, type World } from '../support/world.ts';

const secret = 'harbour light';
const [ana, ben, sink] = ['ana@contoso.test', 'ben@contoso.test', 'crm@forward.test'];
const minute = 60_000;
const clock = createTestClock(new Date().toISOString());
let mail: MailSystem;
/** One for all tests: a server forwards no Message-ID twice, and another world would begin to count anew. */
let world: World;
beforeAll(async () => {
  mail = await startMailSystem({
    users: { [ana]: secret, [ben]: secret, [sink]: secret },
    masters: { rules: 'master key' },
    domain: 'contoso.test',
    outerDomain: 'forward.test',
  });
  world = await open();
}, 60_000);
afterAll(async () => {
  await world.close();
  await mail[Symbol.asyncDispose]();
});

/** The organization fetches its forward mailbox and the mail of its administrator, and Ben's rule is deployed. */
const open = async (): Promise<World> => {
  const { dovecot, smtpPort } = mail;
  const opened = await createWorld({
    clock,
    smtp: { host: '127.0.0.1', port: smtpPort, tls: 'none', credentials: null },
    mailAuthorities: [dovecot.authority],
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    mailboxes: { watches: 0 },
  });
  const system = { kind: 'sieve', host: 'localhost', port: dovecot.sievePort, security: 'startTls', master: 'rules' };
  await opened.ana.call('setForwardSettings', {
    body: { system, secret: 'master key', sink, only: 'token' } as never,
  });
  await addServed(opened, {
    owner: { kind: 'sink' },
    address: sink,
    incoming: imapAt(dovecot, sink),
    secret,
    wrapping: 'forwarded',
  });
  const owner = { kind: 'user', id: opened.ana.id } as const;
  await addServed(opened, { owner, address: ana, incoming: imapAt(dovecot, ana), secret });
  await poll(opened);
  return opened;
};

const poll = async ({ app }: World = world): Promise<void> => {
  clock.advance(61_000);
  await app.runner.settle();
};
const ofBen = () => ({ params: { userId: world.ben.id } });
const probeOfBen = async () => {
  const { items } = await world.ana.call('listForwardRules', { query: {} });
  return items.find(({ user }) => user.id === world.ben.id)?.probe ?? null;
};
const lying = (user: string): number =>
  mail.dovecot.doveadm('search', '-u', user, 'mailbox', 'INBOX', 'ALL').split('\n').filter(Boolean).length;

/** Sends one, and lets it leave. */
const sendProbe = async () => {
  const sent = await world.ana.call('probeForwardRule', ofBen());
  expect(sent).toMatchObject({ state: 'working', probe: { state: 'waiting', problem: null, answer: null } });
  await world.app.runner.settle();
};

test('A15: a probe goes through a rule only where one works, and is seen when it comes to the forward mailbox', async () => {
  expect(await world.ana.call('probeForwardRule', ofBen())).toMatchObject({ state: 'missing', probe: null });
  await world.ana.call('deployForwardRule', ofBen());
  expect((await world.ben.refused('probeForwardRule', ofBen())).code).toBe('not_permitted');
  mail.forwarding('allowed');
  await sendProbe();
  await expect.poll(() => lying(sink), { timeout: 20_000 }).toBe(1);
  await poll();
  expect(await probeOfBen()).toMatchObject({ state: 'arrived', problem: null });
  await world.ana.call('removeForwardRule', ofBen());
  expect(await probeOfBen()).toBeNull();
});

test('A15: external forwarding that the mail system refuses is named, with its words and a remedy', async () => {
  await world.ana.call('deployForwardRule', ofBen());
  mail.forwarding('refused');
  const before = lying(ana);
  await sendProbe();
  await expect.poll(() => lying(ana), { timeout: 20_000 }).toBe(before + 1);
  await poll();
  expect(await probeOfBen()).toMatchObject({
    state: 'refused',
    problem: expect.stringMatching(/refuses to forward to crm@forward\.test: allow external forwarding/) as string,
    answer: expect.stringContaining('does not allow external forwarding') as string,
  });
  expect(await probeOfOthers()).toEqual([null, null]);
});

test('A15: a probe that is dropped without a word counts as lost after 15 minutes; another one may be sent', async () => {
  await world.ana.call('deployForwardRule', ofBen());
  mail.forwarding('dropped');
  const before = lying(ben);
  await sendProbe();
  await expect.poll(() => lying(ben), { timeout: 20_000 }).toBe(before + 1);
  clock.advance(15 * minute - 1);
  expect(await probeOfBen()).toMatchObject({ state: 'waiting' });
  clock.advance(1);
  expect(await probeOfBen()).toMatchObject({
    state: 'lost',
    problem: expect.stringContaining('did not come to crm@forward.test within 15 minutes') as string,
  });
  await sendProbe();
  expect(await probeOfBen()).toMatchObject({ state: 'waiting' });
});

/** Of the two users whose rule nobody touched. */
const probeOfOthers = async () => {
  const { items } = await world.ana.call('listForwardRules', { query: {} });
  return items.filter(({ user }) => user.id !== world.ben.id).map(({ probe }) => probe);
};
