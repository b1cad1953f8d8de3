import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ApiError } from '../../addin/api/api-error.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeHost } from './support/fake-host.ts';
import { createFakeServer, type FakeServer } from './support/fake-server.ts';
import { useIndexedDb } from './support/indexed-db.ts';
import { openMail } from './support/mail.ts';
import { renderPane, tokens } from './support/render-pane.tsx';

useBrowser();
useIndexedDb();

/** Takes the server away from a call until it is given back. */
const cut = (server: FakeServer, name: 'promote' | 'getTracking') => {
  const stand = createFakeServer();
  server.refuse(name, 'unreachable');
  return () => server.answer(name, (args) => stand.call(name, args as never) as never);
};

const goOnline = () => window.dispatchEvent(new Event('online'));

test('P14: what cannot be sent is kept, the pane says so, and it is tracked once the server is back', async () => {
  const server = createFakeServer();
  const back = cut(server, 'promote');
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  expect(await screen.findByText('Kept here')).toBeTruthy();
  expect(screen.getByText('Sent when the server is reached again; nothing is lost.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Track in CRM' })).toBeNull();
  expect(await screen.findByRole('button', { name: '1 mail waits for the server' })).toBeTruthy();
  back();
  goOnline();
  expect(await screen.findByText('Tracked in CRM')).toBeTruthy();
  expect(await screen.findByText(/“Quote for pumps”: Tracked now/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /waits for the server/ })).toBeNull();
  const keys = server.callsOf('promote').map(({ headers }) => (headers as Record<string, string>)['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test('P14: a state that cannot be asked for is not known, and the mail can be tracked all the same', async () => {
  const server = createFakeServer();
  server.refuse('getTracking', 'unreachable');
  server.refuse('promote', 'unreachable');
  const { user } = await renderPane({ server });
  expect(await screen.findByText('Not known')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Track in CRM' }));
  expect(await screen.findByText('Kept here')).toBeTruthy();
});

test('P14: the next opened pane sends what an earlier one kept', async () => {
  const server = createFakeServer();
  const back = cut(server, 'promote');
  const first = await renderPane({ server });
  await first.user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  await screen.findByText('Kept here');
  first.unmount();
  back();
  await renderPane({ server, host: createFakeHost(openMail({ internetMessageId: '<other@x>', subject: 'Other' })) });
  await waitFor(() => expect(server.callsOf('promote')).toHaveLength(2));
  expect(await screen.findByText(/“Quote for pumps”: Tracked now/)).toBeTruthy();
});

test('P14: the list names each mail with when and how it stands; a refusal stays with its sentence until discarded', async () => {
  const server = createFakeServer();
  server.refuse('promote', 'unreachable');
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  await user.click(await screen.findByRole('button', { name: '1 mail waits for the server' }));
  const list = within(await screen.findByRole('region', { name: 'Kept in this Outlook' }));
  expect(list.getByText('Quote for pumps')).toBeTruthy();
  expect(list.getByText(/^Kept .+ · Kept here · next try /)).toBeTruthy();
  server.answer('promote', () => {
    throw new ApiError('message_too_large', { status: 413 });
  });
  await user.click(screen.getByRole('button', { name: 'Send now' }));
  expect(await list.findByText(/did not take it: This mail is larger than your organization stores/)).toBeTruthy();
  await user.click(list.getByRole('button', { name: 'Discard “Quote for pumps”' }));
  const asked = within(await screen.findByRole('alertdialog', { name: 'Discard this promotion?' }));
  await user.click(asked.getByRole('button', { name: 'Discard' }));
  expect(await screen.findByText('Nothing waits: everything has been sent.')).toBeTruthy();
  expect(screen.getByText('Discarded. The mail is unchanged in Outlook.')).toBeTruthy();
});

test('P14: signing out says what would be erased, and erases it', async () => {
  const server = createFakeServer();
  server.refuse('promote', 'unreachable');
  const { user, unmount } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  await screen.findByRole('button', { name: '1 mail waits for the server' });
  await user.click(screen.getByRole('button', { name: 'Account of Clara Holt' }));
  await user.click(await screen.findByRole('button', { name: 'Sign out' }));
  const asked = within(await screen.findByRole('alertdialog', { name: 'Sign out and lose what is kept?' }));
  expect(asked.getByText(/1 mail that you tracked was not sent/)).toBeTruthy();
  await user.click(asked.getByRole('button', { name: 'Sign out' }));
  expect(await screen.findByText('Sign in to Correspond')).toBeTruthy();
  unmount();
  await renderPane({ server });
  await screen.findByText('Not tracked');
  expect(screen.queryByRole('button', { name: /waits for the server/ })).toBeNull();
});

test('P14, P18: what waits for one organization is not shown under another, and is sent to its own', async () => {
  const server = createFakeServer();
  const back = cut(server, 'promote');
  const [contoso] = tokens.memberships;
  const fabrikam = { ...contoso!, organization: { id: 'fabrikam', name: 'Fabrikam' } };
  const signedIn = { ...tokens, memberships: [contoso!, fabrikam] };
  const { user, session } = await renderPane({ server, signedIn });
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  await screen.findByRole('button', { name: '1 mail waits for the server' });
  session.chooseOrganization('fabrikam');
  expect(await screen.findByText('Not tracked')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /waits for the server/ })).toBeNull();
  back();
  goOnline();
  await waitFor(() => {
    const [sent] = server.callsOf('promote').slice(-1);
    expect((sent!['headers'] as Record<string, string>)['x-organization']).toBe('contoso');
  });
});
