import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { UnresolvedAddress } from '#shared/contracts/address-matches.ts';
import { AddressesPage } from '../../addin/console/pages/addresses-page.tsx';
import { useBrowser } from './support/browser.ts';
import { renderRoom } from './support/console-page.tsx';
import { createFakeServer } from './support/fake-server.ts';

useBrowser();

const addressOf = (address: string, change: Partial<UnresolvedAddress> = {}): UnresolvedAddress => ({
  address,
  name: null,
  activities: 1,
  lastSeen: '2026-03-02T09:00:00Z',
  roleAddress: false,
  candidates: [],
  suggested: false,
  ...change,
});

const newServer = () => {
  const server = createFakeServer();
  server.answer('listUnresolvedAddresses', () => ({
    items: [
      addressOf('zoe@stranger.example', { name: 'Zoe Marsh', activities: 3, suggested: true }),
      addressOf('info@stranger.example', { roleAddress: true, activities: 9 }),
    ],
    nextCursor: null,
  }));
  server.answer('createRecord', () => ({ id: 'l1', type: 'lead', name: 'Zoe Marsh' }) as never);
  server.answer('resolveEverywhere', () => ({ resolutionId: 'r1', activities: 3, examples: [] }));
  server.answer('undoResolveEverywhere', () => ({ activities: 3 }));
  server.answer('deleteRecord', () => undefined);
  return server;
};

test('R7: who wrote often is worth a contact; it is created with all past mail, and undone with it', async () => {
  const server = newServer();
  const user = await renderRoom(server, <AddressesPage />);
  expect(await screen.findByText(/worth a contact/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Create a record for info@stranger.example' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Create a record for zoe@stranger.example' }));
  expect(screen.getByLabelText<HTMLInputElement>(/^Name/).value).toBe('Zoe Marsh');
  await user.selectOptions(screen.getByLabelText('Kind'), 'lead');
  await user.click(screen.getByRole('button', { name: 'Create and link 3 mails' }));
  expect(await screen.findByText('Zoe Marsh was created, and past mail is linked.')).toBeDefined();
  expect(server.callsOf('createRecord')).toMatchObject([
    { params: { type: 'lead' }, body: { name: 'Zoe Marsh', addresses: ['zoe@stranger.example'] } },
  ]);
  expect(server.callsOf('resolveEverywhere')).toMatchObject([
    { body: { record: { type: 'lead', id: 'l1' }, mode: 'apply', addAddress: 'no' } },
  ]);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(server.callsOf('deleteRecord')).toMatchObject([{ params: { type: 'lead', id: 'l1' } }]));
  expect(server.callsOf('undoResolveEverywhere')).toMatchObject([{ params: { resolutionId: 'r1' } }]);
});

test('R7: addresses of the last 30 days are asked for, also in Spanish', async () => {
  const server = newServer();
  const user = await renderRoom(server, <AddressesPage />, 'es');
  await user.selectOptions(await screen.findByLabelText('Correo de'), 'month');
  await waitFor(() => expect(server.callsOf('listUnresolvedAddresses').at(-1)).toMatchObject({ query: { days: 30 } }));
});
