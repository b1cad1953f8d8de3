import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { startMailSystem } from '../support/mail-system.ts';
import { acceptAll, activities, deliver } from '../support/router.ts';
import { addServed, imapAt } from '../support/served-mailboxes.ts';
import { createTestClock, createWorld } from '../support/world.ts';

const secret = 'harbour light';
const sink = 'crm@forward.test';
const asForwarded = 'mailbox=crm@contoso.test&forwarded=1';

const inline = (headers: readonly string[]): string =>
  eml({
    id: 'f1@contoso.test',
    from: 'Ben Carter <ben@contoso.test>',
    to: 'crm@contoso.test',
    subject: 'Fwd: Quote for pumps',
    date: 'Mon, 02 Mar 2026 08:30:00 +0000',
    headers,
    text: [
      'For the record.',
      '',
      '-------- Forwarded Message --------',
      'Subject: Quote for pumps',
      'From: Anna Berg <anna@fabrikam.example>',
      'To: Ben Carter <ben@contoso.test>',
      'Date: Mon, 2 Mar 2026 08:00:00 +0000',
      '',
      'Please send us a quote for twelve pumps.',
    ].join('\r\n'),
  });

test('A11: a forward with the original in its text is the original where a header names it, and is held where none does', async () => {
  await using world = await createWorld();
  await acceptAll(world.ben);
  expect(await deliver(world.ana, inline([]), asForwarded)).toMatchObject({ promote: false, code: 109 });
  const named = inline(['X-Forwarded-Message-Id: <quote-1@fabrikam.example>']);
  const { activityId, internetMessageId } = await deliver(world.ana, named, asForwarded);
  expect(internetMessageId).toBe('<quote-1@fabrikam.example>');
  const activity = await world.ben.call('getActivity', { params: { activityId: activityId ?? '' } });
  expect(activity).toMatchObject({
    direction: 'incoming',
    subject: 'Quote for pumps',
    sentAt: '2026-03-02T08:00:00.000Z',
    source: 'reconstructed',
    parties: [
      { role: 'from', address: 'anna@fabrikam.example' },
      { role: 'to', address: 'ben@contoso.test' },
    ],
  });
  // The mail itself, when it comes too, is no second one.
  expect(await deliver(world.ana, eml())).toMatchObject({ code: 0, activityId });
});

test('A11: what a real Sieve rule redirects to the forward mailbox is the mail of whoever it was sent to, by its own author', async () => {
  const ben = 'ben@contoso.test';
  await using mail = await startMailSystem({
    users: { [ben]: secret, [sink]: secret },
    masters: { rules: 'master key' },
    domain: 'contoso.test',
    outerDomain: 'forward.test',
  });
  const { dovecot, smtpPort } = mail;
  const clock = createTestClock(new Date().toISOString());
  await using world = await createWorld({
    clock,
    mailAuthorities: [dovecot.authority],
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    mailboxes: { watches: 0 },
  });
  const poll = async () => {
    clock.advance(61_000);
    await world.app.runner.settle();
  };
  await acceptAll(world.ben);
  const system = { kind: 'sieve', host: 'localhost', port: dovecot.sievePort, security: 'startTls', master: 'rules' };
  await world.ana.call('setForwardSettings', { body: { system, secret: 'master key', sink, only: 'all' } as never });
  await world.ana.call('deployForwardRule', { params: { userId: world.ben.id } });
  const incoming = imapAt(dovecot, sink);
  await addServed(world, { owner: { kind: 'sink' }, address: sink, incoming, secret, wrapping: 'forwarded' });
  await poll();
  const smtp = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
  await smtp.sendMail({
    envelope: { from: 'anna@fabrikam.example', to: [ben] },
    raw: eml({ to: 'team@list.example' }),
  });
  smtp.close();
  const lying = () =>
    dovecot.doveadm('search', '-u', sink, 'mailbox', 'INBOX', 'ALL').split('\n').filter(Boolean).length;
  await expect.poll(lying, { timeout: 20_000 }).toBe(1);
  await poll();
  const [activity, ...others] = await activities(world.ben);
  expect(others).toEqual([]);
  expect(activity).toMatchObject({
    direction: 'incoming',
    internetMessageId: '<quote-1@fabrikam.example>',
    parties: expect.arrayContaining([
      expect.objectContaining({ role: 'from', address: 'anna@fabrikam.example' }),
    ]) as unknown[],
  });
});
