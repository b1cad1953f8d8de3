import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { TokenAnswer } from '#shared/contracts/session.ts';
import type { AuthProvider } from '../../../addin/api/auth-provider.ts';
import { createProfileStore } from '../../../addin/api/profile-store.ts';
import type { Parts } from '../../../addin/api/parts.ts';
import { createSession } from '../../../addin/api/session.ts';
import { createQueryClient } from '../../../addin/queries/query-client.ts';
import { type Language, loadStrings } from '../../../addin/strings/strings.ts';
import { App } from '../../../addin/taskpane/app.tsx';
import { type FakeHost, createFakeHost } from './fake-host.ts';
import { type FakeServer, clara, createFakeServer } from './fake-server.ts';

export const tokens: TokenAnswer = {
  accessToken: 'access 1',
  expiresInSeconds: 600,
  refreshToken: 'refresh 1',
  device: { id: 'd1', name: 'Outlook on the web, Linux', isNew: false },
  memberships: [
    {
      organization: { id: 'contoso', name: 'Contoso' },
      user: { ...clara, email: 'clara@contoso.test' },
      role: 'user',
    },
  ],
};

export interface PaneWorld {
  readonly host?: FakeHost;
  readonly server?: FakeServer;
  readonly language?: Language;
  readonly signedIn?: TokenAnswer | null;
  readonly provider?: Partial<AuthProvider>;
}

/** The whole pane over a fake Outlook and a fake server, signed in unless told otherwise. */
export const renderPane = async (world: PaneWorld = {}) => {
  const { host = createFakeHost(), server = createFakeServer(), language = 'en', signedIn = tokens } = world;
  const profile = createProfileStore(localStorage, '');
  const provider: AuthProvider = {
    way: 'dialog',
    signIn: () => Promise.resolve(tokens),
    restore: () => Promise.resolve(signedIn),
    signOut: () => undefined,
    ...world.provider,
  };
  const session = createSession(provider, profile);
  const services: Parts = {
    config: {
      apiBase: '/api/v1',
      version: '1.2.3',
      publicUrl: 'https://crm.test',
      nonce: '',
      officeJs: 'hosted',
      demo: false,
      outlookApplication: null,
    },
    host,
    profile,
    partition: '',
    session,
    call: server.call,
    openCall: server.call,
  };
  await session.start();
  const words = { language, strings: await loadStrings(language) };
  const view = render(<App queries={createQueryClient()} services={services} words={words} />);
  return { ...view, host, server, session, user: userEvent.setup() };
};
