import type { IncomingSettings } from '#shared/model/mailbox.ts';
import { expect, test } from 'vitest';
import { identityOfAccount, identityOfIncoming } from '../../../../server/domain/mailbox/mailbox-identity.ts';
import { mayTakeOver } from '../../../../server/domain/mailbox/may-take-over.ts';

const imap = (user: string, host: string): Extract<IncomingSettings, { protocol: 'imap' }> => ({
  protocol: 'imap',
  host,
  port: 993,
  security: 'tls',
  signIn: { kind: 'password', user },
  folders: ['INBOX'],
});

const same = [
  [
    'an address, whatever the server',
    'Ben@Contoso.Test',
    'imap.contoso.test',
    'https://dav.elsewhere.test/',
    'ben@contoso.test',
  ],
  ['a name at hosts of one domain', 'ben', 'imap.contoso.test', 'https://caldav.contoso.test:8443/dav/', 'Ben'],
  ['a name and its address', 'ben', 'mail.contoso.test', 'https://dav.contoso.test/', 'ben@contoso.test'],
  ['a host with a dot at its end', 'ben', 'IMAP.contoso.test.', 'https://contoso.test/', 'ben'],
  ['ports of one address', 'ben', '127.0.0.1', 'http://127.0.0.1:5232/', 'ben'],
  [
    'a domain in other letters',
    'ben@bücher.example',
    'imap.example',
    'https://dav.example/',
    'ben@xn--bcher-kva.example',
  ],
] as const;

test.each(same)('I5: %s is the same mailbox', (_what, ...[user, host, url, account]) => {
  expect(identityOfIncoming(imap(user, host)).key).toBe(identityOfAccount({ url, user: account }).key);
});

const different = [
  ['another name', 'ben', 'imap.contoso.test', 'https://dav.contoso.test/', 'carla'],
  ['another domain', 'ben', 'imap.contoso.test', 'https://dav.fabrikam.test/', 'ben'],
  ['a host that is a domain of its own', 'ben', 'mail.test', 'https://dav.test/', 'ben'],
  ['a host whose first label names no service', 'ben', 'north.contoso.test', 'https://south.contoso.test/', 'ben'],
  ['another address', 'ben+crm@contoso.test', 'imap.contoso.test', 'https://dav.contoso.test/', 'ben@contoso.test'],
] as const;

test.each(different)('I5: %s is another mailbox', (_what, ...[user, host, url, account]) => {
  expect(identityOfIncoming(imap(user, host)).key).not.toBe(identityOfAccount({ url, user: account }).key);
});

test('I5: a service identity opens the mailbox of the user it names, and so does an application', () => {
  const signIn = { kind: 'masterUser', user: 'ben@contoso.test', master: 'service' } as const;
  expect(identityOfIncoming({ ...imap('x', 'imap.contoso.test'), signIn }).key).toBe('ben@contoso.test');
  const oauth = {
    kind: 'oauth',
    user: 'application',
    grant: 'clientCredentials',
    tokenUrl: 'https://login.test/',
    clientId: 'c',
    scope: 's',
  } as const;
  const graph = { protocol: 'graph', baseUrl: 'https://graph.test/v1.0', signIn: oauth } as const;
  expect(identityOfIncoming({ ...graph, mailbox: 'Ben@contoso.test', folders: ['inbox'] })).toEqual({
    key: 'ben@contoso.test',
    server: 'graph.test',
  });
});

const no = { isAdministrator: false, signedIn: false, sameServer: false, ownsAddress: false };
const proofs = [
  [false, no, 'nothing is shown'],
  [true, { ...no, isAdministrator: true }, 'an administrator asks'],
  [false, { ...no, signedIn: true }, 'the sign-in passed at a server of one’s own'],
  [true, { ...no, signedIn: true, sameServer: true }, 'the sign-in passed at the server of the mailbox'],
  [true, { ...no, signedIn: true, ownsAddress: true }, 'the sign-in passed, and it is one’s own address'],
  [false, { ...no, sameServer: true, ownsAddress: true }, 'it is one’s own address, and nobody could sign in'],
] as const;

test.each(proofs)('I5: a mapping is broken: %s, where %j (%s)', (may, facts) => {
  expect(mayTakeOver(facts)).toBe(may);
});
