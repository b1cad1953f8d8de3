import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import type { AppOptions } from '../../server/app.ts';
import { eml } from '../support/eml.ts';
import { addRecord } from '../support/records.ts';
import { acceptAll, deliver } from '../support/router.ts';
import { type ScriptedSmtp, type SmtpScript, startScriptedSmtp } from '../support/scripted-smtp.ts';
import { type Caller, createWorld } from '../support/world.ts';

const home = 'ben@home.example';
const params = { address: home };

/** The product with a server that sends its mail, which a test reads. */
const open = async (script: SmtpScript = {}, options: Partial<AppOptions> = {}) => {
  const server = await startScriptedSmtp(script);
  const smtp = { host: '127.0.0.1', port: server.port, tls: 'none', credentials: null } as const;
  const world = await createWorld({ smtp, ...options });
  const close = async () => {
    await world.close();
    await server.stop();
  };
  return { world, server, [Symbol.asyncDispose]: close };
};

const newestCode = ({ mails }: ScriptedSmtp): string => {
  const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(mails.at(-1)?.raw ?? '')?.[0];
  if (code === undefined) throw new Error('no mail has a code');
  return code;
};

const add = (who: Caller, address = home) => who.call('addMyAddress', { body: { address } });
const confirm = (who: Caller, code: string) => who.call('confirmMyAddress', { params, body: { code } });
const refusedCode = (who: Caller, code: string) => who.refused('confirmMyAddress', { params, body: { code } });
const addressesOf = async (who: Caller) => (await who.call('listMyAddresses')).items.map(({ address }) => address);

test('P20: an address is added by the code that was sent there; mail to and from it counts as one’s own until it is removed', async () => {
  await using given = await open();
  const { world, server } = given;
  const { ana, ben } = world;
  await acceptAll(ben);
  const mailTo = (id: string) => deliver(ana, eml({ id, to: home }), `mailbox=${home}`);
  expect(await mailTo('a1@fabrikam.example')).toMatchObject({ promote: false, code: 3 });
  expect(await add(ben)).toEqual({
    items: [
      { address: 'ben@contoso.test', primary: true, confirmed: true, expiresAt: null },
      { address: 'ben.alias@contoso.test', primary: false, confirmed: true, expiresAt: null },
      { address: home, primary: false, confirmed: false, expiresAt: '2026-03-02T09:30:00.000Z' },
    ],
  });
  expect(await mailTo('a2@fabrikam.example')).toMatchObject({ promote: false, code: 3 });
  const typed = ` ${newestCode(server).toLowerCase().replace('-', ' ')} `;
  expect((await confirm(ben, typed)).items.at(-1)).toEqual({
    address: home,
    primary: false,
    confirmed: true,
    expiresAt: null,
  });
  expect(await mailTo('a3@fabrikam.example')).toMatchObject({ promote: true });
  const sent = await ben.track(eml({ id: 's1@home.example', from: home, to: 'anna@fabrikam.example' }));
  expect(sent.activity?.direction).toBe('outgoing');
  await ben.call('removeMyAddress', { params });
  expect(await addressesOf(ben)).toEqual(['ben@contoso.test', 'ben.alias@contoso.test']);
  expect(await mailTo('a4@fabrikam.example')).toMatchObject({ promote: false, code: 3 });
});

test('P20: the mail goes to that address alone, says that a program wrote it, in the user’s language, and brings no report back', async () => {
  await using given = await open();
  const { world, server } = given;
  await add(world.ben);
  const [mail] = server.mails;
  expect([mail?.from, mail?.to]).toEqual(['', [home]]);
  expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
  expect(mail?.raw).toMatch(/^From: .*no-reply@contoso\.test/m);
  expect(mail?.raw).toContain('Contoso Pumps');
  await world.ben.call('changeMySettings', { body: { language: 'es' } });
  await add(world.ben, 'ben@otra.example');
  expect(server.mails[1]?.raw).toContain('Mis ajustes');
  await world.ben.call('addMyAddress', { body: { address: 'ben@third.example', language: 'en' } });
  expect(server.mails[2]?.raw).toContain('My settings');
});

test('P20: the mail leaves through the organization’s server, never through the user’s own, where they could read it', async () => {
  await using own = await startScriptedSmtp();
  await using given = await open({}, { allowedNetworks: ['127.0.0.0/8', '::1'] });
  const { world, server } = given;
  const { ana, ben } = world;
  const body = { host: 'localhost', port: own.port, tls: 'none', signIn: 'none' } as const;
  await ben.call('setMySendingProfile', { body });
  await ben.call('testMySendingProfile', { body: {} });
  await ana.call('approveSendingProfile', { params: { userId: ben.id }, body: { approved: true } });
  expect(await ben.call('getMySendingProfile')).toMatchObject({ uses: 'own', profile: { missing: null } });
  await add(ben);
  expect([server.mails.length, own.mails.length]).toEqual([1, 0]);
});

test('P20: a code counts for thirty minutes, and five tries; a new one ends the one before', async () => {
  await using given = await open();
  const { world, server } = given;
  const { ben, clock } = world;
  expect(await refusedCode(ben, 'AAAAA-AAAAA')).toMatchObject({ code: 'not_found' });
  await add(ben);
  const first = newestCode(server);
  await add(ben);
  const second = newestCode(server);
  expect(second).not.toBe(first);
  for (const wrong of [first, '', 'ABC', 'x'.repeat(100), `${second}0`])
    expect(await refusedCode(ben, wrong)).toMatchObject({ code: 'wrong_code', status: 422 });
  expect(await refusedCode(ben, second)).toMatchObject({
    code: 'wrong_code',
    detail: expect.stringContaining('5 times') as string,
  });
  await add(ben);
  const third = newestCode(server);
  for (let n = 0; n < 4; n += 1) await refusedCode(ben, first);
  clock.advance(30 * 60_000);
  expect(await refusedCode(ben, third)).toMatchObject({ code: 'wrong_code' });
  expect(await addressesOf(ben)).not.toContain(home);
  await add(ben);
  clock.advance(30 * 60_000 - 1);
  for (let n = 0; n < 4; n += 1) await refusedCode(ben, first);
  expect((await confirm(ben, newestCode(server))).items.at(-1)).toMatchObject({ address: home, confirmed: true });
  expect(await refusedCode(ben, newestCode(server))).toMatchObject({ code: 'not_found' });
});

test('P20: a code is of no use to another user, or for another address', async () => {
  await using given = await open();
  const { world, server } = given;
  const { ben, carla } = world;
  await add(ben);
  const code = newestCode(server);
  await add(carla);
  await add(ben, 'ben@other.example');
  expect(await refusedCode(carla, code)).toMatchObject({ code: 'wrong_code' });
  const other = { params: { address: 'ben@other.example' }, body: { code } };
  expect(await ben.refused('confirmMyAddress', other)).toMatchObject({ code: 'wrong_code' });
  await confirm(ben, code);
  expect(await refusedCode(carla, newestCode(server))).toMatchObject({ code: 'wrong_code' });
  await world.ana.call('changeUser', { params: { userId: ben.id }, body: { addresses: [] } });
  await add(carla);
  const late = newestCode(server);
  await world.ana.call('changeUser', { params: { userId: ben.id }, body: { addresses: [home] } });
  expect(await refusedCode(carla, late)).toMatchObject({ code: 'conflict' });
});

test('P20: an address of another user or a queue is refused without saying whose, and no mail goes there', async () => {
  await using given = await open();
  const { world, server } = given;
  const { ana, ben } = world;
  await addRecord(world, ana, 'queue', { name: 'Board', addresses: ['board@contoso.test'], access: 'owner' });
  await ana.call('changeSettings', { body: { dropDomain: 'drop.contoso.test', bounceMailbox: 'b@contoso.test' } });
  for (const address of [
    'Carla@contoso.test',
    'board@contoso.test',
    'x@drop.contoso.test',
    'b@contoso.test',
    'b+1@contoso.test',
  ]) {
    const problem = await ben.refused('addMyAddress', { body: { address } });
    expect(problem).toMatchObject({ status: 409, code: 'conflict' });
    expect(problem.detail).not.toMatch(/carla|board/i);
  }
  const own = { body: { address: 'ben.alias@contoso.test' } };
  expect(await ben.refused('addMyAddress', own)).toMatchObject({ code: 'already_exists' });
  const bad = { body: { address: 'a@b.example, c@d.example' } };
  expect(await ben.refused('addMyAddress', bad)).toMatchObject({ code: 'invalid_address' });
  expect(server.mails).toEqual([]);
});

test('P20: the address to sign in with stays; one that waits can be taken back, and its code ends', async () => {
  await using given = await open();
  const { world, server } = given;
  const { ben } = world;
  const primary = { params: { address: ben.email } };
  expect(await ben.refused('removeMyAddress', primary)).toMatchObject({ code: 'conflict' });
  expect(await ben.refused('removeMyAddress', { params })).toMatchObject({ code: 'not_found' });
  await add(ben);
  await ben.call('removeMyAddress', { params });
  expect(await refusedCode(ben, newestCode(server))).toMatchObject({ code: 'not_found' });
});

test('P20: ten codes an hour for a user, five to an address, whoever asks', async () => {
  await using given = await open();
  const { world, server } = given;
  const { ben, carla, ana, clock } = world;
  for (let n = 0; n < 3; n += 1) await add(ben);
  for (let n = 0; n < 2; n += 1) await add(carla);
  expect(await ana.refused('addMyAddress', { body: { address: home } })).toMatchObject({
    code: 'too_many_attempts',
    retryAfterSeconds: 3_600,
  });
  for (let n = 3; n < 10; n += 1) await add(ben, `ben${n}@home.example`);
  const eleventh = { body: { address: 'ben10@home.example' } };
  expect(await ben.refused('addMyAddress', eleventh)).toMatchObject({ code: 'too_many_attempts' });
  expect(server.mails).toHaveLength(12);
  clock.advance(3_600_000 - 1);
  expect(await ben.refused('addMyAddress', eleventh)).toMatchObject({ retryAfterSeconds: 1 });
  clock.advance(1);
  await ben.call('addMyAddress', eleventh);
});

test('P20: fifty addresses besides the one to sign in with, those that wait counted', async () => {
  await using given = await open();
  const { world } = given;
  const { ana, ben } = world;
  const addresses = Array.from({ length: 49 }, (_, n) => `ben${n}@contoso.test`);
  await ana.call('changeUser', { params: { userId: ben.id }, body: { addresses } });
  await add(ben);
  await add(ben);
  const another = { body: { address: 'one.more@home.example' } };
  expect(await ben.refused('addMyAddress', another)).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('50 addresses') as string,
  });
});

test('P20: where no server sends mail, or it refuses the address, that is said with what helps, and nothing waits', async () => {
  await using none = await createWorld();
  const helps = expect.stringContaining('An administrator can also add the address for you.') as string;
  const wish = { body: { address: home } };
  expect(await none.ben.refused('addMyAddress', wish)).toMatchObject({ code: 'mailbox_not_ready', detail: helps });
  for (const answer of ['550 5.1.1 nobody here', '451 4.3.0 later']) {
    await using given = await open({ answer: (verb) => (verb === 'RCPT' ? answer : undefined) });
    const { ben } = given.world;
    expect(await ben.refused('addMyAddress', wish)).toMatchObject({ code: 'email_not_sendable', detail: helps });
    expect(await addressesOf(ben)).not.toContain(home);
  }
});

test('P20: the code stands in the mail and nowhere else: not in database, audit or log; the audit says that it was asked for', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'my-addresses-'));
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const codes: string[] = [];
  {
    const store = { engine: 'sqlite', path: join(directory, 'world.sqlite'), contentDirectory: null } as const;
    await using given = await open({}, { store, log: createPinoLog('trace', stream) });
    const { world, server } = given;
    await add(world.ben);
    codes.push(newestCode(server));
    const outbox = await world.ben.call('listEmails', { query: {} });
    expect(outbox.items).toEqual([]);
    await confirm(world.ben, codes[0]!);
    await add(world.ben, 'ben@other.example');
    codes.push(newestCode(server));
    await world.ben.refused('confirmMyAddress', {
      params: { address: 'ben@other.example' },
      body: { code: codes[0]! },
    });
    // A fault of the store while a code is in hand is told to the log, with its cause.
    const outside = new Database(store.path);
    outside.exec('alter table address_claim rename to address_claim_away');
    const faulty = { params: { address: 'ben@other.example' }, body: { code: codes[1]! } };
    expect((await world.ben.ask('confirmMyAddress', faulty)).status).toBeGreaterThanOrEqual(500);
    outside.close();
  }
  const files = await readdir(directory);
  const contents = await Promise.all(files.map((file) => readFile(join(directory, file), 'latin1')));
  const kept = contents.join('').toLowerCase() + lines.join('').toLowerCase();
  for (const reason of ['addressAsked', 'addressConfirmed']) expect(kept).toContain(reason.toLowerCase());
  expect(lines.length).toBeGreaterThan(0);
  for (const code of codes.map((one) => one.toLowerCase()))
    for (const form of [code, code.replace('-', '')]) expect(kept).not.toContain(form);
  await rm(directory, { recursive: true });
});
