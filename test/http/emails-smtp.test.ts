import { expect, test } from 'vitest';
import { startScriptedSmtp, type SmtpScript } from '../support/scripted-smtp.ts';
import { type Caller, createWorld } from '../support/world.ts';

const open = async (script: SmtpScript = {}) => {
  const server = await startScriptedSmtp(script);
  const smtp = { host: '127.0.0.1', port: server.port, tls: 'none' as const, credentials: null };
  const world = await createWorld({ smtp });
  return { server, world, [Symbol.asyncDispose]: () => world.close().then(() => server.stop()) };
};

const send = async (who: Caller, body: Record<string, unknown> = {}): Promise<string> => {
  const { id } = await who.call('createEmail', {
    body: { to: ['anna@fabrikam.example'], subject: 'Pumps', text: 'Here is the quote.', ...body },
  });
  await who.call('sendEmail', { params: { emailId: id } });
  return id;
};
const read = (who: Caller, emailId: string) => who.call('getEmail', { params: { emailId } });

test('S17: a blind copy is in the envelope alone, and only its author sees it', async () => {
  await using at = await open();
  const { world, server } = at;
  const id = await send(world.ben, { bcc: ['secret@northwind.example'], visibility: 'organization' });
  await world.app.runner.settle();
  expect(server.mails).toHaveLength(1);
  expect(server.mails[0]?.to).toEqual(['anna@fabrikam.example', 'secret@northwind.example']);
  expect(server.mails[0]?.raw).not.toMatch(/secret|bcc/i);
  expect((await read(world.ben, id)).recipients.map(({ role }) => role)).toEqual(['to', 'bcc']);
  const seen = await read(world.ana, id);
  expect(seen.recipients.map(({ role }) => role)).toEqual(['to']);
  expect(JSON.stringify([seen, await world.ana.call('getActivity', { params: { activityId: id } })])).not.toContain(
    'secret',
  );
  const found = await world.ana.call('listActivities', { query: { address: 'secret@northwind.example' } });
  expect(found.items).toEqual([]);
  await world.ben.call('allowSender', { params: { senderType: 'user', senderId: world.ben.id, userId: world.ana.id } });
  expect((await read(world.ana, id)).recipients.map(({ role }) => role)).toEqual(['to', 'bcc']);
});

test('S5: of two recipients one is refused; sending again addresses that one alone, with the same bytes', async () => {
  let refuses = true;
  await using at = await open({
    answer: (verb, line) =>
      verb === 'RCPT' && refuses && line.includes('jon@') ? '550 5.1.1 no such person' : undefined,
  });
  const { world, server } = at;
  const id = await send(world.ben, { to: ['anna@fabrikam.example', 'jon@fabrikam.example'] });
  await world.app.runner.settle();
  const email = await read(world.ben, id);
  expect(email).toMatchObject({
    status: 'sent',
    recipients: [{ state: 'sent' }, { state: 'failed', lastAnswer: '550 5.1.1 no such person' }],
  });
  refuses = false;
  await world.ben.call('resendEmail', { params: { emailId: id }, body: {} });
  await world.app.runner.settle();
  expect(server.mails.map(({ to }) => to)).toEqual([['anna@fabrikam.example'], ['jon@fabrikam.example']]);
  expect(server.mails[1]?.raw).toBe(server.mails[0]?.raw);
  expect((await read(world.ben, id)).recipients.map(({ state }) => state)).toEqual(['sent', 'sent']);
});

test('S4: a connection lost after the final dot is uncertain, held, and settled by its author', async () => {
  await using at = await open({ answer: (verb) => (verb === '.' ? 'drop' : undefined) });
  const { world } = at;
  const id = await send(world.ben);
  await world.app.runner.settle();
  world.clock.advance(86_400_000);
  await world.app.runner.settle();
  expect(await read(world.ben, id)).toMatchObject({
    status: 'sending',
    attempts: 1,
    recipients: [{ state: 'uncertain' }],
    // No folder of sent mail is set: once it is, it can be looked into again.
    actions: ['settle', 'keepCopy'],
  });
  await world.ben.call('settleUncertain', { params: { emailId: id }, body: { verdict: 'arrived' } });
  expect(await read(world.ben, id)).toMatchObject({ status: 'sent', recipients: [{ state: 'sent' }] });
});

test('S4: an uncertain mail whose copy is tracked is settled by it, and stays one activity', async () => {
  let copy = '';
  await using at = await open({ answer: (verb) => (verb === '.' ? 'drop' : undefined) });
  const { world } = at;
  const id = await send(world.ben, { visibility: 'organization' });
  await world.app.runner.settle();
  const source = await world.ben.fetch(`/activities/${id}/source`);
  copy = await source.text();
  const tracked = await world.ben.track(copy);
  expect(tracked.activity?.id).toBe(id);
  expect(await read(world.ben, id)).toMatchObject({ status: 'sent', recipients: [{ state: 'sent' }] });
});

test('S5: a server that refuses us pauses the profile: the mail waits, no attempt counts, and it is tried again later', async () => {
  let refuses = true;
  await using at = await open({ answer: (verb) => (verb === 'MAIL' && refuses ? '550 5.7.1 not you' : undefined) });
  const { world, server } = at;
  const ids = [await send(world.ben), await send(world.ben), await send(world.ana)];
  await world.app.runner.settle();
  for (const id of ids)
    expect(await read(id === ids[2] ? world.ana : world.ben, id)).toMatchObject({
      status: 'pendingSend',
      attempts: 0,
      paused: { answer: '550 5.7.1 not you' },
    });
  const alerts = async () => {
    const events = await world.store.read(world.contoso.id, (tx) => tx.workflows.eventsAfter(0, 1_000));
    return events.map(({ kind }) => kind).filter((kind) => kind.startsWith('sending.'));
  };
  expect(await alerts()).toEqual(['sending.paused']);
  const told = async () => (await world.ana.call('listMyAlerts')).items;
  expect(await told()).toMatchObject([
    { kind: 'sendingPaused', forAdministrators: true, words: expect.stringContaining('“550 5.7.1 not you”') as string },
  ]);
  expect((await world.ben.call('listMyAlerts')).items).toEqual([]);
  world.clock.advance(30 * 60_000);
  await world.app.runner.settle();
  expect([await alerts(), (await told()).length]).toEqual([['sending.paused', 'sending.resumed', 'sending.paused'], 1]);
  refuses = false;
  await world.app.runner.settle();
  expect(server.mails).toHaveLength(0);
  world.clock.advance(30 * 60_000);
  await world.app.runner.settle();
  expect(server.mails).toHaveLength(3);
  expect((await alerts()).slice(3)).toEqual(['sending.resumed']);
});

test('S5: relaying denied at RCPT is about us and no recipient’s fault: the profile pauses and the mail waits', async () => {
  let refuses = true;
  const denied = '554 5.7.1 <anna@fabrikam.example>: Relay access denied';
  await using at = await open({ answer: (verb) => (verb === 'RCPT' && refuses ? denied : undefined) });
  const { world, server } = at;
  const id = await send(world.ben);
  await world.app.runner.settle();
  expect(await read(world.ben, id)).toMatchObject({
    status: 'pendingSend',
    attempts: 0,
    recipients: [{ state: 'queued' }],
    paused: { answer: denied },
  });
  refuses = false;
  expect((await world.ana.call('listMyAlerts')).items).toHaveLength(1);
  expect((await world.ana.call('testSendingProfile', { body: {} })).installationTest?.passed).toBe(true);
  expect((await world.ana.call('listMyAlerts')).items).toEqual([]);
  await world.app.runner.settle();
  expect(server.mails).toHaveLength(1);
  expect(await read(world.ben, id)).toMatchObject({ status: 'sent', attempts: 1, paused: null });
});

test('S5: a server that puts us off is asked again after 1, 5 and 15 minutes, thrice after an hour, four times after six, then no more', async () => {
  await using at = await open({ answer: (verb) => (verb === 'RCPT' ? '451 4.3.0 come back later' : undefined) });
  const { world, server } = at;
  const id = await send(world.ben);
  const minutes = [1, 5, 15, 60, 60, 60, 360, 360, 360, 360];
  for (const [retries, wait] of minutes.entries()) {
    await world.app.runner.settle();
    const nextAttemptAt = new Date(world.clock.now() + wait * 60_000).toISOString();
    expect(await read(world.ben, id)).toMatchObject({ status: 'pendingSend', attempts: retries + 1, nextAttemptAt });
    world.clock.advance(wait * 60_000 - 1);
    await world.app.runner.settle();
    expect((await read(world.ben, id)).attempts).toBe(retries + 1);
    world.clock.advance(1);
  }
  await world.app.runner.settle();
  expect(await read(world.ben, id)).toMatchObject({
    status: 'failed',
    attempts: 11,
    nextAttemptAt: null,
    recipients: [{ state: 'failed', lastAnswer: '451 4.3.0 come back later (attempt 11, the last one)' }],
  });
  expect(server.mails).toEqual([]);
});

test('S5: a test of the installation’s server that passes ends its pause, one that does not leaves it', async () => {
  let refuses = true;
  await using at = await open({ answer: (verb) => (verb === 'MAIL' && refuses ? '550 5.7.1 not you' : undefined) });
  const { world, server } = at;
  const ids = [await send(world.ben), await send(world.ben)];
  await world.app.runner.settle();
  const failed = await world.ana.call('testSendingProfile', { body: {} });
  expect(failed).toMatchObject({ profile: null, uses: 'installation', installationTest: { passed: false } });
  expect(failed.installationTest?.steps.at(-1)).toMatchObject({ step: 'sender', answer: '550 5.7.1 not you' });
  refuses = false;
  await world.app.runner.settle();
  expect(server.mails).toHaveLength(0);
  expect(await world.ben.refused('testSendingProfile', { body: {} })).toMatchObject({ code: 'not_permitted' });
  const passed = await world.ana.call('testSendingProfile', { body: {} });
  expect(passed.installationTest?.passed).toBe(true);
  await world.app.runner.settle();
  expect(server.mails).toHaveLength(2);
  for (const id of ids) expect(await read(world.ben, id)).toMatchObject({ status: 'sent', attempts: 1, paused: null });
});

test('S11: send later waits for its moment, and asks for what was asked', async () => {
  await using at = await open();
  const { world, server } = at;
  const sendAt = new Date(world.clock.now() + 3_600_000).toISOString();
  const id = await send(world.ben, { sendAt, readReceipt: true, priority: 'high' });
  await world.app.runner.settle();
  expect(await read(world.ben, id)).toMatchObject({ status: 'pendingSend', sendAt, nextAttemptAt: sendAt });
  world.clock.advance(3_600_000);
  await world.app.runner.settle();
  expect(server.mails[0]?.raw).toMatch(/^disposition-notification-to: .*ben@contoso\.test/im);
  expect(server.mails[0]?.raw).toMatch(/^importance: high/im);
});

test('S6: what was cancelled can be edited and sent; nothing of the first version leaves', async () => {
  await using at = await open();
  const { world, server } = at;
  const id = await send(world.ben);
  expect(await world.ben.call('cancelEmail', { params: { emailId: id } })).toMatchObject({
    status: 'canceled',
    actions: ['edit', 'resend'],
  });
  await world.ben.call('changeEmail', { params: { emailId: id }, body: { text: 'A better quote.' } });
  await world.ben.call('sendEmail', { params: { emailId: id } });
  await world.app.runner.settle();
  expect(server.mails.map(({ raw }) => /better quote/.test(raw))).toEqual([true]);
});

test('S17: nobody sends as another who did not allow it; the answer is 403 and nothing is stored', async () => {
  await using at = await open();
  const { world } = at;
  const asAna = { from: 'ana@contoso.test', to: ['anna@fabrikam.example'], subject: 'Pumps', text: 'Hello' };
  expect((await world.ben.refused('createEmail', { body: asAna })).code).toBe('not_permitted');
  await world.ana.call('allowSender', { params: { senderType: 'user', senderId: world.ana.id, userId: world.ben.id } });
  const email = await world.ben.call('createEmail', { body: asAna });
  expect(email).toMatchObject({
    author: { id: world.ben.id },
    principal: { id: world.ana.id },
    from: { address: 'ana@contoso.test', name: 'Ana Ruiz' },
  });
  await world.ana.call('forbidSender', {
    params: { senderType: 'user', senderId: world.ana.id, userId: world.ben.id },
  });
  expect((await world.ben.refused('sendEmail', { params: { emailId: email.id } })).code).toBe('not_permitted');
});

test('S17: a mail for a queue leaves under its name and names who sent it; nobody else may cancel it', async () => {
  await using at = await open();
  const { world, server } = at;
  const queue = await world.ana.call('createRecord', {
    params: { type: 'queue' },
    body: { name: 'Support', addresses: ['support@contoso.test'] },
  });
  const ofQueue = { senderType: 'queue', senderId: queue.id, userId: world.ben.id } as const;
  await world.ana.call('allowSender', { params: ofQueue });
  const id = await send(world.ben, { from: 'support@contoso.test', visibility: 'organization' });
  expect((await world.carla.refused('cancelEmail', { params: { emailId: id } })).code).toBe('not_permitted');
  await world.app.runner.settle();
  expect(server.mails[0]?.from).toBe('support@contoso.test');
  const head = server.mails[0]?.raw.split('\r\n\r\n', 1)[0] ?? '';
  expect(head).toMatch(/^From: Support <support@contoso\.test>\r?$/m);
  // RFC 5322 section 3.6.2: who sent it where that is another.
  expect(head).toMatch(/^Sender: Ben Carter <ben@contoso\.test>\r?$/m);
  expect(await read(world.ben, id)).toMatchObject({ author: { id: world.ben.id }, principal: { id: queue.id } });
});

test('S13: an attachment over the limit is refused with the limit in the sentence; a blocked kind too', async () => {
  await using at = await open();
  const { world } = at;
  await world.ana.call('changeSettings', { body: { attachmentLimitBytes: 1_024 } });
  const file = (name: string, size: number) => ({ name, contentBase64: Buffer.alloc(size, 'a').toString('base64') });
  const create = (name: string, size: number) =>
    world.ben.ask('createEmail', { body: { to: ['a@b.example'], attachments: [file(name, size)] } });
  expect((await create('a.txt', 1_024)).status).toBe(201);
  const large = await create('a.txt', 1_025);
  expect([large.status, JSON.stringify(large.body)]).toEqual([413, expect.stringMatching(/limit is 1 KB/)]);
  expect((await create('a.exe', 1)).status).toBe(422);
});

test('S1: the same Idempotency-Key writes one draft and hands it over once', async () => {
  await using at = await open();
  const { world, server } = at;
  const body = { to: ['anna@fabrikam.example'], subject: 'Pumps', text: 'Hello' };
  const headers = { 'idempotency-key': 'one' };
  const first = await world.ben.call('createEmail', { body, headers });
  expect((await world.ben.call('createEmail', { body, headers })).id).toBe(first.id);
  const other = await world.ben.ask('createEmail', { body: { ...body, subject: 'Other' }, headers });
  expect(other.status).toBe(422);
  for (const key of ['send', 'send'])
    await world.ben.call('sendEmail', { params: { emailId: first.id }, headers: { 'idempotency-key': key } });
  await world.app.runner.settle();
  expect(server.mails).toHaveLength(1);
});
