import { describe, expect, test } from 'vitest';
import type { SendingProfileBody } from '#shared/contracts/sending.ts';
import { makeTestCertificate } from '../support/certificates.ts';
import { startScriptedSmtp, type SmtpScript } from '../support/scripted-smtp.ts';
import { plainMail, told } from '../support/smtp-transport.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const certificate = await makeTestCertificate();
const secret = 'harbour light';
const signsIn: SmtpScript = { offers: ['STARTTLS', 'AUTH PLAIN'], certificate };

/** Servers on this computer may be set, and are judged by the authority of the tests. */
const openWorld = (given: Parameters<typeof createWorld>[0] = {}): Promise<World> =>
  createWorld({ allowedNetworks: ['127.0.0.0/8', '::1'], mailAuthorities: [certificate.authority], ...given });

const settings = (port: number, given: Partial<SendingProfileBody> = {}): SendingProfileBody => ({
  host: 'localhost',
  port,
  tls: 'required',
  signIn: 'password',
  user: 'ana',
  oauth2: null,
  sentCopy: null,
  secret,
  ...given,
});

const choose = (world: World, sender: Caller) =>
  world.app.sendingProfiles.choose(sender.organizationId, { type: 'user', id: sender.id });

/** Sends as the outbox does: through what is chosen at this moment. */
const send = async (world: World, sender: Caller): Promise<string> => {
  const choice = await choose(world, sender);
  if (choice.kind === 'notReady') return choice.missing;
  const envelope = { from: sender.email, to: ['bo@northwind.example'], notify: false };
  const mail = { envelope, bytes: plainMail };
  return told(await world.app.transport.send(choice.profile, mail, () => Promise.resolve()));
};

describe('S2: the server of the organization', () => {
  test('is set, tested step by step, used at once, changed without a restart and taken away', async () => {
    await using first = await startScriptedSmtp(signsIn);
    await using second = await startScriptedSmtp(signsIn);
    await using world = await openWorld();
    expect(await world.ana.call('getSendingProfile')).toEqual({ profile: null, uses: 'nothing' });
    const set = await world.ana.call('setSendingProfile', { body: settings(first.port) });
    expect(set).toMatchObject({ uses: 'organization', profile: { hasSecret: true, missing: null, test: null } });
    const tested = await world.ana.call('testSendingProfile', { body: { to: 'bo@northwind.example' } });
    expect(tested.profile?.test).toMatchObject({ passed: true, at: '2026-03-02T09:00:00.000Z' });
    expect(tested.profile?.test?.steps.map((step) => step.step)).toEqual([
      'resolve',
      'connect',
      'tls',
      'auth',
      'sender',
      'relay',
    ]);
    expect(await send(world, world.ben)).toBe('accepted');
    await world.ana.call('setSendingProfile', { body: settings(second.port) });
    expect(await send(world, world.ben)).toBe('accepted');
    expect([first.mails.length, second.mails.length]).toEqual([1, 1]);
    await world.ana.call('deleteSendingProfile');
    expect(await send(world, world.ben)).toMatch(/No server sends mail of this organization/);
  });
  test('a refusal is kept in the words of the server, with what usually helps', async () => {
    const refusing = '554 5.7.1 <bo@northwind.example>: Relay access denied';
    await using server = await startScriptedSmtp({ answer: (verb) => (verb === 'RCPT' ? refusing : undefined) });
    await using world = await openWorld();
    const body = settings(server.port, { tls: 'none', signIn: 'none', user: null });
    await world.ana.call('setSendingProfile', { body });
    await world.ana.call('testSendingProfile', { body: { to: 'bo@northwind.example' } });
    const { profile } = await world.ana.call('getSendingProfile');
    expect(profile?.test).toMatchObject({ passed: false });
    expect(profile?.test?.steps.at(-1)).toEqual({
      step: 'relay',
      passed: false,
      answer: refusing,
      remedy: expect.stringMatching(/user and secret/) as string,
    });
    expect(server.mails).toEqual([]);
  });
  test('without one the installation sends; what it was given is trusted', async () => {
    await using server = await startScriptedSmtp();
    const smtp = { host: '127.0.0.1', port: server.port, tls: 'whenOffered', credentials: null } as const;
    await using world = await openWorld({ allowedNetworks: [], smtp });
    expect((await world.ana.call('getSendingProfile')).uses).toBe('installation');
    expect((await world.ben.call('getMySendingProfile')).uses).toBe('installation');
    expect(await send(world, world.ben)).toBe('accepted');
  });
  test('SSRF: a server inside is not connected to, and nothing of it is told', async () => {
    await using server = await startScriptedSmtp();
    await using world = await openWorld({ allowedNetworks: [] });
    const body = settings(server.port, { tls: 'none', signIn: 'none', user: null, host: '127.0.0.1' });
    await world.ana.call('setSendingProfile', { body });
    const { profile } = await world.ana.call('testSendingProfile', { body: {} });
    expect(profile?.test?.steps).toMatchObject([{ step: 'resolve', passed: false }]);
    expect(server.connections()).toBe(0);
  });
});

describe('V13.3: secrets are written and never read', () => {
  test('no answer, row or change log carries one', async () => {
    await using world = await openWorld();
    await world.ana.call('setSendingProfile', { body: settings(587) });
    const answer = JSON.stringify(await world.ana.call('getSendingProfile'));
    const stored = await world.store.read(world.contoso.id, (read) =>
      read.sendingProfiles.find({ type: 'organization', id: world.contoso.id }),
    );
    expect(answer + JSON.stringify(stored)).not.toContain(secret);
    expect(stored?.sealedSecret).toMatch(/^v1\./);
  });
  test('one that is left out stays for the same server and user, and is not handed to another', async () => {
    await using server = await startScriptedSmtp(signsIn);
    await using world = await openWorld();
    await world.ana.call('setSendingProfile', { body: settings(server.port) });
    const { secret: _left, ...without } = settings(server.port);
    await world.ana.call('setSendingProfile', { body: { ...without, tls: 'whenOffered' } });
    expect(await send(world, world.ben)).toBe('accepted');
    for (const changed of [{ host: 'evil.example' }, { user: 'other' }, { port: server.port + 1 }]) {
      const problem = await world.ana.refused('setSendingProfile', { body: { ...without, ...changed } });
      expect(problem).toMatchObject({ code: 'invalid_request', issues: [{ field: 'secret' }] });
    }
  });
  test.each([
    ['tls', { tls: 'none' }],
    ['user', { user: null }],
    ['oauth2', { signIn: 'oauth2' }],
    ['host', { host: 'http://mail.example' }],
    ['host', { host: 'mail.example\r\nRCPT' }],
    ['port', { port: 0 }],
    ['port', { port: 65_536 }],
    [
      'oauth2.tokenUrl',
      { signIn: 'oauth2', oauth2: { grant: 'refreshToken', tokenUrl: 'http://x.example', clientId: 'c', scope: null } },
    ],
  ] as const)('a mistake in %s is named', async (field, given) => {
    await using world = await openWorld();
    const body = { ...settings(587), ...given } as SendingProfileBody;
    const problem = await world.ana.refused('setSendingProfile', { body });
    expect(problem).toMatchObject({ code: 'invalid_request' });
    expect(problem.issues?.map((issue) => issue.field)).toContain(field);
  });
});

describe('S10: a mailbox with a server of its own', () => {
  test('sends once it is tested and approved, and says until then what is missing', async () => {
    await using server = await startScriptedSmtp(signsIn);
    await using world = await openWorld();
    await world.ben.call('setMySendingProfile', { body: settings(server.port, { user: 'ben' }) });
    expect(await send(world, world.ben)).toMatch(/has not passed its test/);
    await world.ben.call('testMySendingProfile', { body: {} });
    expect(await send(world, world.ben)).toMatch(/no administrator has approved/);
    expect(await world.ana.call('listSendingProfiles')).toMatchObject({
      items: [{ user: { id: world.ben.id, name: 'Ben Carter' }, host: 'localhost', approved: false }],
    });
    const approve = (approved: boolean) =>
      world.ana.call('approveSendingProfile', { params: { userId: world.ben.id }, body: { approved } });
    expect(await approve(true)).toMatchObject({ uses: 'own', profile: { approved: true, missing: null } });
    expect(await send(world, world.ben)).toBe('accepted');
    await approve(false);
    expect(await send(world, world.ben)).toMatch(/approved/);
    await approve(true);
    await world.ben.call('setMySendingProfile', { body: settings(server.port, { user: 'ben' }) });
    expect(await send(world, world.ben)).toMatch(/has not passed its test/);
    expect((await world.ben.call('getMySendingProfile')).profile?.approved).toBe(false);
  });
  test('a test of former settings says nothing of these', async () => {
    await using world = await openWorld();
    let changing: Promise<unknown> = Promise.resolve();
    await using server = await startScriptedSmtp({
      ...signsIn,
      answer: (verb) => {
        if (verb === 'RCPT') changing = world.ben.call('setMySendingProfile', { body: settings(1, { user: 'x' }) });
        return undefined;
      },
    });
    await world.ben.call('setMySendingProfile', { body: settings(server.port) });
    const slow = await world.ben.call('testMySendingProfile', { body: {} });
    await changing;
    const { profile } = await world.ben.call('getMySendingProfile');
    expect([slow.profile?.user === 'x' ? slow.profile.test : null, profile?.port, profile?.test]).toEqual([
      null,
      1,
      null,
    ]);
  });
  test('others’ mailboxes, other organizations and ordinary users', async () => {
    await using world = await openWorld();
    await world.ana.call('setSendingProfile', { body: settings(587) });
    await world.ben.call('setMySendingProfile', { body: settings(587, { user: 'ben' }) });
    expect((await world.olga.call('getSendingProfile')).profile).toBeNull();
    expect((await world.olga.call('listSendingProfiles')).items).toEqual([]);
    const approval = { params: { userId: world.ben.id }, body: { approved: true } };
    expect((await world.olga.refused('approveSendingProfile', approval)).code).toBe('user_not_found');
    expect((await world.ben.refused('approveSendingProfile', approval)).code).toBe('not_permitted');
    expect((await world.ben.refused('getSendingProfile')).code).toBe('not_permitted');
    expect((await world.carla.call('getMySendingProfile')).profile).toBeNull();
  });
  test('there is nothing to test before anything is set', async () => {
    await using world = await openWorld();
    expect((await world.ben.refused('testMySendingProfile', { body: {} })).code).toBe('not_found');
    await world.ben.call('setMySendingProfile', { body: settings(587) });
    const bad = await world.ben.refused('testMySendingProfile', { body: { to: 'not an address' } });
    expect(bad.code).toBe('invalid_address');
  });
});
