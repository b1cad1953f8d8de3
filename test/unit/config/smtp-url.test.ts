import { expect, test } from 'vitest';
import { readConfig } from '../../../server/config/config.ts';
import { checkSmtpUrl } from '../../../server/config/smtp-url.ts';

test.each([
  ['smtp://relay', { host: 'relay', port: 25, tls: 'whenOffered', credentials: null }],
  ['smtp://relay:2525?tls=none', { host: 'relay', port: 2525, tls: 'none', credentials: null }],
  ['smtp://relay/?tls=required', { host: 'relay', port: 25, tls: 'required', credentials: null }],
  ['smtp://[::1]:25', { host: '::1', port: 25, tls: 'whenOffered', credentials: null }],
  [
    'smtp://anna%40contoso.test:p%3Ass@mail.contoso.test',
    {
      host: 'mail.contoso.test',
      port: 587,
      tls: 'whenOffered',
      credentials: { user: 'anna@contoso.test', secret: 'p:ss' },
    },
  ],
  ['smtps://u:s@mail', { host: 'mail', port: 465, tls: 'implicit', credentials: { user: 'u', secret: 's' } }],
])('S2: %s', (text, relay) => {
  expect(checkSmtpUrl(text)).toEqual({ kind: 'value', value: relay });
});

test.each([
  ['http://relay', /not an SMTP address/],
  ['smtp:///inbox', /names no host/],
  ['smtp://relay/folder', /must end after the port/],
  ['smtp://user@relay', /both a user and a secret/],
  ['smtp://u:100%@relay', /percent/],
  ['smtp://relay:0', /port 0/],
  ['smtp://relay?tls=maybe', /unknown tls=/],
  ['smtp://relay?timeout=5', /unknown parameter "timeout"/],
  ['smtps://relay?tls=none', /always encrypted/],
  ['smtp://u:s@relay?tls=none', /never sent without TLS/],
])('S2: %s is refused with a remedy', (text, sentence) => {
  expect(checkSmtpUrl(text)).toEqual({ kind: 'mistake', message: expect.stringMatching(sentence) });
});

test('S16: absent, it is the local relay outside DEMO and nothing within', () => {
  const smtpOf = (env: Record<string, string>) => {
    const reading = readConfig(env, '/');
    return reading.kind === 'config' ? reading.config.smtp : undefined;
  };
  expect(smtpOf({ DEMO: '0' })).toEqual({ host: 'localhost', port: 25, tls: 'whenOffered', credentials: null });
  expect(smtpOf({ DEMO: '1' })).toBeNull();
});
