import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { AddressesSection } from '../../addin/console/mine/addresses-section.tsx';
import type { Language } from '../../addin/strings/strings.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeServer } from './support/fake-server.ts';
import { renderRoom } from './support/render-room.tsx';

useBrowser();

type Own = CallOutput<'listMyAddresses'>['items'][number];
const primary: Own = { address: 'clara@contoso.test', primary: true, confirmed: true, expiresAt: null };
const alias: Own = { ...primary, address: 'c.holt@contoso.test', primary: false };
const home = 'clara@home.example';
const waiting: Own = { address: home, primary: false, confirmed: false, expiresAt: '2026-03-02T09:30:00.000Z' };

const open = async (items: readonly Own[], language: Language = 'en') => {
  const server = createFakeServer();
  server.answer('listMyAddresses', () => ({ items: [...items] }));
  server.answer('addMyAddress', () => ({ items: [...items.filter((own) => own !== waiting), waiting] }));
  server.answer('confirmMyAddress', () => ({ items: [primary, { ...waiting, confirmed: true, expiresAt: null }] }));
  server.answer('removeMyAddress', () => ({ items: [primary] }));
  const user = await renderRoom(server, <AddressesSection />, language);
  return { user, server };
};

const shown = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

test('P20: an address is added by the code that was sent there; each step is said', async () => {
  const { user, server } = await open([primary]);
  await user.type(await screen.findByLabelText('Another address'), ` ${home} {Enter}`);
  await screen.findByText(`A code is on its way to ${home}.`);
  expect(server.callsOf('addMyAddress')).toMatchObject([{ body: { address: home, language: 'en' } }]);
  expect(screen.getByLabelText('Another address')).toHaveProperty('value', '');
  await user.type(screen.getByLabelText(`Code from the mail to ${home}`), 'ABCDE-12345{Enter}');
  await screen.findByText(`${home} is yours.`);
  expect(server.callsOf('confirmMyAddress')).toMatchObject([
    { params: { address: home }, body: { code: 'ABCDE-12345' } },
  ]);
  expect(screen.queryByLabelText(/^Code from/)).toBeNull();
});

test('P20: an address is removed once that was confirmed; the one to sign in with offers no such thing', async () => {
  const { user, server } = await open([primary, alias]);
  await user.click(await screen.findByRole('button', { name: `Remove ${alias.address}` }));
  expect(server.callsOf('removeMyAddress')).toEqual([]);
  const dialog = within(await screen.findByRole('alertdialog', { name: `Remove ${alias.address}?` }));
  await user.click(dialog.getByRole('button', { name: 'Remove' }));
  await screen.findByText(`${alias.address} was removed.`);
  // The page is there again when the question is gone.
  await waitFor(() => expect(shown()).toEqual([`${primary.address}you sign in with it`]));
  expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
});

test('P20: what is refused says what helps, keeps what was typed, and goes with the next step', async () => {
  const { user, server } = await open([primary, waiting]);
  server.refuse('addMyAddress', 'mailbox_not_ready');
  await user.type(await screen.findByLabelText('Another address'), 'x@home.example{Enter}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/An administrator can add the address for you/);
  expect(screen.getByLabelText('Another address')).toHaveProperty('value', 'x@home.example');
  server.refuse('confirmMyAddress', 'wrong_code');
  await user.type(screen.getByLabelText(`Code from the mail to ${home}`), 'WRONG');
  await user.click(screen.getByRole('button', { name: 'Confirm' }));
  await screen.findByText(/The code is wrong, older than 30 minutes/);
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  server.answer('addMyAddress', () => ({ items: [primary, waiting] }));
  await user.click(screen.getByRole('button', { name: `Send another code to ${home}` }));
  await screen.findByText(`A code is on its way to ${home}.`);
  expect(screen.queryByRole('alert')).toBeNull();
  await user.click(screen.getByRole('button', { name: `Take back ${home}` }));
  expect(server.callsOf('removeMyAddress')).toMatchObject([{ params: { address: home } }]);
});

test('P20: in Spanish the mail is asked for in Spanish too', async () => {
  const { user, server } = await open([primary], 'es');
  await user.type(await screen.findByLabelText('Otra dirección'), `${home}{Enter}`);
  await screen.findByText(`Se envió un código a ${home}.`);
  expect(server.callsOf('addMyAddress')).toMatchObject([{ body: { language: 'es' } }]);
});
