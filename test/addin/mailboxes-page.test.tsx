import { FluentProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { Notices } from '../../addin/components/notices.tsx';
import { ConsoleWordsProvider, loadConsoleStrings } from '../../addin/console/console-strings.ts';
import { MailboxesPage } from '../../addin/console/pages/mailboxes-page.tsx';
import { ApiProvider } from '../../addin/queries/api-context.ts';
import type { ShownMailbox } from '../../addin/queries/mailboxes.ts';
import { createQueryClient } from '../../addin/queries/query-client.ts';
import { type Language, loadStrings, WordsProvider } from '../../addin/strings/strings.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeServer, type FakeServer } from './support/fake-server.ts';

useBrowser();

const mailbox: ShownMailbox = {
  id: 'm1',
  owner: { kind: 'user', id: 'u2' },
  ownerName: 'Ben Stone',
  address: 'ben@contoso.test',
  incoming: {
    protocol: 'imap',
    host: 'mail.contoso.test',
    port: 993,
    security: 'tls',
    signIn: { kind: 'password', user: 'ben' },
    folders: ['INBOX'],
  },
  wrapping: 'none',
  settlement: { kind: 'leave' },
  ownerConsents: false,
  pollSeconds: 60,
  approved: false,
  enabled: true,
  health: {
    state: 'stopped',
    since: '2026-03-02T09:00:00Z',
    lastPolledAt: null,
    failures: 1,
    problem: 'The mail server refuses user or secret.',
  },
  version: 3,
};

const newServer = (): FakeServer => {
  const server = createFakeServer();
  let listed = mailbox;
  server.answer('listMailboxes', () => ({ items: [listed] }));
  server.answer('listMyMailboxes', () => ({ items: [] }));
  server.answer('approveMailbox', () => (listed = { ...mailbox, approved: true }));
  server.answer('addMyMailbox', () => mailbox);
  server.answer('addMailbox', () => mailbox);
  server.answer('listUsers', () => ({ items: [], nextCursor: null }));
  server.answer('testMailbox', () => ({
    passed: false,
    steps: [
      { step: 'connect', passed: true, answer: '', remedy: null },
      { step: 'auth', passed: false, answer: 'NO', remedy: 'Enter user and secret again.' },
    ],
  }));
  return server;
};

const renderPage = async (server: FakeServer, role: 'user' | 'administrator', language: Language = 'en') => {
  const membership = {
    organization: { id: 'contoso', name: 'Contoso' },
    user: { id: 'u1', name: 'Clara Holt', email: 'clara@contoso.test' },
    role,
  };
  const [strings, consoleStrings] = [await loadStrings(language), await loadConsoleStrings(language)];
  render(
    <FluentProvider>
      <WordsProvider value={{ language, strings }}>
        <ConsoleWordsProvider value={consoleStrings}>
          <QueryClientProvider client={createQueryClient()}>
            <Notices>
              <ApiProvider value={{ call: server.call, organizationId: 'contoso', userId: 'u1' }}>
                <MailboxesPage membership={membership} />
              </ApiProvider>
            </Notices>
          </QueryClientProvider>
        </ConsoleWordsProvider>
      </WordsProvider>
    </FluentProvider>,
  );
  return userEvent.setup();
};

test('A26: a person enters a mailbox of their own, and sees no other', async () => {
  const server = newServer();
  const user = await renderPage(server, 'user');
  await user.type(await screen.findByLabelText(/^Server/), 'mail.contoso.test');
  await user.selectOptions(screen.getByLabelText('Protocol'), 'pop3');
  await user.type(screen.getByLabelText(/^User name/), 'clara');
  await user.type(screen.getByLabelText('Password or app password'), 'open sesame');
  await user.click(screen.getByRole('button', { name: 'Enter the mailbox' }));
  expect(await screen.findByText('The mailbox was entered. An administrator approves it.')).toBeDefined();
  expect(server.callsOf('addMyMailbox')).toMatchObject([
    {
      body: {
        secret: 'open sesame',
        incoming: {
          protocol: 'pop3',
          host: 'mail.contoso.test',
          port: 995,
          signIn: { kind: 'password', user: 'clara' },
        },
      },
    },
  ]);
  expect(screen.queryByText('All mailboxes')).toBeNull();
});

test('A1: an administrator sees how fetching goes and why it stopped, tests it and approves it', async () => {
  const server = newServer();
  const user = await renderPage(server, 'administrator');
  expect(await screen.findByText('The mail server refuses user or secret.')).toBeDefined();
  expect(screen.getByText(/^Waits for approval · Ben Stone · IMAP · mail\.contoso\.test$/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Test ben@contoso.test' }));
  const steps = await screen.findByRole('list', { name: 'Not every step passed' });
  expect(within(steps).getAllByRole('listitem')).toHaveLength(2);
  expect(within(steps).getByText('Enter user and secret again.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Approve ben@contoso.test' }));
  expect(await screen.findByText(/^Stopped · Ben Stone/)).toBeDefined();
});

test('A1: an administrator adds a forward mailbox, whose mail wraps others', async () => {
  const server = newServer();
  const user = await renderPage(server, 'administrator');
  const form = within((await screen.findByRole('button', { name: 'Add the mailbox' })).closest('form')!);
  await user.selectOptions(form.getByLabelText('Whose mail'), 'sink');
  await user.type(form.getByLabelText(/^Address/), 'crm@contoso.test');
  await user.type(form.getByLabelText(/^Server/), 'mail.contoso.test');
  await user.type(form.getByLabelText(/^User name/), 'crm');
  await user.type(form.getByLabelText('Password or app password'), 'open sesame');
  await user.click(form.getByRole('button', { name: 'Add the mailbox' }));
  expect(await screen.findByText('The mailbox was added.')).toBeDefined();
  expect(server.callsOf('addMailbox')).toMatchObject([
    { body: { owner: { kind: 'sink' }, address: 'crm@contoso.test', wrapping: 'forwarded' } },
  ]);
});

test('A1, A26: a mailbox of Microsoft 365 is added with an application of the organization', async () => {
  const server = newServer();
  const user = await renderPage(server, 'administrator');
  const form = within((await screen.findByRole('button', { name: 'Add the mailbox' })).closest('form')!);
  await user.selectOptions(form.getByLabelText('Whose mail'), 'sink');
  await user.type(form.getByLabelText(/^Address/), 'crm@contoso.test');
  await user.selectOptions(form.getByLabelText('Protocol'), 'graph');
  await user.type(form.getByLabelText(/^Mailbox/), 'crm@contoso.onmicrosoft.test');
  const tokenUrl = 'https://login.microsoftonline.com/contoso/oauth2/v2.0/token';
  await user.type(form.getByLabelText(/^Token address/), tokenUrl);
  await user.type(form.getByLabelText(/^Client/), 'app-1');
  await user.type(form.getByLabelText('Secret of the client'), 'sealed');
  await user.click(form.getByRole('button', { name: 'Add the mailbox' }));
  expect(await screen.findByText('The mailbox was added.')).toBeDefined();
  expect(server.callsOf('addMailbox')).toMatchObject([
    {
      body: {
        secret: 'sealed',
        incoming: {
          protocol: 'graph',
          baseUrl: 'https://graph.microsoft.com/v1.0',
          mailbox: 'crm@contoso.onmicrosoft.test',
          folders: ['inbox'],
          signIn: {
            kind: 'oauth',
            user: 'crm@contoso.onmicrosoft.test',
            grant: 'clientCredentials',
            tokenUrl,
            clientId: 'app-1',
            scope: 'https://graph.microsoft.com/.default',
          },
        },
      },
    },
  ]);
});

test('A26: people sign in with a password or OAuth 2.0; a master user is the administrators’', async () => {
  const server = newServer();
  const user = await renderPage(server, 'user');
  const ways = within(await screen.findByLabelText('Sign in'));
  expect(ways.getAllByRole('option').map((one) => one.textContent)).toEqual(['with a password', 'with OAuth 2.0']);
  await user.type(screen.getByLabelText(/^Server/), 'imap.contoso.test');
  await user.type(screen.getByLabelText(/^User name/), 'clara');
  await user.selectOptions(screen.getByLabelText('Sign in'), 'oauth');
  const enter = screen.getByRole('button', { name: 'Enter the mailbox' });
  await user.type(screen.getByLabelText('Refresh token'), 'once');
  expect(enter.getAttribute('aria-disabled')).toBe('true');
  await user.type(screen.getByLabelText(/^Token address/), 'https://login.contoso.test/token');
  await user.type(screen.getByLabelText(/^Client/), 'app-2');
  await user.click(enter);
  expect(await screen.findByText('The mailbox was entered. An administrator approves it.')).toBeDefined();
  expect(server.callsOf('addMyMailbox')).toMatchObject([
    { body: { secret: 'once', incoming: { protocol: 'imap', signIn: { kind: 'oauth', grant: 'refreshToken' } } } },
  ]);
});

test('A13, A25: what becomes of mail at its server is changed without naming the server anew', async () => {
  const server = newServer();
  server.answer('changeMailbox', () => mailbox);
  const user = await renderPage(server, 'administrator');
  await user.click(await screen.findByRole('button', { name: 'Change server: ben@contoso.test' }));
  const form = within((await screen.findByRole('button', { name: 'Test and change' })).closest('form')!);
  await user.selectOptions(form.getByLabelText('Once a mail is stored here, at its server'), 'move');
  const save = form.getByRole('button', { name: 'Test and change' });
  expect(save.getAttribute('aria-disabled')).toBe('true');
  await user.type(form.getByLabelText(/^Folder it is moved to/), 'Tracked');
  await user.clear(form.getByLabelText(/^Interval/));
  await user.type(form.getByLabelText(/^Interval/), '300');
  await user.click(save);
  expect(await screen.findByText(/^The mailbox was changed\./)).toBeDefined();
  const [call] = server.callsOf('changeMailbox');
  expect(call).toMatchObject({ headers: { 'If-Match': '"3"' } });
  expect(call?.body).toEqual({
    settlement: { kind: 'move', folder: 'Tracked' },
    pollSeconds: 300,
    wrapping: 'none',
  });
});

test('A1: the page speaks Spanish too', async () => {
  await renderPage(newServer(), 'administrator', 'es');
  expect(await screen.findByText(/^Espera aprobación · Ben Stone/)).toBeDefined();
});

test('I7: a person reads what an administrator chose for their mail', async () => {
  const server = newServer();
  server.answer('getMySettings', () => ({
    acceptance: 'replies',
    exclusions: [],
    rules: [],
    signature: '',
    signatureIn: 'allMail',
    markCategory: false,
    language: 'auto',
    defaultVisibility: 'organizationDefault',
    methods: { incoming: 'router', outgoing: 'any', items: 'none' },
  }));
  await renderPage(server, 'user');
  const says = 'Mail that comes in by itself: a router does it. An administrator chose so.';
  expect(await screen.findByText(says)).toBeDefined();
  expect(screen.getAllByText(/An administrator chose so/)).toHaveLength(1);
});
