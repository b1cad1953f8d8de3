import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { createApp } from '../../server/app.ts';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { eml } from '../support/eml.ts';
import { check } from '../support/router.ts';
import { type ScriptedSmtp, startScriptedSmtp, type SmtpScript } from '../support/scripted-smtp.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const smtpAt = ({ port }: ScriptedSmtp) => ({ host: '127.0.0.1', port, tls: 'none' as const, credentials: null });

const open = async (script: SmtpScript = {}) => {
  const server = await startScriptedSmtp(script);
  const world = await createWorld({ smtp: smtpAt(server) });
  return { server, world, [Symbol.asyncDispose]: () => world.close().then(() => server.stop()) };
};

const send = async (who: Caller, body: Record<string, unknown> = {}): Promise<string> => {
  const { id } = await who.call('createEmail', {
    body: { to: ['anna@fabrikam.example'], subject: 'Hello', text: 'Here is the quote.', ...body },
  });
  await who.call('sendEmail', { params: { emailId: id } });
  return id;
};
const read = (who: Caller, emailId: string) => who.call('getEmail', { params: { emailId } });
const settle = ({ app }: World) => app.runner.settle();

/** A field of the mail as it crossed the wire, unfolded. */
const fieldOf = (raw: string | undefined, name: string): string | undefined => {
  const head = raw?.split('\r\n\r\n', 1)[0]?.replaceAll(/\r\n(?=[ \t])/g, '');
  return new RegExp(`^${name}:[ \t]*(.*)$`, 'im').exec(head ?? '')?.[1]?.trimEnd();
};
const subjects = ({ mails }: ScriptedSmtp) => mails.map(({ raw }) => fieldOf(raw, 'Subject'));

describe('the token of mail that starts here', () => {
  test('T1, T2, T3: with base 500 Hello leaves as Hello CRM:0501001, the next with 002, a long subject cut to 255', async () => {
    await using at = await open();
    const { world, server } = at;
    await world.ana.call('changeSettings', { body: { token: { mode: 'classic', userBase: 500 } } });
    for (const subject of ['Hello', 'Hello', 'x'.repeat(300)]) {
      await send(world.ben, { subject });
      await settle(world);
    }
    expect(subjects(server)).toEqual(['Hello CRM:0501001', 'Hello CRM:0501002', `${'x'.repeat(255 - 12)} CRM:0501003`]);
  });

  test('T7: no setting of the token, however an import left it, keeps a mail from leaving', async () => {
    await using at = await open();
    const { world, server } = at;
    for (const token of [null, '', {}, { mode: 'classic', prefix: '' }, { mode: 'off' }]) {
      await world.store.transact(world.contoso.id, (tx) =>
        tx.organization.saveSettings({ ...defaultOrganizationSettings, token: token as never }),
      );
      await send(world.ben);
      await settle(world);
    }
    expect(subjects(server)).toEqual(['Hello', 'Hello', 'Hello', 'Hello', 'Hello']);
  });

  test('T5: a token that is used again is that of the newest conversation with the same person; with nobody it is ambiguous', async () => {
    await using at = await open();
    const { world, server } = at;
    await world.ana.call('changeSettings', { body: { token: { mode: 'classic', counterDigits: 1 } } });
    const others = (round: number) => Array.from({ length: 8 }, (_, n) => `p${round}${n}@p${round}${n}.example`);
    // Nine numbers a round: the first mail of each has the same.
    const people = [
      'anna@anna.example',
      ...others(1),
      'zoe@zoe.example',
      ...others(2),
      'anna@anna.example',
      ...others(3),
    ];
    const rounds = [...people, 'bo@bo.example'];
    const ids: string[] = [];
    for (const address of rounds) {
      world.clock.advance(60_000);
      ids.push(await send(world.ben, { to: [address], visibility: 'organization' }));
      await settle(world);
    }
    const token = 'CRM:00011';
    const [first, zoes, second, bos] = [0, 9, 18, 27].map((n) => ids[n]);
    expect(subjects(server).filter((subject) => subject?.endsWith(token))).toHaveLength(4);
    const answer = (from: string, given: Parameters<typeof eml>[0] = {}) =>
      eml({ id: `answer-of-${from}`, from, to: 'ben@contoso.test', subject: `Re: Hello ${token}`, ...given });
    for (const [person, mail] of [
      ['anna@anna.example', second],
      ['zoe@zoe.example', zoes],
    ] as const) {
      expect(await check(world.ana, answer(person))).toMatchObject({ promote: true, code: 2 });
      expect((await world.ben.track(answer(person))).activity).toMatchObject({
        correlation: { method: 'token', activityId: mail },
        flags: [],
      });
    }
    expect(second).not.toBe(first);
    // Also a colleague of hers, of whom none of the conversations knows.
    for (const person of ['mallory@evil.example', 'carl@anna.example']) {
      expect(await check(world.ana, answer(person))).toMatchObject({ promote: false, code: 1 });
      const { activity } = await world.ben.track(answer(person), 'visibility=organization');
      expect(activity).toMatchObject({ correlation: null, regarding: [], flags: ['tokenUnconfirmed'] });
      expect(activity?.why).toContain(`its tracking token (${token}) is ambiguous: it stands on several tracked mails`);
      const { items } = await world.ben.call('listUnconfirmedCorrelations');
      expect(items.find((item) => item.activity.id === activity?.id)?.proposed).toMatchObject({
        method: 'token',
        activity: { id: bos },
      });
    }
    // Who answers for her, and has her among the recipients, shares a person: which conversation is known, who writes is not.
    const copied = answer('carl@anna.example', { id: 'copied@anna.example', cc: 'anna@anna.example' });
    expect((await world.ben.track(copied)).activity).toMatchObject({ correlation: { activityId: second } });
  });
});

test('S4: who chose to send uncertain mail again sends the same bytes under the same Message-ID, and nothing without that', async () => {
  let loses = true;
  await using at = await open({ answer: (verb) => (verb === '.' && loses ? 'drop' : undefined) });
  const { world, server } = at;
  const held = await send(world.ben);
  await settle(world);
  const source = async (id: string) => (await world.ben.fetch(`/activities/${id}/source`)).text();
  await world.ana.call('changeSettings', { body: { resendUncertain: true } });
  const chosen = await send(world.ben);
  await settle(world);
  loses = false;
  world.clock.advance(60_000);
  await settle(world);
  expect((await read(world.ben, held)).recipients).toMatchObject([{ state: 'uncertain' }]);
  expect(await read(world.ben, chosen)).toMatchObject({ status: 'sent', attempts: 2 });
  const taken = server.mails.at(-1)?.raw ?? '';
  expect(taken.trimEnd()).toBe((await source(chosen)).trimEnd());
  expect(fieldOf(taken, 'Message-ID')).toBe((await read(world.ben, chosen)).internetMessageId);
});

test('S8: an answer names the mail it answers and those before it, and leaves by the signed return path', async () => {
  await using at = await open();
  const { world, server } = at;
  await world.ana.call('changeSettings', { body: { bounceMailbox: 'bounces@contoso.test' } });
  const { activity } = await world.ben.track(
    eml({ id: 'second@fabrikam.example', headers: ['References: <first@fabrikam.example>'] }),
  );
  await send(world.ben, { inReplyTo: activity?.id, subject: 'Re: Quote for pumps' });
  await settle(world);
  const [mail] = server.mails;
  expect(fieldOf(mail?.raw, 'In-Reply-To')).toBe('<second@fabrikam.example>');
  expect(fieldOf(mail?.raw, 'References')).toBe('<first@fabrikam.example> <second@fabrikam.example>');
  expect(mail?.from).toMatch(/^bounces\+[0-9a-f]{32}\.[0-9a-z]{13}@contoso\.test$/);
});

test('S1: in each state what it does not offer is refused and changes nothing', async () => {
  let says: string | undefined;
  await using at = await open({
    answer: (verb) => (verb === (says === 'drop' ? '.' : 'RCPT') ? says : undefined),
  });
  const { world } = at;
  const sent = async (answer: string | undefined, body: Record<string, unknown> = {}) => {
    says = answer;
    const id = await send(world.ben, body);
    await settle(world);
    return id;
  };
  const later = { sendAt: new Date(world.clock.now() + 3_600_000).toISOString() };
  const canceled = await sent(undefined, later);
  await world.ben.call('cancelEmail', { params: { emailId: canceled } });
  const { id: draft } = await world.ben.call('createEmail', { body: { to: ['anna@fabrikam.example'] } });
  const mails = [
    [draft, 'draft'],
    [await sent(undefined, later), 'pendingSend'],
    [await sent('drop'), 'sending'],
    [await sent(undefined), 'sent'],
    [await sent('550 5.1.1 nobody'), 'failed'],
    [canceled, 'canceled'],
  ] as const;
  for (const [emailId, status] of mails) {
    const params = { emailId };
    const asks = {
      edit: () => world.ben.refused('changeEmail', { params, body: { subject: 'Other' } }),
      delete: () => world.ben.refused('deleteEmail', { params }),
      cancel: () => world.ben.refused('cancelEmail', { params }),
      resend: () => world.ben.refused('resendEmail', { params, body: {} }),
      settle: () => world.ben.refused('settleUncertain', { params, body: { verdict: 'arrived' } }),
    };
    const before = await read(world.ben, emailId);
    expect(before.status).toBe(status);
    const refused = Object.entries(asks).filter(([action]) => !before.actions.some((offered) => offered === action));
    expect(refused.length).toBeGreaterThan(1);
    for (const [action, ask] of refused)
      expect([status, action, (await ask()).code]).toEqual([status, action, 'conflict']);
    expect(await read(world.ben, emailId)).toEqual(before);
  }
});

/** A database file of its own, gone at the end. */
const inFile = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'outgoing-mail-'));
  const path = join(folder, `${randomBytes(4).toString('hex')}.db`);
  const store = { engine: 'sqlite' as const, path, contentDirectory: null };
  return { store, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
};

test('S11: a mail for later outlives the process, leaves at its moment in UTC, and asks for what was asked', async () => {
  await using file = await inFile();
  const { store } = file;
  await using server = await startScriptedSmtp({ offers: ['PIPELINING', '8BITMIME', 'DSN'] });
  const world = await createWorld({ store, smtp: smtpAt(server) });
  const at = world.clock.now() + 3_600_000;
  const local = new Date(at + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
  const asked = { readReceipt: true, priority: 'high', deliveryNotification: true };
  const id = await send(world.ben, { sendAt: local, ...asked });
  expect(await read(world.ben, id)).toMatchObject({ sendAt: new Date(at).toISOString(), ...asked });
  await settle(world);
  await world.close();
  const app = await createApp({ store, smtp: smtpAt(server), clock: world.clock, log: createPinoLog('silent') });
  world.clock.advance(3_599_999);
  await app.runner.settle();
  expect(server.mails).toEqual([]);
  world.clock.advance(1);
  await app.runner.settle();
  await app.close();
  expect(server.mails).toHaveLength(1);
  expect(fieldOf(server.mails[0]?.raw, 'Disposition-Notification-To')).toContain('ben@contoso.test');
  expect(fieldOf(server.mails[0]?.raw, 'Importance')).toBe('High');
  expect(server.lines.find((line) => line.startsWith('RCPT'))).toMatch(/NOTIFY=/);
});

test('S13: a file that two mails carry is stored once, whole in both; the limit goes up to 32 MB and no further', async () => {
  await using file = await inFile();
  await using server = await startScriptedSmtp();
  await using world = await createWorld({ store: file.store, smtp: smtpAt(server) });
  const bytes = randomBytes(3_000);
  const attachments = [{ name: 'plan.bin', contentBase64: bytes.toString('base64') }];
  await send(world.ben, { attachments });
  await send(world.carla, { attachments });
  await settle(world);
  const carried = server.mails.map(({ raw }) => raw.replaceAll('\r\n', '').includes(bytes.toString('base64')));
  expect(carried).toEqual([true, true]);
  const database = new BetterSqlite3(file.store.path, { readonly: true });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(database.prepare('select count(*) as rows from content where sha256 = ?').get(sha256)).toEqual({ rows: 1 });
  database.close();
  const limit = (attachmentLimitBytes: number) => ({ body: { attachmentLimitBytes } });
  expect(await world.ana.call('changeSettings', limit(33_554_432))).toMatchObject({ attachmentLimitBytes: 33_554_432 });
  expect(await world.ana.refused('changeSettings', limit(33_554_433))).toMatchObject({
    issues: [{ field: 'attachmentLimitBytes' }],
  });
});
