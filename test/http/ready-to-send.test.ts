import { expect, test } from 'vitest';
import type { SendingProfileBody } from '#shared/contracts/sending.ts';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { startSandbox } from '../../server/demo/sandbox/sandbox.ts';
import { makeTestCertificate } from '../support/certificates.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const certificate = await makeTestCertificate();
const signsIn = { offers: ['PIPELINING', '8BITMIME', 'STARTTLS', 'AUTH PLAIN'], certificate };

const smtpAt = ({ port }: { readonly port: number }) =>
  ({ host: '127.0.0.1', port, tls: 'none', credentials: null }) as const;
const profileAt = ({ port }: ScriptedSmtp, user: string): SendingProfileBody => ({
  host: 'localhost',
  port,
  tls: 'required',
  signIn: 'password',
  user,
  oauth2: null,
  sentCopy: null,
  secret: 'harbour light',
});

const openWorld = (given: Parameters<typeof createWorld>[0] = {}): Promise<World> =>
  createWorld({ allowedNetworks: ['127.0.0.0/8', '::1'], mailAuthorities: [certificate.authority], ...given });

const draft = async (who: Caller, body: Record<string, unknown> = {}): Promise<string> =>
  (await who.call('createEmail', { body: { to: ['anna@fabrikam.example'], subject: 'Pumps', text: 'Hi', ...body } }))
    .id;
const send = async (who: Caller, body: Record<string, unknown> = {}): Promise<string> => {
  const emailId = await draft(who, body);
  await who.call('sendEmail', { params: { emailId } });
  return emailId;
};
const read = (who: Caller, emailId: string) => who.call('getEmail', { params: { emailId } });
const settle = ({ app }: World) => app.runner.settle();
const counts = (...servers: readonly ScriptedSmtp[]) => servers.map(({ mails }) => mails.length);

test('S10: Send names the missing step until one’s mailbox is tested and approved; then mail leaves by it, without restart', async () => {
  await using own = await startScriptedSmtp(signsIn);
  await using installation = await startScriptedSmtp();
  await using world = await openWorld({ smtp: smtpAt(installation) });
  const { ana, ben } = world;
  await ben.call('setMySendingProfile', { body: profileAt(own, 'ben') });
  const emailId = await draft(ben);
  const refused = async () => {
    const problem = await ben.refused('sendEmail', { params: { emailId } });
    expect([problem.status, problem.code]).toEqual([409, 'mailbox_not_ready']);
    expect((await read(ben, emailId)).status).toBe('draft');
    return problem.detail;
  };
  expect(await refused()).toMatch(/has not passed its test; run the test/);
  await ben.call('testMySendingProfile', { body: {} });
  expect(await refused()).toMatch(/no administrator has approved/);
  const approve = (approved: boolean) =>
    ana.call('approveSendingProfile', { params: { userId: ben.id }, body: { approved } });
  await approve(true);
  await ben.call('sendEmail', { params: { emailId } });
  await settle(world);
  expect(counts(own, installation)).toEqual([1, 0]);
  expect((await read(ben, emailId)).status).toBe('sent');
  // What was handed over waits when the approval is taken back, says why, and leaves once it is there again.
  const waiting = await send(ben);
  await approve(false);
  await settle(world);
  expect(await read(ben, waiting)).toMatchObject({
    status: 'pendingSend',
    attempts: 0,
    paused: { answer: expect.stringMatching(/no administrator has approved/) as string },
  });
  await approve(true);
  await settle(world);
  expect(await read(ben, waiting)).toMatchObject({ status: 'sent', paused: null });
  expect(counts(own, installation)).toEqual([2, 0]);
});

test('S10: who has no mailbox of their own sends by the organization’s server, failing that by SMTP_URL, without approval', async () => {
  await using organization = await startScriptedSmtp(signsIn);
  await using installation = await startScriptedSmtp();
  await using world = await openWorld({ smtp: smtpAt(installation) });
  await send(world.ben);
  await settle(world);
  expect(counts(organization, installation)).toEqual([0, 1]);
  await world.ana.call('setSendingProfile', { body: profileAt(organization, 'contoso') });
  await send(world.ben);
  await send(world.pete);
  await settle(world);
  expect(counts(organization, installation)).toEqual([1, 2]);
  await world.ana.call('deleteSendingProfile');
  await send(world.ben);
  await settle(world);
  expect(counts(organization, installation)).toEqual([1, 3]);
});

test('S10: unresolved recipients block or pass by setting; one without address fails before anything is pending', async () => {
  await using server = await startScriptedSmtp();
  await using world = await openWorld({ smtp: smtpAt(server) });
  const { ana, ben } = world;
  await ana.call('changeSettings', { body: { unresolvedRecipients: 'block' } });
  const emailId = await draft(ben, { to: ['stranger@nowhere.example'] });
  const blocked = await ben.refused('sendEmail', { params: { emailId } });
  expect(blocked).toMatchObject({ code: 'email_not_sendable', issues: [{ field: 'to[0]' }] });
  await ana.call('changeSettings', { body: { unresolvedRecipients: 'pass' } });
  await ben.call('sendEmail', { params: { emailId } });
  await settle(world);
  expect(server.mails.map(({ to }) => to)).toEqual([['stranger@nowhere.example']]);
  const { id } = await ben.call('createRecord', { params: { type: 'contact' }, body: { name: 'No Address' } });
  const nameless = await draft(ben, { to: [{ type: 'contact', id }] });
  const problem = await ben.refused('sendEmail', { params: { emailId: nameless } });
  expect(problem.issues).toMatchObject([{ field: 'to[0]' }]);
  expect(problem.detail).toMatch(/address/);
  await settle(world);
  expect((await ben.call('listEmails', { query: { status: 'pendingSend' } })).items).toEqual([]);
  expect(server.mails).toHaveLength(1);
});

test('S16: without SMTP_URL mail goes to the local relay; where none answers it waits and says so', async () => {
  const gone = await startScriptedSmtp();
  await gone.stop();
  await using world = await openWorld({ smtp: smtpAt(gone) });
  const emailId = await send(world.ben);
  await settle(world);
  const waiting = await read(world.ben, emailId);
  expect(waiting).toMatchObject({
    status: 'pendingSend',
    attempts: 1,
    sandbox: false,
    nextAttemptAt: '2026-03-02T09:01:00.000Z',
    recipients: [{ state: 'deferred' }],
    actions: expect.arrayContaining(['cancel']) as string[],
  });
  expect(waiting.lastAnswer).toBe(`Nothing listens on port ${gone.port}.`);
  const tested = await world.ana.call('testSendingProfile', { body: {} });
  const connect = tested.installationTest?.steps.find(({ step }) => step === 'connect');
  expect(connect).toMatchObject({ passed: false });
  expect(connect?.remedy).toMatch(/\S/);
});

test('S16: an installation without any server refuses at Send, naming who can mend it, and keeps the draft', async () => {
  await using world = await openWorld();
  const emailId = await draft(world.ben);
  const problem = await world.ben.refused('sendEmail', { params: { emailId } });
  expect(problem).toMatchObject({ status: 409, code: 'mailbox_not_ready' });
  expect(problem.detail).toMatch(/an administrator sets one under Sending/);
  expect((await read(world.ben, emailId)).status).toBe('draft');
});

test('S16: mail of a demonstration goes to the sandbox whatever is set, and reads sandbox, never plain sent', async () => {
  await using real = await startScriptedSmtp();
  await using own = await startScriptedSmtp(signsIn);
  const sandbox = await startSandbox();
  await using world = await openWorld({ smtp: smtpAt(real), sandboxPort: sandbox.port });
  const { store, ids, clock } = world;
  const id = ids.next();
  const organization = { id, name: 'Northbrook', demonstration: true, settings: defaultOrganizationSettings };
  await store.system.organizations.add({ ...organization, at: clock.now() });
  const person = { organizationId: id, email: 'dana@northbrook.test', name: 'Dana', role: 'administrator' } as const;
  const dana = await world.addPerson(person);
  await dana.call('setSendingProfile', { body: profileAt(own, 'dana') });
  const emailId = await send(dana, { to: ['bo@northwind.example'] });
  await settle(world);
  expect(await read(dana, emailId)).toMatchObject({ status: 'sent', sandbox: true });
  expect(sandbox.arrivals(0).map(({ to }) => to)).toEqual([['bo@northwind.example']]);
  expect([real.connections(), own.connections()]).toEqual([0, 0]);
  const others = await send(world.ben);
  await settle(world);
  expect(await read(world.ben, others)).toMatchObject({ status: 'sent', sandbox: false });
  expect(real.mails).toHaveLength(1);
  await sandbox.close();
});
