import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { SendingPage } from '../../addin/console/pages/sending-page.tsx';
import { useBrowser } from './support/browser.ts';
import { createFakeServer, type FakeServer } from './support/fake-server.ts';
import { memberAs, renderRoom } from './support/render-room.tsx';

useBrowser();
type Answer = CallOutput<'getSendingProfile'>;
type View = NonNullable<Answer['profile']>;

const saved: View = {
  host: 'smtp.contoso.test',
  port: 587,
  tls: 'required',
  signIn: 'password',
  user: 'ana',
  oauth2: null,
  sentCopy: null,
  hasSecret: true,
  hasClientSecret: false,
  approved: true,
  test: null,
  missing: null,
};
const steps: NonNullable<View['test']>['steps'] = [
  { step: 'resolve', passed: true, answer: '198.51.100.7', remedy: null },
  { step: 'relay', passed: false, answer: '554 5.7.1 Relay access denied', remedy: 'Give user and secret.' },
];

/** A server whose organization has nothing set yet. */
const newServer = (): FakeServer => {
  const server = createFakeServer();
  let organization: Answer = { profile: null, uses: 'installation' };
  server.answer('getSendingProfile', () => organization);
  server.answer('getMySendingProfile', () => ({ profile: null, uses: 'installation' }));
  server.answer('listSendingProfiles', () => ({
    items: [{ user: { id: 'u2', name: 'Ben Stone' }, host: 'own.test', approved: false, missing: 'Not approved yet.' }],
  }));
  server.answer('setSendingProfile', () => (organization = { profile: saved, uses: 'organization' }));
  server.answer('testSendingProfile', () => {
    const tested = { ...saved, test: { passed: false, at: '2026-03-02T09:00:00Z', steps } };
    return (organization = { profile: tested, uses: 'organization' });
  });
  server.answer('approveSendingProfile', () => ({ profile: saved, uses: 'own' }));
  return server;
};

const renderPage = (server: FakeServer, role: 'user' | 'administrator') =>
  renderRoom(server, <SendingPage membership={memberAs(role)} />);

const organizationSection = () => screen.findByRole('region', { name: 'Server of the organization' });

test('S2: an administrator sets the server, the secret leaves the form, and the test shows each step', async () => {
  const server = newServer();
  const user = await renderPage(server, 'administrator');
  const section = within(await organizationSection());
  await user.type(await section.findByLabelText(/^Host/), 'smtp.contoso.test');
  await user.type(section.getByLabelText(/User/), 'ana');
  await user.type(section.getByLabelText('Password'), 'harbour light');
  await user.click(section.getByRole('button', { name: 'Save' }));
  await section.findByText('One is kept. Leave this empty to keep it.');
  expect(server.callsOf('setSendingProfile')[0]?.['body']).toEqual({
    host: 'smtp.contoso.test',
    port: 587,
    tls: 'required',
    signIn: 'password',
    user: 'ana',
    oauth2: null,
    sentCopy: null,
    secret: 'harbour light',
  });
  expect(section.getByLabelText<HTMLInputElement>('Password').value).toBe('');
  await user.click(section.getByRole('button', { name: 'Test' }));
  const list = within(await section.findByRole('list', { name: 'Not every step passed' }));
  expect(list.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Find the host198.51.100.7',
    'Recipient accepted: failed554 5.7.1 Relay access deniedGive user and secret.',
  ]);
});

test('S8: a copy of what was sent is kept where somebody says so, by the mailbox server they name', async () => {
  const server = newServer();
  const user = await renderPage(server, 'administrator');
  const section = within(await organizationSection());
  await user.type(await section.findByLabelText(/^Host/), 'smtp.contoso.test');
  await user.type(section.getByLabelText(/User/), 'ana');
  await user.click(section.getByRole('switch', { name: 'Keep a copy of what was sent in the mailbox' }));
  await user.type(section.getByLabelText(/IMAP host/), 'imap.contoso.test');
  await user.click(section.getByRole('button', { name: 'Save' }));
  await section.findByText('One is kept. Leave this empty to keep it.');
  expect(server.callsOf('setSendingProfile')[0]?.['body']).toMatchObject({
    sentCopy: { host: 'imap.contoso.test', port: 993, tls: 'implicit', folder: null },
  });
});

test('S10: an administrator sees what users lack and approves', async () => {
  const server = newServer();
  const user = await renderPage(server, 'administrator');
  await screen.findByText('own.test · Not approved yet.');
  await user.click(screen.getByRole('button', { name: 'Approve the server of Ben Stone' }));
  expect(server.callsOf('approveSendingProfile')[0]).toMatchObject({
    params: { userId: 'u2' },
    body: { approved: true },
  });
});

test('S2: who administers nothing sees their own server alone', async () => {
  const server = newServer();
  await renderPage(server, 'user');
  await screen.findByRole('region', { name: 'Server of my own mailbox' });
  expect(screen.queryByRole('region', { name: 'Server of the organization' })).toBeNull();
  expect(server.callsOf('listSendingProfiles')).toEqual([]);
});
