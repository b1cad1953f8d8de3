import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ForwardingPage } from '../../addin/console/pages/forwarding-page.tsx';
import type { ForwardRule } from '../../addin/queries/forward-rules.ts';
import { useBrowser } from './support/browser.ts';
import { renderRoom } from './support/console-page.tsx';
import { ben, clara, createFakeServer } from './support/fake-server.ts';

useBrowser();

const altered = 'The forward rule is not as it should be. It has “redirect "me@home.example";”.';

const ruleOf = (
  user: ForwardRule['user'],
  state: ForwardRule['state'],
  problem: string | null = null,
): ForwardRule => ({
  user,
  address: `${user.id}@contoso.test`,
  state,
  checkedAt: state === null ? null : '2026-03-02T09:00:00Z',
  problem,
  probe: null,
});

const settings = {
  system: {
    kind: 'sieve' as const,
    host: 'mail.contoso.test',
    port: 4190,
    security: 'startTls' as const,
    master: 'rules',
  },
  sink: 'crm@contoso.test',
  only: 'all' as const,
};

const newServer = (isSet: boolean) => {
  const server = createFakeServer();
  server.answer('getForwardSettings', () => ({ settings: isSet ? settings : null }));
  server.answer('setForwardSettings', () => ({ settings }));
  server.answer('listForwardRules', () => ({
    items: [ruleOf(clara, 'working'), ruleOf(ben, 'altered', altered), ruleOf({ id: 'u3', name: 'Tom' }, null)],
    nextCursor: null,
  }));
  server.answer(
    'listRecords',
    () =>
      ({
        items: [{ id: 't1', name: 'Night shift', members: [{ type: 'user', id: 'u3', name: 'Tom' }] }],
        nextCursor: null,
      }) as never,
  );
  server.answer('deployForwardRule', ({ params: { userId } }) =>
    userId === ben.id ? ruleOf(ben, 'working') : ruleOf({ id: 'u3', name: 'Tom' }, 'failed', 'The server refuses.'),
  );
  return server;
};

test('A15: forwarding that the mail system blocks is named with its words and what to do; another probe is sent', async () => {
  const server = newServer(true);
  const sentAt = '2026-03-02T09:00:00Z';
  const probed = (probe: ForwardRule['probe']): ForwardRule => ({ ...ruleOf(clara, 'working'), probe });
  const answer = '5.7.520 Access denied';
  server.answer('listForwardRules', () => ({
    items: [probed({ state: 'refused', sentAt, problem: 'It is refused.', answer })],
    nextCursor: null,
  }));
  server.answer('probeForwardRule', () => probed({ state: 'waiting', sentAt, problem: null, answer: null }));
  const user = await renderRoom(server, <ForwardingPage />);
  await screen.findByText(/External forwarding is blocked.*Allow forwarding to the forward mailbox.*5\.7\.520 Access/);
  await user.selectOptions(screen.getByLabelText('State'), 'toDo');
  await user.click(screen.getByRole('button', { name: `Send a probe: ${clara.name}` }));
  await waitFor(() => expect(server.callsOf('probeForwardRule')).toHaveLength(1));
});

test('A15: the mail system is set; without it there are no rules', async () => {
  const server = newServer(false);
  const user = await renderRoom(server, <ForwardingPage />);
  await user.type(await screen.findByLabelText(/^Server/), 'mail.contoso.test');
  await user.type(screen.getByLabelText(/^Master user/), 'rules');
  await user.type(screen.getByLabelText(/^Password of the master user/), 'open sesame');
  await user.type(screen.getByLabelText(/^Forward mailbox/), 'crm@contoso.test');
  expect(screen.queryByRole('list', { name: 'Users' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('list', { name: 'Users' })).toBeDefined();
  expect(server.callsOf('setForwardSettings')).toMatchObject([{ body: { ...settings, secret: 'open sesame' } }]);
});

test('A15: each user’s state is shown with what differs; those that do not work are repaired in one run', async () => {
  const server = newServer(true);
  const user = await renderRoom(server, <ForwardingPage />);
  const users = within(await screen.findByRole('list', { name: 'Users' }));
  expect(users.getByText(altered)).toBeDefined();
  expect(users.getByText('Not looked at yet')).toBeDefined();
  await user.selectOptions(screen.getByLabelText('State'), 'toDo');
  await user.click(screen.getByRole('button', { name: 'Choose all that are shown' }));
  await user.click(screen.getByRole('button', { name: 'Deploy or repair (2)' }));
  expect(await screen.findByText('2 done, 1 without success.')).toBeDefined();
  const results = within(screen.getByRole('list', { name: 'What became of each' })).getAllByRole('listitem');
  expect(results.map(({ textContent }) => textContent)).toEqual([
    'Ben StoneWorks',
    'TomCould not be looked at. The server refuses.',
  ]);
  await waitFor(() => expect(server.callsOf('listForwardRules')).toHaveLength(2));
});

test('A15: the users of a team are chosen together', async () => {
  const user = await renderRoom(newServer(true), <ForwardingPage />);
  await user.selectOptions(await screen.findByLabelText('Team'), 't1');
  await user.click(screen.getByRole('button', { name: 'Choose all that are shown' }));
  expect(screen.getByRole('button', { name: 'Deploy or repair (1)' })).toBeDefined();
});

test('A15: a user is found by name, and the room speaks Spanish', async () => {
  const user = await renderRoom(newServer(true), <ForwardingPage />, 'es');
  await user.type(await screen.findByLabelText('Buscar por nombre o dirección'), 'stone');
  const users = within(await screen.findByRole('list', { name: 'Usuarios' }));
  expect(users.getAllByRole('listitem')).toHaveLength(1);
  expect(users.getByText('Alterada')).toBeDefined();
});
