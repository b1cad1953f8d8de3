import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ApiError } from '../../addin/api/api-error.ts';
import { SignInCanceled } from '../../addin/api/auth-provider.ts';
import { DialogPage } from '../../addin/dialog/dialog-page.tsx';
import { readSignInRequest } from '../../addin/dialog/read-request.ts';
import { loadStrings } from '../../addin/strings/strings.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeServer } from './support/fake-server.ts';
import { renderPane, tokens } from './support/render-pane.tsx';

useBrowser();
const challenge = 'c'.repeat(43);
const people = [{ email: 'clara@contoso.test', password: 'a long password', name: 'Clara Holt', says: 'Sells pumps' }];
const demoServer = () => {
  const server = createFakeServer();
  server.answer('getFirstRun', () => ({ administratorExists: true, demonstration: people }));
  return server;
};

test('sign-in: one button opens the window, then the open mail is shown', async () => {
  const { user } = await renderPane({ signedIn: null });
  await user.click(await screen.findByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText('Not tracked')).toBeTruthy();
});

test('sign-in: a window that cannot be opened is replaced by the form in the pane', async () => {
  const signIn = vi.fn((credentials: unknown) =>
    credentials ? Promise.resolve(tokens) : Promise.reject(new SignInCanceled('blocked')),
  );
  const { user } = await renderPane({ signedIn: null, server: demoServer(), provider: { signIn } });
  await user.click(await screen.findByRole('button', { name: 'Sign in' }));
  expect((await screen.findByRole('alert')).textContent).toContain('could not be opened');
  await user.type(await screen.findByRole('textbox', { name: 'E-mail' }), ' clara@contoso.test ');
  await user.type(screen.getByLabelText('Password'), 'a long password{Enter}');
  expect(await screen.findByText('Not tracked')).toBeTruthy();
  expect(signIn).toHaveBeenLastCalledWith({ email: 'clara@contoso.test', password: 'a long password' });
});

test('sign-in: a window that was closed says so, and the button works again', async () => {
  const signIn = () => Promise.reject(new SignInCanceled('closed'));
  const { user } = await renderPane({ signedIn: null, provider: { signIn } });
  await user.click(await screen.findByRole('button', { name: 'Sign in' }));
  expect((await screen.findByRole('alert')).textContent).toContain('closed before you signed in');
  expect(screen.getByRole('button', { name: 'Sign in' }).getAttribute('aria-disabled')).toBeNull();
});

test('sign-in: a server that cannot be reached at start says so, and can be tried again', async () => {
  let reachable = false;
  const restore = () => (reachable ? Promise.resolve(tokens) : Promise.reject(new ApiError('unreachable')));
  const { user } = await renderPane({ provider: { restore } });
  expect(await screen.findByText('The server cannot be reached')).toBeTruthy();
  reachable = true;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Not tracked')).toBeTruthy();
});

test('sign-in: signing out tells the server and forgets the session', async () => {
  const { user, server } = await renderPane();
  await user.click(await screen.findByRole('button', { name: 'Account of Clara Holt' }));
  await user.click(await screen.findByRole('button', { name: 'Sign out' }));
  expect(await screen.findByText('Sign in to Correspond')).toBeTruthy();
  expect(server.callsOf('endSession')).toHaveLength(1);
});

const renderDialog = async (search: string, server = demoServer()) => {
  const said: unknown[] = [];
  const words = { language: 'en' as const, strings: await loadStrings('en') };
  render(
    <DialogPage
      call={server.call}
      request={readSignInRequest(search)}
      tellPane={(message) => said.push(message)}
      words={words}
    />,
  );
  return { said, server, user: userEvent.setup() };
};

test('dialog: the pane is told the code and its own state, never the password or a token', async () => {
  const server = demoServer();
  server.answer('authorize', () => ({ code: 'single use' }));
  const { said, user } = await renderDialog(`?challenge=${challenge}&state=s1`, server);
  await user.click(await screen.findByRole('button', { name: /Clara Holt.*Sells pumps/ }));
  await waitFor(() => expect(said).toEqual([{ code: 'single use', state: 's1' }]));
  expect(server.callsOf('authorize')).toMatchObject([{ body: { email: 'clara@contoso.test', challenge } }]);
  expect(await screen.findByText(/This window can be closed/)).toBeTruthy();
});

test('dialog: wrong credentials are told in words and nothing is sent to the pane', async () => {
  const server = demoServer();
  server.refuse('authorize', 'wrong_credentials');
  const { said, user } = await renderDialog(`?challenge=${challenge}&state=s1`, server);
  await user.type(await screen.findByRole('textbox', { name: 'E-mail' }), 'x@y.test');
  await user.type(screen.getByLabelText('Password'), 'no{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('E-mail or password is not right.');
  expect(said).toEqual([]);
});

test('dialog: an empty form asks for both, and asks no server', async () => {
  const { server, user } = await renderDialog(`?challenge=${challenge}&state=s1`);
  await user.click(await screen.findByRole('button', { name: 'Sign in' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Fill in e-mail and password.');
  expect(server.callsOf('authorize')).toEqual([]);
});

test.each(['', '?challenge=short&state=s', `?challenge=${challenge}`])(
  'dialog: opened by hand (%j) it offers no form',
  async (search) => {
    await renderDialog(search);
    expect(await screen.findByText(/belongs to the sign-in window of Outlook/)).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  },
);
