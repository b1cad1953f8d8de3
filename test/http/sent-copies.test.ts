import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keepSentCopies } from '../../server/usecases/outbound/sent-copies.ts';
import { makeTestCertificate } from '../support/certificates.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { startScriptedSmtp, type SmtpScript } from '../support/scripted-smtp.ts';
import { createWorld, type World } from '../support/world.ts';

const secret = 'harbour light';
const minute = 60_000;
const certificate = await makeTestCertificate();
let dovecot: Dovecot;
let user: string;
let users = 0;
beforeAll(async () => {
  const names = Array.from({ length: 10 }, (_one, index) => [`user${index}`, secret]);
  dovecot = await startDovecot({ users: Object.fromEntries(names) as Record<string, string> });
}, 30_000);
afterAll(() => dovecot[Symbol.asyncDispose]());
beforeEach(() => {
  user = `user${(users += 1)}`;
});

/** Contoso's mail leaves through a server that says what the test wants; copies go to Dovecot. */
const open = async (script: SmtpScript = {}, folder: string | null = null) => {
  const server = await startScriptedSmtp({ offers: ['STARTTLS', 'AUTH PLAIN'], certificate, ...script });
  const mailAuthorities = [certificate.authority, dovecot.authority];
  const world = await createWorld({ allowedNetworks: ['127.0.0.0/8', '::1'], mailAuthorities });
  await world.ana.call('setSendingProfile', { body: profile(server.port, folder) });
  return { server, world, [Symbol.asyncDispose]: () => world.close().then(() => server.stop()) };
};
const profile = (port: number, folder: string | null = null, host = 'localhost') => ({
  host: 'localhost',
  port,
  tls: 'required' as const,
  signIn: 'password' as const,
  user,
  oauth2: null,
  sentCopy: { host, port: dovecot.imapsPort, tls: 'implicit' as const, folder },
  secret,
});

const send = async ({ ben, app }: World): Promise<string> => {
  const body = { to: ['anna@fabrikam.example'], subject: 'Pumps', text: 'Here is the quote.' };
  const { id } = await ben.call('createEmail', { body });
  await ben.call('sendEmail', { params: { emailId: id } });
  await app.runner.settle();
  return id;
};
const read = ({ ben }: World, emailId: string) => ben.call('getEmail', { params: { emailId } });
const bytesOf = async ({ ben }: World, id: string): Promise<string> =>
  Buffer.from(await (await ben.fetch(`/activities/${id}/source`)).arrayBuffer()).toString('latin1');

const sentMails = async (): Promise<string[]> => {
  const client = new ImapFlow({
    host: 'localhost',
    port: dovecot.imapsPort,
    secure: true,
    auth: { user, pass: secret },
    tls: { ca: dovecot.authority },
    logger: false,
  });
  await client.connect();
  const found: string[] = [];
  const status = await client.status('Sent', { messages: true }).catch(() => null);
  if (status !== null && status !== false && (status.messages ?? 0) > 0) {
    const lock = await client.getMailboxLock('Sent');
    for await (const mail of client.fetch('1:*', { source: true })) found.push(mail.source?.toString('latin1') ?? '');
    lock.release();
  }
  await client.logout();
  return found;
};

describe('S8: the copy of what was sent', () => {
  test('lies in the Sent folder once, with the very bytes that left', async () => {
    await using at = await open();
    const id = await send(at.world);
    expect(await read(at.world, id)).toMatchObject({
      status: 'sent',
      sentCopy: { task: 'append', state: 'kept', answer: null },
    });
    await at.world.app.runner.settle();
    expect(await sentMails()).toEqual([await bytesOf(at.world, id)]);
    expect(at.server.mails).toHaveLength(1);
  });

  test('a process that ends after the append and before its commit appends nothing twice', async () => {
    await using at = await open();
    const { app, ben, clock } = at.world;
    await at.world.ana.call('setSendingProfile', { body: profile(at.server.port, 'Later') });
    const id = await send(at.world);
    expect((await read(at.world, id)).sentCopy?.state).toBe('failed');
    await at.world.ana.call('setSendingProfile', { body: profile(at.server.port) });
    await app.store.transact(ben.organizationId, async (tx) => tx.sentCopies.want(id, 'append', await tx.outbox.now()));
    let transactions = 0;
    const store: World['store'] = {
      ...app.store,
      transact: (organizationId, work) => {
        transactions += 1;
        return transactions === 2 ? Promise.reject(new Error('ended')) : app.store.transact(organizationId, work);
      },
    };
    const ending = keepSentCopies({ ...app, store, profiles: app.sendingProfiles, log: silent });
    await expect(ending(ben.organizationId, new AbortController().signal)).rejects.toThrow('ended');
    expect(await sentMails()).toHaveLength(1);
    expect((await read(at.world, id)).sentCopy?.state).toBe('waiting');
    clock.advance(5 * minute);
    await app.runner.settle();
    expect((await read(at.world, id)).sentCopy?.state).toBe('kept');
    expect(await sentMails()).toHaveLength(1);
    expect(at.server.mails).toHaveLength(1);
  });

  test('while the mailbox server is away the mail is sent and stays sent; the copy follows', async () => {
    await using at = await open();
    await dovecot.stop();
    const id = await send(at.world);
    expect(await read(at.world, id)).toMatchObject({
      status: 'sent',
      sentCopy: { state: 'waiting', answer: 'The mailbox server could not be reached for the sent copy.' },
    });
    await dovecot.start();
    at.world.clock.advance(minute - 1);
    await at.world.app.runner.settle();
    expect((await read(at.world, id)).sentCopy?.state).toBe('waiting');
    at.world.clock.advance(1);
    await at.world.app.runner.settle();
    expect((await read(at.world, id)).sentCopy?.state).toBe('kept');
    expect(await sentMails()).toHaveLength(1);
    expect(at.server.mails).toHaveLength(1);
  }, 60_000);

  test('what lasts is told to the author in a sentence, and the mail is sent all the same', async () => {
    await using at = await open({}, 'Absent');
    const id = await send(at.world);
    expect(await read(at.world, id)).toMatchObject({
      status: 'sent',
      sentCopy: { state: 'failed', answer: 'The folder for sent copies does not exist.' },
    });
  });

  test('a copy that failed is tried again when its author asks: it lies there once, and nothing is sent again', async () => {
    await using at = await open({}, 'Absent');
    const { ana, ben, carla, app } = at.world;
    const id = await send(at.world);
    const params = { emailId: id };
    expect(await read(at.world, id)).toMatchObject({ sentCopy: { state: 'failed' }, actions: ['keepCopy'] });
    expect(await carla.refused('keepSentCopy', { params })).toMatchObject({ code: 'email_not_found' });
    await ben.call('keepSentCopy', { params });
    await app.runner.settle();
    expect(await read(at.world, id)).toMatchObject({
      sentCopy: { state: 'failed', answer: 'The folder for sent copies does not exist.' },
    });
    await ana.call('setSendingProfile', { body: profile(at.server.port) });
    expect(await ben.call('keepSentCopy', { params })).toMatchObject({
      status: 'sent',
      sentCopy: { task: 'append', state: 'waiting', answer: null },
      actions: [],
    });
    expect(await ben.refused('keepSentCopy', { params })).toMatchObject({ code: 'conflict' });
    await app.runner.settle();
    expect(await read(at.world, id)).toMatchObject({ sentCopy: { state: 'kept' }, actions: [] });
    expect(await ben.refused('keepSentCopy', { params })).toMatchObject({ code: 'conflict' });
    expect(await sentMails()).toEqual([await bytesOf(at.world, id)]);
    expect(at.server.mails).toHaveLength(1);
  });

  test('a copy needs a sign-in, and a kept secret is not handed to another mailbox server', async () => {
    await using at = await open();
    const { secret: _secret, ...without } = profile(at.server.port, null, 'elsewhere.example');
    const elsewhere = await at.world.ana.refused('setSendingProfile', { body: without });
    expect(elsewhere).toMatchObject({ code: 'invalid_request', issues: [{ field: 'secret' }] });
    const unsigned = { ...profile(at.server.port), signIn: 'none' as const, user: null };
    expect(await at.world.ana.refused('setSendingProfile', { body: unsigned })).toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'sentCopy' }],
    });
  });
});

const silent: Parameters<typeof keepSentCopies>[0]['log'] = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => silent,
};

describe('S4: uncertain mail', () => {
  const lost = { answer: (verb: string) => (verb === '.' ? 'drop' : undefined) };
  const states = async (world: World, id: string) => (await read(world, id)).recipients.map(({ state }) => state);

  test('of twenty whose copy comes into the Sent folder sooner or later all are settled, and one without is put to its author', async () => {
    await using at = await open(lost);
    const { world } = at;
    const ids: string[] = [];
    for (let index = 0; index < 20; index += 1) ids.push(await send(world));
    const alone = await send(world);
    for (const id of ids) expect(await states(world, id)).toEqual(['uncertain']);
    for (const id of ids.slice(0, 10)) dovecot.deliver(user, await bytesOf(world, id), 'Sent');
    world.clock.advance(minute);
    await world.app.runner.settle();
    for (const id of ids.slice(0, 10)) expect(await states(world, id)).toEqual(['sent']);
    for (const id of ids.slice(10)) dovecot.deliver(user, await bytesOf(world, id), 'Sent');
    for (let hours = 0; hours < 26; hours += 1) {
      world.clock.advance(60 * minute);
      await world.app.runner.settle();
    }
    for (const id of ids)
      expect(await read(world, id)).toMatchObject({
        status: 'sent',
        recipients: [{ state: 'sent', lastAnswer: 'Its copy was found in the Sent folder.' }],
        sentCopy: { task: 'find', state: 'kept' },
      });
    expect(await read(world, alone)).toMatchObject({
      recipients: [{ state: 'uncertain' }],
      actions: ['settle', 'keepCopy'],
      sentCopy: { task: 'find', state: 'absent' },
    });
    dovecot.deliver(user, await bytesOf(world, alone), 'Sent');
    await world.ben.call('keepSentCopy', { params: { emailId: alone } });
    await world.app.runner.settle();
    expect(await read(world, alone)).toMatchObject({ status: 'sent', sentCopy: { task: 'find', state: 'kept' } });
    expect(at.server.mails.length).toBeLessThanOrEqual(21);
  }, 60_000);

  test('a copy that a journal address or a recipient’s mailbox brings in settles it', async () => {
    await using at = await open(lost);
    const { world } = at;
    const id = await send(world);
    const response = await world.ana.fetch('/router/deliver?mailbox=journal@contoso.test', {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: await bytesOf(world, id),
    });
    expect(response.status).toBe(200);
    expect(await states(world, id)).toEqual(['sent']);
    const other = await send(world);
    const changed = (await bytesOf(world, other)).replace(/^Date: .*$/m, 'Date: Mon, 01 Jan 2024 00:00:00 +0000');
    await world.ana.fetch('/router/deliver?mailbox=journal@contoso.test', {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: changed,
    });
    expect(await states(world, other)).toEqual(['uncertain']);
  });
});
