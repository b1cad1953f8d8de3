import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { ApiError } from '../../addin/api/api-error.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeServer } from './support/fake-server.ts';
import { renderPane, tokens } from './support/render-pane.tsx';

useBrowser();
type Device = CallOutput<'listDevices'>['items'][number];

const device = (change: Partial<Device>): Device => ({
  id: 'd1',
  name: 'Outlook on the web, Linux',
  client: 'OutlookWebApp',
  platform: 'Linux',
  mailbox: 'clara@contoso.test',
  user: { id: 'u1', name: 'Clara Holt' },
  createdAt: '2026-02-01T00:00:00Z',
  lastSeen: '2026-03-01T00:00:00Z',
  current: true,
  stale: false,
  replaces: null,
  synchronizing: null,
  ...change,
});
const since = '2026-02-10T08:00:00Z';
const other = device({
  id: 'd2',
  name: 'Outlook, Windows',
  current: false,
  stale: true,
  synchronizing: { since, generation: 3 },
});

/** A server with two devices, the other one synchronizing. */
const twoDevices = () => {
  const server = createFakeServer();
  let items = [device({}), other];
  server.answer('listDevices', () => ({ items }));
  server.answer('claimSynchronizing', (args) => {
    const takeOver = 'body' in args && args.body.takeOver === true;
    if (!takeOver) {
      const members = { holder: { name: other.name, user: 'Clara Holt' }, since, lastSeen: other.lastSeen };
      const problem = { type: 'about:blank', title: '', status: 409, code: 'synchronizing_elsewhere', ...members };
      throw new ApiError('synchronizing_elsewhere', { status: 409, problem });
    }
    items = [device({ synchronizing: { since, generation: 4 } }), device({ ...other, synchronizing: null })];
    return { generation: 4 };
  });
  return server;
};

const openAccount = async (server = twoDevices()) => {
  const world = await renderPane({ server });
  await world.user.click(await screen.findByRole('button', { name: 'Account of Clara Holt' }));
  await screen.findByText('Outlook, Windows');
  return world;
};

test('I1, I4: the pane shows which Outlook synchronizes, since when, when last seen and that it is stale', async () => {
  await openAccount();
  const row = within(screen.getByText('Outlook, Windows').closest('li')!);
  expect(row.getByText(/Synchronizes since Feb 10/)).toBeTruthy();
  expect(row.getByText(/last seen .*not seen for long.*clara@contoso.test/)).toBeTruthy();
  expect(screen.getByText(/By itself this is a designation only/)).toBeTruthy();
});

test('I2: a claim that another holds asks, with what yes and no mean; yes takes over', async () => {
  const { user, server } = await openAccount();
  await user.click(screen.getByRole('button', { name: 'Make this the synchronizing one' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Take over synchronization?' }));
  expect(dialog.getByText(/Outlook, Windows is the synchronizing one since Feb 10/)).toBeTruthy();
  expect(dialog.getByText(/^Yes: .*stops at once/)).toBeTruthy();
  expect(dialog.getByText(/^No: /)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Yes, take over' }));
  expect(await screen.findByText('This Outlook is now the synchronizing one.')).toBeTruthy();
  expect(server.callsOf('claimSynchronizing')).toMatchObject([
    { params: { deviceId: 'd1' }, body: { takeOver: false } },
    { params: { deviceId: 'd1' }, body: { takeOver: true } },
  ]);
});

test('I2: no changes nothing', async () => {
  const { user, server } = await openAccount();
  await user.click(screen.getByRole('button', { name: 'Make this the synchronizing one' }));
  await user.click(await screen.findByText('No, leave it'));
  expect(server.callsOf('claimSynchronizing')).toHaveLength(1);
});

test('I4: a stale holder is released, and any other device is signed out', async () => {
  const server = twoDevices();
  server.answer('releaseSynchronizing', () => undefined);
  server.answer('signOutDevice', () => undefined);
  const { user } = await openAccount(server);
  await user.click(screen.getByRole('button', { name: 'Release Outlook, Windows from synchronizing' }));
  expect(await screen.findByText('No Outlook is the synchronizing one now.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Sign out Outlook, Windows' }));
  expect(await screen.findByText('Outlook, Windows is signed out.')).toBeTruthy();
  expect(server.callsOf('releaseSynchronizing')).toMatchObject([{ params: { deviceId: 'd2' } }]);
  expect(server.callsOf('signOutDevice')).toMatchObject([{ params: { deviceId: 'd2' } }]);
});

test('I2: a new Outlook is asked once', async () => {
  const signedIn = { ...tokens, device: { ...tokens.device, isNew: true } };
  const first = await renderPane({ server: twoDevices(), signedIn });
  expect(await screen.findByText(/Shall this Outlook take its place/)).toBeTruthy();
  await first.user.click(screen.getByRole('button', { name: 'Not now' }));
  expect(screen.queryByText(/Shall this Outlook take its place/)).toBeNull();
  first.unmount();
  await renderPane({ server: twoDevices(), signedIn });
  await screen.findByText('Not tracked');
  expect(screen.queryByText(/Shall this Outlook take its place/)).toBeNull();
});

/** The server knows an Outlook like this one, from which the person was last seen in February. */
const knownBefore = () => {
  const server = createFakeServer();
  const former = device({ id: 'd0', current: false, lastSeen: '2026-02-20T08:00:00Z' });
  let items = [device({ replaces: { id: 'd0', name: former.name, lastSeen: former.lastSeen } }), former];
  server.answer('listDevices', () => ({ items }));
  server.answer('replaceDevice', () => {
    items = [device({ synchronizing: { since, generation: 3 } })];
    return { generation: 3 };
  });
  return server;
};
const asNew = { ...tokens, device: { ...tokens.device, isNew: true } };

test('I8: a new Outlook that looks like one seen earlier takes its place, and is not asked whether to synchronize', async () => {
  const { user, server } = await renderPane({ server: knownBefore(), signedIn: asNew });
  expect(await screen.findByText('This replaces Outlook on the web, Linux, last seen Feb 20?')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Yes, it replaces it' }));
  expect(await screen.findByText('This Outlook has taken the place of Outlook on the web, Linux.')).toBeTruthy();
  expect(server.callsOf('replaceDevice')).toMatchObject([{ params: { deviceId: 'd1' }, body: { former: 'd0' } }]);
  expect(screen.queryByRole('button', { name: 'Use this one' })).toBeNull();
});

test('I8: no keeps both, asks nothing of the server, and goes on to who synchronizes', async () => {
  const { user, server } = await renderPane({ server: knownBefore(), signedIn: asNew });
  await user.click(await screen.findByRole('button', { name: 'No, keep both' }));
  expect(await screen.findByRole('button', { name: 'Use this one' })).toBeTruthy();
  expect(server.callsOf('replaceDevice')).toEqual([]);
});

test('I8: a refused replacement says so and changes nothing', async () => {
  const server = knownBefore();
  server.answer('replaceDevice', () => {
    throw new ApiError('device_not_found', { status: 404 });
  });
  const { user } = await renderPane({ server, signedIn: asNew });
  await user.click(await screen.findByRole('button', { name: 'Yes, it replaces it' }));
  expect(await screen.findByText(/Nothing was changed/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'No, keep both' })).toBeTruthy();
});

test('P18: with several organizations the header says which, and the account page changes it', async () => {
  const second = { ...tokens.memberships[0]!, organization: { id: 'fabrikam', name: 'Fabrikam Air' } };
  const { user, session } = await renderPane({
    server: twoDevices(),
    signedIn: { ...tokens, memberships: [...tokens.memberships, second] },
  });
  await user.click(await screen.findByRole('button', { name: 'Organization: Contoso' }));
  await user.click(await screen.findByRole('radio', { name: 'Fabrikam Air' }));
  expect(await screen.findByRole('button', { name: 'Organization: Fabrikam Air' })).toBeTruthy();
  expect(session.organization()).toBe('fabrikam');
});
