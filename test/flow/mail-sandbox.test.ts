import { describe, expect, test } from 'vitest';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { createSimulatorServer } from '../../server/demo/simulator-server.ts';
import { startSandbox } from '../../server/demo/sandbox/sandbox.ts';
import { eml } from '../support/eml.ts';
import { listen } from '../support/listening.ts';
import { startScriptedSmtp } from '../support/scripted-smtp.ts';
import { plainMail, profileAt, sendTo, testTransport, told } from '../support/smtp-transport.ts';
import { createWorld, type World } from '../support/world.ts';

const addDemonstration = async ({ store, ids, clock }: World): Promise<string> => {
  const id = ids.next();
  const organization = { id, name: 'Northbrook', demonstration: true, settings: defaultOrganizationSettings };
  await store.system.organizations.add({ ...organization, at: clock.now() });
  return id;
};

const place = { addinUrl: 'https://localhost:3000', mailboxDirectory: null, distDirectory: '/nowhere' };
const answer = (to: string): string => eml({ from: 'Anna <anna@customer.test>', to, subject: 'Answer' });

describe('S16: the mail sandbox', () => {
  test('a demonstration sends by SMTP to the sandbox and never through SMTP_URL or settings of its own', async () => {
    await using real = await startScriptedSmtp();
    const sandbox = await startSandbox();
    const smtp = { host: '127.0.0.1', port: real.port, tls: 'none', credentials: null } as const;
    await using world = await createWorld({ smtp, sandboxPort: sandbox.port });
    const organizationId = await addDemonstration(world);
    const choice = await world.app.sendingProfiles.choose(organizationId, { type: 'user', id: world.ben.id });
    expect(choice).toMatchObject({ kind: 'ready', id: 'sandbox', sandbox: true });
    if (choice.kind === 'notReady') return;
    expect(told(await sendTo(world.app.transport, choice.profile, ['bo@northwind.example']))).toBe('accepted');
    expect(sandbox.arrivals(0)).toEqual([
      { serial: 1, from: 'ana@contoso.test', to: ['bo@northwind.example'], bytes: plainMail },
    ]);
    expect(real.connections()).toBe(0);
    await sandbox.close();
  });
  test('other organizations never use it, and a demonstration without a sandbox sends nothing', async () => {
    const sandbox = await startSandbox();
    await using world = await createWorld({ sandboxPort: sandbox.port });
    const choose = (id: string) => world.app.sendingProfiles.choose(id, { type: 'user', id: world.ben.id });
    expect((await choose(world.contoso.id)).kind).toBe('notReady');
    await sandbox.close();
    const smtp = { host: '127.0.0.1', port: 25, tls: 'none', credentials: null } as const;
    await using outside = await createWorld({ smtp });
    const id = await addDemonstration(outside);
    const choice = await outside.app.sendingProfiles.choose(id, { type: 'user', id: outside.ben.id });
    expect(choice.kind).toBe('notReady');
  });
  test('what arrived is shown to the simulated Outlook, the rest of it after the last one', async () => {
    const sandbox = await startSandbox();
    const transport = testTransport();
    await sendTo(transport, profileAt(sandbox.port), ['bo@northwind.example']);
    await sendTo(transport, profileAt(sandbox.port), ['cy@northwind.example']);
    await using outlook = await listen(createSimulatorServer({ ...place, sandbox }));
    const ask = async (after: number): Promise<unknown> =>
      (await fetch(`${outlook.origin}/arrivals.json?after=${after}`)).json();
    expect(await ask(1)).toEqual({ items: [{ serial: 2, to: ['cy@northwind.example'], path: '/arrivals/2.eml' }] });
    expect(await ask(2)).toEqual({ items: [] });
    const bytes = await (await fetch(`${outlook.origin}/arrivals/2.eml`)).text();
    expect(bytes).toBe(plainMail.toString());
    expect((await fetch(`${outlook.origin}/arrivals/3.eml`)).status).toBe(404);
    const page = (await (await fetch(`${outlook.origin}/simulator.json`)).json()) as object;
    expect(page).toEqual({ addinUrl: place.addinUrl, sendsMail: true, lendsSignIn: false });
    await transport.close();
    await sandbox.close();
  });
  test('what comes for one of a demonstration is incoming mail there, by the way of all mail, once', async () => {
    const sandbox = await startSandbox();
    await using world = await createWorld({ sandboxPort: sandbox.port });
    sandbox.passTo(world.app.receiveArrived);
    const id = await addDemonstration(world);
    const dana = await world.addPerson({
      organizationId: id,
      email: 'dana@northbrook.test',
      name: 'Dana',
      role: 'administrator',
    });
    await dana.call('changeMySettings', { body: { acceptance: 'all' } });
    await using outlook = await listen(createSimulatorServer({ ...place, sandbox }));
    const hand = (to: string, body = answer(to)) =>
      fetch(`${outlook.origin}/departures?from=anna@customer.test&to=${to}`, {
        method: 'POST',
        headers: { 'Content-Type': 'message/rfc822' },
        body,
      });
    expect((await hand('DANA@northbrook.test')).status).toBe(204);
    expect((await hand('dana@northbrook.test')).status).toBe(204);
    expect((await hand(world.ben.email)).status).toBe(204);
    const { items } = await dana.call('listActivities');
    expect(items).toMatchObject([{ subject: 'Answer', direction: 'incoming', status: 'received' }]);
    expect((await dana.call('listOutcomes')).items.map(({ mailbox }) => mailbox)).toEqual([
      'dana@northbrook.test',
      'dana@northbrook.test',
    ]);
    expect((await world.ben.call('listActivities')).items).toEqual([]);
    expect(sandbox.arrivals(0)).toHaveLength(3);
    expect((await hand('nobody at all')).status).toBe(400);
    expect((await hand('a@b.test&to='.repeat(100) + 'a@b.test')).status).toBe(400);
    await sandbox.close();
  });
  test('a mail that cannot be taken in now is refused for now, and lies nowhere', async () => {
    const sandbox = await startSandbox();
    sandbox.passTo(() => Promise.reject(new Error('the database is away')));
    const transport = testTransport();
    const delivery = await sendTo(transport, profileAt(sandbox.port), ['bo@northwind.example']);
    expect(delivery.recipients[0]).toMatchObject({ kind: 'deferred', answer: { code: 451 } });
    expect(sandbox.arrivals(0)).toEqual([]);
    await using outlook = await listen(createSimulatorServer({ ...place, sandbox }));
    const asked = await fetch(`${outlook.origin}/departures?from=anna@customer.test&to=bo@northwind.example`, {
      method: 'POST',
      headers: { 'Content-Type': 'message/rfc822' },
      body: answer('bo@northwind.example'),
    });
    expect(asked.status).toBe(503);
    await transport.close();
    await sandbox.close();
  });
  test('it keeps the latest within its bounds and refuses what is larger', async () => {
    const sandbox = await startSandbox({ mails: 2, mailBytes: plainMail.length });
    const transport = testTransport();
    for (const name of ['a', 'b', 'c']) await sendTo(transport, profileAt(sandbox.port), [`${name}@n.example`]);
    expect(sandbox.arrivals(0).map((mail) => mail.to[0])).toEqual(['b@n.example', 'c@n.example']);
    const envelope = { from: 'ana@contoso.test', to: ['d@n.example'], notify: false };
    const bytes = Buffer.concat([plainMail, Buffer.from('more\r\n')]);
    const refused = await transport.send(profileAt(sandbox.port), { envelope, bytes }, () => Promise.resolve());
    expect(refused.recipients[0]?.kind).toBe('failed');
    await transport.close();
    await sandbox.close();
  });
});
