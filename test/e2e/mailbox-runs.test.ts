import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { seriousFindings } from '../support/axe.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { startInnerInstallation } from '../support/installation.ts';
import { usePaneSession } from '../support/pane-session.ts';
import { overflowOf } from '../support/pane-tenant.ts';
import { dropMessage, selectMessage } from '../support/simulator.ts';

const session = usePaneSession(startInnerInstallation);
const secret = 'harbour light';
let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot({ users: { pane: secret, console: secret } });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

/** The person's mailbox at Dovecot, entered and approved. */
const connectMailbox = async (user: string): Promise<void> => {
  const { page, tenant, installation } = session;
  const incoming = {
    protocol: 'imap',
    host: '127.0.0.1',
    port: dovecot.imapPort,
    security: 'none',
    signIn: { kind: 'password', user },
    folders: ['INBOX'],
  };
  const { id } = await session.ask<{ id: string }>('/me/mailboxes', { incoming, secret });
  const approved = await page.request.put(`${installation.running.localUrl}/api/v1/mailboxes/${id}/approval`, {
    headers: { authorization: `Bearer ${tenant.token}` },
    data: { approved: true },
  });
  expect(approved.ok()).toBe(true);
};

const subjects = async () =>
  (await session.ask<CallOutput<'listActivities'>>('/activities')).items.map(({ subject }) => subject).toSorted();

/** Keeps the first mail that is tracked waiting until it is let go. */
const holdFirst = async (page: Page) => {
  let letGo: () => void = () => undefined;
  let tellReached: () => void = () => undefined;
  const go = new Promise<void>((resolve) => (letGo = resolve));
  const reached = new Promise<void>((resolve) => (tellReached = resolve));
  await page.route('**/api/v1/mailboxes/*/promotions', async (route) => {
    tellReached();
    await go;
    await route.continue();
  });
  return { reached, letGo: () => letGo() };
};

test('P9: a whole conversation in the pane: preview, one progress, stop, the rest, and undo', async () => {
  const { page, tenant } = session;
  const { address } = tenant.anna;
  await connectMailbox('pane');
  const mail = (n: number, change: Parameters<typeof eml>[0] = {}) =>
    eml({
      id: `pump-${n}@fabrikam.example`,
      from: `Anna Berg <${address}>`,
      to: tenant.email,
      subject: n === 1 ? 'Pump 1' : `Re: Pump ${n}`,
      date: `Mon, 0${n} Mar 2026 09:00:00 +0000`,
      ...(n === 1 ? {} : { headers: [`References: <pump-${n - 1}@fabrikam.example>`] }),
      ...change,
    });
  dovecot.deliver('pane', mail(1));
  dovecot.deliver('pane', mail(2, { from: tenant.email, to: address }), 'Sent');
  dovecot.deliver('pane', mail(3));
  dovecot.deliver('pane', eml({ id: 'other@fabrikam.example', subject: 'Something else', to: tenant.email }));
  const before = ['INBOX', 'Sent'].map((folder) =>
    dovecot.doveadm('fetch', '-u', 'pane', 'uid flags', 'mailbox', folder, 'all'),
  );

  await session.open();
  await dropMessage(page, 'Pump.eml', Buffer.from(mail(3)));
  await selectMessage(page, 'Re: Pump 3');
  const pane = await session.signedInPane();
  await pane.getByRole('button', { name: 'The whole conversation…' }).press('Enter');
  const row = (subject: string) =>
    pane.getByRole('listitem').filter({ has: pane.getByRole('checkbox', { name: subject, exact: true }) });
  const all = ['Pump 1', 'Re: Pump 2', 'Re: Pump 3'];
  for (const subject of all) await row(subject).getByText('Would be tracked').waitFor();
  expect(await pane.getByRole('checkbox', { name: 'Something else' }).count()).toBe(0);
  expect([await overflowOf(pane), await seriousFindings(pane)]).toEqual([0, []]);

  const first = await holdFirst(page);
  await pane.getByRole('button', { name: 'Track 3 mails' }).press('Enter');
  await first.reached;
  expect(await pane.getByRole('progressbar').count()).toBe(1);
  await pane.getByRole('button', { name: 'Stop' }).press('Enter');
  first.letGo();
  await pane.getByText('1 tracked', { exact: true }).waitFor();
  expect(await subjects()).toEqual(['Pump 1']);
  await row('Re: Pump 2').getByText('Would be tracked').waitFor();

  await pane.getByRole('button', { name: 'Track 2 mails' }).press('Enter');
  await pane.getByText('3 tracked', { exact: true }).waitFor();
  expect(await subjects()).toEqual(all);
  await pane.getByRole('button', { name: 'Undo (3 mails)' }).press('Enter');
  for (const subject of all) await row(subject).getByText('Taken back').waitFor();
  expect(await subjects()).toEqual([]);
  const after = ['INBOX', 'Sent'].map((folder) =>
    dovecot.doveadm('fetch', '-u', 'pane', 'uid flags', 'mailbox', folder, 'all'),
  );
  expect(after).toEqual(before);
});

test('P9: the history of a person in the console: found by folder, each with its result, one that is gone too, and undone', async () => {
  const { page, tenant, installation } = session;
  const { address, id } = tenant.anna;
  await connectMailbox('console');
  const mail = (name: string, from = address) =>
    eml({ id: `${name}@fabrikam.example`, subject: name, from: `Anna Berg <${from}>`, to: tenant.email });
  for (const name of ['Offer', 'Invoice', 'Gone']) dovecot.deliver('console', mail(name), 'Projects');
  dovecot.deliver('console', mail('Stranger', 'stranger@elsewhere.example'), 'Projects');
  dovecot.deliver('console', mail('In the inbox'));

  await page.goto(`${installation.running.localUrl}/console/records/contact/${id}`);
  await page.getByLabel('E-mail').fill(tenant.email);
  await page.getByLabel('Password', { exact: true }).fill(tenant.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).press('Enter');
  const history = page.getByRole('region', { name: 'Mail in my mailbox' });
  const folder = history.getByRole('combobox', { name: 'Folder' });
  await folder.focus();
  await folder.locator('option[value=Projects]').waitFor({ state: 'attached' });
  await folder.selectOption('Projects');
  await history.getByRole('button', { name: 'Search' }).press('Enter');
  const row = (subject: string) =>
    history.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name: subject, exact: true }) });
  for (const subject of ['Offer', 'Invoice', 'Gone']) await row(subject).getByText('Would be tracked').waitFor();
  for (const subject of ['Stranger', 'In the inbox'])
    expect(await history.getByRole('checkbox', { name: subject }).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);

  dovecot.doveadm('expunge', '-u', 'console', 'mailbox', 'Projects', 'subject', 'Gone');
  await history.getByRole('button', { name: 'Track 3 mails' }).press('Enter');
  await history.getByText('2 tracked, 1 not tracked').waitFor();
  await row('Gone')
    .getByText(/^Not tracked\. /)
    .waitFor();
  expect(await subjects()).toEqual(['Invoice', 'Offer']);
  await history.getByRole('button', { name: 'Undo (2 mails)' }).press('Enter');
  for (const subject of ['Offer', 'Invoice']) await row(subject).getByText('Taken back').waitFor();
  expect(await subjects()).toEqual([]);
});
