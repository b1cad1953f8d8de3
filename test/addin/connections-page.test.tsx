import { FluentProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { WireUser } from '#shared/contracts/users.ts';
import { Notices } from '../../addin/components/notices.tsx';
import { ConsoleWordsProvider, loadConsoleStrings } from '../../addin/console/console-strings.ts';
import { ConnectionsPage } from '../../addin/console/pages/connections-page.tsx';
import { ApiProvider } from '../../addin/queries/api-context.ts';
import type { ShownConnection } from '../../addin/queries/connections.ts';
import { createQueryClient } from '../../addin/queries/query-client.ts';
import { type Language, loadStrings, WordsProvider } from '../../addin/strings/strings.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeServer, type FakeServer } from './support/fake-server.ts';

useBrowser();

const stopped: ShownConnection = {
  id: 'm1',
  kind: 'mail',
  owner: { kind: 'user', id: 'u2' },
  ownerName: 'Ben Stone',
  server: 'mail.contoso.test',
  runsIn: 'server',
  enabled: true,
  state: 'stopped',
  since: '2026-03-02T09:00:00Z',
  problem: 'The mail server refuses user or secret.',
};
const another: ShownConnection = { ...stopped, id: 'a1', kind: 'items', ownerName: 'Carla Weiss', problem: null };
const failing: ShownConnection = { ...stopped, id: 'm2', owner: { kind: 'sink' }, ownerName: '', state: 'failing' };

const person: WireUser = {
  id: 'u2',
  name: 'Ben Stone',
  email: 'ben@contoso.test',
  role: 'user',
  active: true,
  addresses: [],
  version: 1,
};
const settings = {
  acceptance: 'replies',
  signature: '',
  signatureIn: 'allMail',
  markCategory: false,
  language: 'auto',
  defaultVisibility: 'organizationDefault',
  methods: { incoming: 'any', outgoing: 'any', items: 'any' },
} as const;

const newServer = (): FakeServer => {
  const server = createFakeServer();
  let items = [stopped, another, failing];
  const counts = () => ({ new: 0, working: 7, failing: 1, asking: 0, stopped: items.length - 1 });
  server.answer('listConnections', () => ({ items, counts: counts() }));
  server.answer('listUsers', () => ({ items: [person], nextCursor: null }));
  server.answer('getUserSettings', () => settings);
  server.answer('changeUserSettings', () => ({ ...settings, methods: { ...settings.methods, items: 'outlook' } }));
  server.answer('resumeConnections', () => {
    items = [failing];
    return { resumed: 2 };
  });
  return server;
};

const renderPage = async (server: FakeServer, language: Language = 'en') => {
  const [strings, consoleStrings] = [await loadStrings(language), await loadConsoleStrings(language)];
  render(
    <FluentProvider>
      <WordsProvider value={{ language, strings }}>
        <ConsoleWordsProvider value={consoleStrings}>
          <QueryClientProvider client={createQueryClient()}>
            <Notices>
              <ApiProvider value={{ call: server.call, organizationId: 'contoso', userId: 'u1' }}>
                <ConnectionsPage />
              </ApiProvider>
            </Notices>
          </QueryClientProvider>
        </ConsoleWordsProvider>
      </WordsProvider>
    </FluentProvider>,
  );
  return userEvent.setup();
};

test('Y10: an administrator sees what stopped and why, and has all of it tried again at once', async () => {
  const server = newServer();
  const user = await renderPage(server);
  expect(await screen.findByText('Working: 7. Failing and tried again: 1. Stopped: 2.')).toBeDefined();
  expect(screen.getAllByText('The mail server refuses user or secret.')).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Try all that stopped again' }));
  expect(await screen.findByText('2 are tried again.')).toBeDefined();
  expect(server.callsOf('resumeConnections')).toMatchObject([{ body: {} }]);
  expect(await screen.findByText(/Stopped: 0/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Try all that stopped again' })).toBeNull();
});

test('Y10: some are chosen; what only fails is tried again by itself and cannot be', async () => {
  const server = newServer();
  const user = await renderPage(server);
  expect(await screen.findAllByRole('checkbox')).toHaveLength(2);
  await user.click(screen.getByRole('checkbox', { name: 'Choose Carla Weiss: Contacts, tasks, appointments' }));
  await user.click(screen.getByRole('button', { name: 'Try 1 chosen again' }));
  expect(server.callsOf('resumeConnections')).toMatchObject([{ body: { ids: ['a1'] } }]);
});

test('Y10: the same in Spanish, with what the server said', async () => {
  await renderPage(newServer(), 'es');
  expect(await screen.findByText('Funcionan: 7. Fallan y se intentan otra vez: 1. Detenidas: 2.')).toBeDefined();
  expect(screen.queryByText('The mail server refuses user or secret.')).toBeNull();
});

test('I7: an administrator chooses who synchronizes for a person; no router does', async () => {
  const server = newServer();
  const user = await renderPage(server);
  await user.selectOptions(
    await screen.findByLabelText('Person'),
    await screen.findByRole('option', { name: 'Ben Stone' }),
  );
  const items = await screen.findByLabelText('Contacts, tasks, appointments');
  expect([...items.querySelectorAll('option')].map(({ value }) => value)).toEqual(['any', 'server', 'outlook', 'none']);
  await user.selectOptions(items, 'outlook');
  expect(await screen.findByText('Chosen.')).toBeDefined();
  expect(server.callsOf('changeUserSettings')).toMatchObject([
    { params: { userId: 'u2' }, body: { methods: { items: 'outlook' } } },
  ]);
});
