import { expect, test } from 'vitest';
import {
  emptyServer,
  formOfServer,
  incomingOf,
  isComplete,
  withUsual,
} from '../../../addin/console/mailboxes/server-form.ts';
import type { IncomingSettings, MailSignIn } from '#shared/model/mailbox.ts';

const oauth: MailSignIn = {
  kind: 'oauth',
  user: 'ben@contoso.test',
  grant: 'clientCredentials',
  tokenUrl: 'https://login.contoso.test/token',
  clientId: 'app',
  scope: '',
};
const server = { host: 'mail.contoso.test', port: 1993, security: 'startTls' } as const;

const everyKind: readonly (readonly [string, IncomingSettings])[] = [
  ['IMAP', { protocol: 'imap', ...server, signIn: { kind: 'password', user: 'ben' }, folders: ['INBOX', 'Sent'] }],
  [
    'IMAP, master user',
    { protocol: 'imap', ...server, signIn: { kind: 'masterUser', user: 'ben', master: 'crm' }, folders: ['INBOX'] },
  ],
  ['POP3, OAuth', { protocol: 'pop3', ...server, signIn: oauth }],
  [
    'Graph',
    {
      protocol: 'graph',
      baseUrl: 'https://graph.contoso.test/v1.0',
      mailbox: 'ben@contoso.test',
      signIn: oauth,
      folders: ['inbox', 'sentitems'],
    },
  ],
];

test.each(everyKind)('A25: %s stands in the form as it is, and is complete', (_kind, incoming) => {
  const form = formOfServer({ incoming });
  expect(incomingOf(form)).toEqual(incoming);
  expect(isComplete(form)).toBe(true);
});

test('A1: protocol and protection bring what is usual; back from Microsoft 365 nothing of it is left', () => {
  expect(withUsual(emptyServer, { protocol: 'pop3' }).port).toBe('995');
  expect(withUsual(emptyServer, { security: 'startTls' }).port).toBe('143');
  const graph = withUsual(emptyServer, { protocol: 'graph' });
  expect(graph).toMatchObject({ signIn: 'oauth', folders: 'inbox', tokens: { grant: 'clientCredentials' } });
  expect(withUsual(graph, { protocol: 'imap' })).toEqual(emptyServer);
});

test.each([
  ['host', { host: ' ' }],
  ['user', { user: '' }],
  ['master user', { signIn: 'masterUser' as const }],
  ['client', { signIn: 'oauth' as const }],
])('A1: without %s the form is not complete', (_what, change) => {
  expect(isComplete({ ...emptyServer, host: 'mail.contoso.test', user: 'ben', ...change })).toBe(false);
});
