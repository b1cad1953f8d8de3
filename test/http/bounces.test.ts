import { afterEach, beforeEach, expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { dsn, type DsnOptions } from '../support/reports.ts';
import { startSmtpPeer, type SmtpPeer, type TakenMail } from '../support/smtp-peer.ts';
import { profileAt, testTransport } from '../support/smtp-transport.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let peer: SmtpPeer;

beforeEach(async () => {
  peer = await startSmtpPeer();
  const profile = profileAt(peer.port, { tls: 'none' });
  world = await createWorld({
    delivery: {
      transport: testTransport(),
      profiles: {
        choose: () => Promise.resolve({ kind: 'ready', id: 'installation', profile, sandbox: false, sentCopy: null }),
      },
    },
  });
});
afterEach(async () => {
  await world.close();
  await peer.close();
});

const send = async (...to: readonly string[]): Promise<{ readonly id: string; readonly mail: TakenMail }> => {
  const { id } = await world.ben.call('createEmail', {
    body: { to: [...to], subject: 'Quote', text: 'Twelve pumps.' },
  });
  await world.ben.call('sendEmail', { params: { emailId: id } });
  await world.app.runner.settle();
  const mail = peer.taken.at(-1);
  if (mail === undefined) throw new Error('the peer took nothing');
  return { id, mail };
};

/** The header of the mail as the peer took it, which it gives back. */
const headerOf = ({ text }: TakenMail): readonly string[] => (text.split('\r\n\r\n', 1)[0] ?? '').split('\r\n');

const failed = (address: string, status: string, words: string): readonly string[] => [
  `Final-Recipient: rfc822; ${address}`,
  'Action: failed',
  `Status: ${status}`,
  `Diagnostic-Code: smtp; 550 ${status} ${words}`,
];
const reportOn = (mail: TakenMail, options: DsnOptions): string => dsn({ returned: headerOf(mail), ...options });

const read = (emailId: string) => world.ben.call('getEmail', { params: { emailId } });
const statesOf = async (emailId: string) =>
  Object.fromEntries((await read(emailId)).recipients.map(({ address, state }) => [address, state]));

test('S12: a report that its author tracks makes the recipient bounced, with the status and the words', async () => {
  const { id, mail } = await send('anna@fabrikam.example', 'bo@fabrikam.example');
  await world.ben.track(reportOn(mail, { groups: [failed('anna@fabrikam.example', '5.1.1', 'User unknown')] }));
  const email = await read(id);
  expect(email.recipients).toMatchObject([
    { address: 'anna@fabrikam.example', state: 'bounced', lastAnswer: '5.1.1 550 5.1.1 User unknown' },
    { address: 'bo@fabrikam.example', state: 'sent' },
  ]);
  expect(email.status).toBe('sent');
});

test('S12: a hard bounce marks the address, a soft one does not', async () => {
  const { mail } = await send('anna@fabrikam.example', 'bo@fabrikam.example');
  const groups = [
    failed('anna@fabrikam.example', '5.1.1', 'User unknown'),
    failed('bo@fabrikam.example', '5.2.2', 'Mailbox full'),
  ];
  await world.ben.track(reportOn(mail, { groups }));
  const marked = await world.store.read(world.contoso.id, (read) =>
    read.outbox.bouncing(['anna@fabrikam.example', 'bo@fabrikam.example']),
  );
  expect(marked).toMatchObject([{ addressKey: 'anna@fabrikam.example', statusCode: '5.1.1' }]);
});

test('S12: each report stands with the mail, hard or soft; the mark shows at the address and a person clears it', async () => {
  const { id, mail } = await send('anna@fabrikam.example', 'bo@fabrikam.example');
  const groups = [
    failed('anna@fabrikam.example', '5.1.1', 'User unknown'),
    failed('bo@fabrikam.example', '5.2.2', 'Mailbox full'),
  ];
  await world.ben.track(reportOn(mail, { groups }));
  const at = expect.stringMatching(/Z$/) as string;
  expect((await read(id)).reports).toEqual([
    { address: 'anna@fabrikam.example', at, statusCode: '5.1.1', hard: true, answer: '550 5.1.1 User unknown' },
    { address: 'bo@fabrikam.example', at, statusCode: '5.2.2', hard: false, answer: '550 5.2.2 Mailbox full' },
  ]);
  const marks = async (role: 'sender' | 'recipient') => {
    const addresses = ['Anna@fabrikam.example', 'bo@fabrikam.example'];
    const { matches } = await world.ben.call('matchAddresses', { body: { addresses, role } });
    return matches.map(({ bounced }) => bounced);
  };
  expect(await marks('recipient')).toEqual([{ since: at, statusCode: '5.1.1' }, undefined]);
  expect(await marks('sender')).toEqual([undefined, undefined]);
  const params = { address: 'anna@fabrikam.example' };
  expect(await world.olga.refused('clearBouncing', { params })).toMatchObject({ code: 'not_found' });
  await world.carla.call('clearBouncing', { params });
  expect(await marks('recipient')).toEqual([undefined, undefined]);
  expect(await world.carla.refused('clearBouncing', { params })).toMatchObject({ code: 'not_found' });
  const events = await world.store.read(world.contoso.id, (tx) => tx.workflows.eventsAfter(0, 1_000));
  expect(events.at(-1)).toMatchObject({ kind: 'address.trusted', subjectId: 'anna@fabrikam.example' });
});

test('S12: a delay, an automatic reply and a report on somebody it never went to change nothing', async () => {
  const { id, mail } = await send('anna@fabrikam.example');
  const delayed = ['Final-Recipient: rfc822; anna@fabrikam.example', 'Action: delayed', 'Status: 4.4.1'];
  await world.ben.track(reportOn(mail, { groups: [delayed] }));
  const messageId = headerOf(mail).find((line) => line.startsWith('Message-ID: ')) ?? '';
  const away = ['Auto-Submitted: auto-replied', 'Return-Path: <>', messageId.replace('Message-ID', 'In-Reply-To')];
  await world.ben.track(eml({ id: 'away-1@fabrikam.example', subject: 'Out of office', headers: away }));
  await world.ben.track(reportOn(mail, { groups: [failed('carl@fabrikam.example', '5.1.1', 'User unknown')] }));
  expect(await statesOf(id)).toEqual({ 'anna@fabrikam.example': 'sent' });
});

test('S12: the same report twice changes nothing more', async () => {
  const { id, mail } = await send('anna@fabrikam.example');
  const report = reportOn(mail, { groups: [failed('anna@fabrikam.example', '5.1.1', 'User unknown')] });
  await world.ben.track(report);
  const before = await read(id);
  await world.ben.track(report);
  expect(await read(id)).toEqual(before);
});

test('S12: a report on mail of another organization changes nothing there', async () => {
  const { id, mail } = await send('anna@fabrikam.example');
  await world.pete.track(reportOn(mail, { groups: [failed('anna@fabrikam.example', '5.1.1', 'User unknown')] }));
  expect(await statesOf(id)).toEqual({ 'anna@fabrikam.example': 'sent' });
});

test('S12: a report to the signed return path needs no Message-ID, and a forged path names nothing', async () => {
  await world.ana.call('changeSettings', { body: { bounceMailbox: 'bounces@contoso.test' } });
  const { id, mail } = await send('anna@fabrikam.example');
  expect(mail.from).toMatch(/^bounces\+[0-9a-f]{32}\.[0-9a-z]{13}@contoso\.test$/);
  const groups = [failed('anna@fabrikam.example', '5.1.1', 'User unknown')];
  const forged = mail.from.replace(/\.[0-9a-z]{13}@/, '.0000000000000@');
  await world.ben.track(dsn({ groups, returned: ['Subject: Quote'], to: forged }));
  expect(await statesOf(id)).toEqual({ 'anna@fabrikam.example': 'sent' });
  await world.ben.track(dsn({ groups, returned: ['Subject: Quote'], to: mail.from }).replace('report-1', 'report-2'));
  expect(await statesOf(id)).toEqual({ 'anna@fabrikam.example': 'bounced' });
});

test("S12: the mailbox for reports is refused when a mail's id does not fit behind it", async () => {
  const name = 'b'.repeat(17);
  await world.ana.call('changeSettings', { body: { bounceMailbox: `${name}@contoso.test` } });
  const problem = await world.ana.refused('changeSettings', { body: { bounceMailbox: `${name}b@contoso.test` } });
  expect(problem.detail).toContain('at most 17 characters');
});

test('S12, A4: a report that a mail server hands over makes the recipient bounced, and is no activity', async () => {
  const { id, mail } = await send('anna@fabrikam.example');
  const report = reportOn(mail, { groups: [failed('anna@fabrikam.example', '5.1.1', 'User unknown')] });
  const answer = await world.ana.fetch('/router/deliver?mailbox=ben@contoso.test', {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: report.replaceAll(/\r?\n/g, '\r\n'),
  });
  expect(await answer.json()).toMatchObject({ promote: false, created: false, code: 107, reason: 'report' });
  expect(await statesOf(id)).toEqual({ 'anna@fabrikam.example': 'bounced' });
});
