import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeMistakes, readConfig, type Config, type Environment } from '../../../server/config/config.ts';

const cwd = resolve('/srv/correspond');
const key = 'x'.repeat(32);

function configOf(env: Environment): Config {
  const reading = readConfig(env, cwd);
  if (reading.kind === 'mistakes') throw new Error(describeMistakes(reading.mistakes));
  return reading.config;
}

function mistakesOf(env: Environment, isReadable?: (path: string) => boolean): [string, string][] {
  const reading = readConfig(env, cwd, isReadable);
  return reading.kind === 'config' ? [] : reading.mistakes.map(({ setting, message }) => [setting, message]);
}

describe('without any setting', () => {
  test('the demonstration world on SQLite below ./data with a certificate of its own', () => {
    expect(configOf({})).toEqual({
      port: 3000,
      simulatorPort: 3001,
      dataDir: join(cwd, 'data'),
      database: { engine: 'sqlite', path: join(cwd, 'data', 'correspond.sqlite') },
      publicUrl: null,
      tls: { mode: 'selfMade' },
      demo: true,
      secretKey: { from: 'generated', path: join(cwd, 'data', 'secret.key') },
      services: ['http', 'router', 'outbox', 'sync'],
      smtp: null,
      logLevel: 'info',
      officeJsUrl: 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js',
      outlookApplication: null,
      trustProxy: 0,
      frameAncestors: [],
      allowedNetworks: [],
    });
  });

  test('an empty text counts as absent', () => {
    expect(configOf({ PORT: '', DATABASE_URL: '  ', DEMO: '' })).toEqual(configOf({}));
  });

  test('the config cannot be changed, at any depth', () => {
    const config = configOf({});
    expect(Object.isFrozen(config) && Object.isFrozen(config.database) && Object.isFrozen(config.services)).toBe(true);
  });
});

describe('DEMO', () => {
  test.each([
    ['PORT', '0'],
    ['LOG_LEVEL', 'warn'],
    ['SIMULATOR_PORT', '0'],
  ])('%s alone keeps it on', (name, text) => {
    expect(configOf({ [name]: text }).demo).toBe(true);
  });

  test.each([
    ['DATA_DIR', '/var/lib/correspond'],
    ['DATABASE_URL', 'postgres://localhost/crm'],
    ['PUBLIC_URL', 'https://crm.example.com'],
    ['TLS', 'off'],
    ['SECRET_KEY', key],
    ['SERVICES', 'http'],
    ['SMTP_URL', 'smtp://relay'],
  ])('%s makes the installation somebody’s own', (name, text) => {
    expect(configOf({ [name]: text }).demo).toBe(false);
  });

  test('said in words it holds whatever else is set', () => {
    expect(configOf({ DEMO: '1', DATA_DIR: 'elsewhere' }).demo).toBe(true);
    expect(configOf({ DEMO: '0' }).demo).toBe(false);
  });
});

test('PORT: both ends of the range, and the simulator beside it', () => {
  expect(configOf({ PORT: '0' })).toMatchObject({ port: 0, simulatorPort: 0 });
  expect(configOf({ PORT: '65535' })).toMatchObject({ port: 65_535, simulatorPort: 0 });
  expect(configOf({ PORT: '8443', SIMULATOR_PORT: '9000' })).toMatchObject({ port: 8443, simulatorPort: 9000 });
});

test('paths are made absolute from the working folder', () => {
  expect(configOf({ DATA_DIR: 'store' }).database).toEqual({
    engine: 'sqlite',
    path: join(cwd, 'store', 'correspond.sqlite'),
  });
  expect(configOf({ SECRET_KEY_FILE: 'key.txt' }).secretKey).toEqual({ from: 'file', path: join(cwd, 'key.txt') });
  expect(configOf({ TLS_CERT: 'c.pem', TLS_KEY: 'k.pem' }).tls).toEqual({
    mode: 'files',
    cert: join(cwd, 'c.pem'),
    key: join(cwd, 'k.pem'),
  });
});

test.each(['postgres://u:s@db:5432/crm', 'postgresql://db/crm', 'postgres:///crm?host=/var/run/postgresql'])(
  'DATABASE_URL: %s is PostgreSQL',
  (url) => expect(configOf({ DATABASE_URL: url }).database).toEqual({ engine: 'postgres', url }),
);

test('PUBLIC_URL loses its last slash and its capitals', () => {
  expect(configOf({ PUBLIC_URL: 'https://CRM.example.com:8443/' }).publicUrl).toBe('https://crm.example.com:8443');
  expect(configOf({ PUBLIC_URL: 'http://localhost:3000' }).publicUrl).toBe('http://localhost:3000');
});

test('SERVICES, LOG_LEVEL, OFFICE_JS_URL, TRUST_PROXY and FRAME_ANCESTORS are read', () => {
  expect(
    configOf({
      SERVICES: 'outbox, http,outbox',
      LOG_LEVEL: 'DEBUG',
      OFFICE_JS_URL: '/office/office.js',
      TRUST_PROXY: 'loopback, 10.0.0.0/8',
      FRAME_ANCESTORS: 'https://mail.example.com https://*.example.org/',
    }),
  ).toMatchObject({
    services: ['outbox', 'http'],
    logLevel: 'debug',
    officeJsUrl: '/office/office.js',
    trustProxy: ['loopback', '10.0.0.0/8'],
    frameAncestors: ['https://mail.example.com', 'https://*.example.org'],
  });
  expect(configOf({ TRUST_PROXY: '1' }).trustProxy).toBe(1);
});

test('OUTLOOK_CLIENT_ID brings Microsoft’s own addresses, which can be set', () => {
  const clientId = '11111111-2222-3333-4444-555555555555';
  expect(configOf({ OUTLOOK_CLIENT_ID: clientId }).outlookApplication).toEqual({
    clientId,
    authority: 'https://login.microsoftonline.com/organizations',
    graphUrl: 'https://graph.microsoft.com/v1.0',
  });
  expect(
    configOf({
      OUTLOOK_CLIENT_ID: clientId,
      OUTLOOK_AUTHORITY: 'https://login.microsoftonline.us/contoso.test/',
      OUTLOOK_GRAPH_URL: 'https://graph.microsoft.us/v1.0/',
    }).outlookApplication,
  ).toEqual({
    clientId,
    authority: 'https://login.microsoftonline.us/contoso.test',
    graphUrl: 'https://graph.microsoft.us/v1.0',
  });
});

describe('mistakes', () => {
  test.each([
    ['PORT', '65536', /from 0 to 65535/],
    ['OUTLOOK_CLIENT_ID', 'our pane', /application \(client\) id/],
    ['OUTLOOK_GRAPH_URL', 'https://graph.microsoft.com/v1.0', /without OUTLOOK_CLIENT_ID/],
    ['PORT', '-1', /whole number/],
    ['PORT', '3e3', /whole number/],
    ['SIMULATOR_PORT', 'next', /whole number/],
    ['DATABASE_URL', 'mysql://db/crm', /begin with postgres:\/\//],
    ['DATABASE_URL', 'postgres://u:s@db:5432', /names no database/],
    ['PUBLIC_URL', 'crm.example.com', /https:\/\/crm\.example\.com/],
    ['PUBLIC_URL', 'http://crm.example.com', /begin with https/],
    ['PUBLIC_URL', 'https://u:s@crm.example.com', /user name/],
    ['PUBLIC_URL', 'https://crm.example.com/crm', /root of its host/],
    ['PUBLIC_URL', 'https://crm.example.com/?a', /root of its host/],
    ['TLS', 'on', /one of off/],
    ['DEMO', 'yes', /1 .* or 0/],
    ['SECRET_KEY', 'y'.repeat(31), /at least 32/],
    ['SERVICES', 'http,mail', /"mail" is unknown/],
    ['SERVICES', ',', /is empty/],
    ['SMTP_URL', 'mail.example.com', /not an SMTP address/],
    ['LOG_LEVEL', 'loud', /one of fatal/],
    ['OFFICE_JS_URL', 'http://cdn.example.com/office.js', /https/],
    ['OFFICE_JS_URL', '//cdn.example.com/office.js', /https/],
    ['TRUST_PROXY', 'true', /number of proxies/],
    ['FRAME_ANCESTORS', 'https://ok.example https://mail.example.com/owa', /"https:\/\/mail\.example\.com\/owa"/],
    ['FRAME_ANCESTORS', "https://x;script-src'", /not an origin/],
    ['ALLOWED_NETWORKS', '10.1.0.0/16, 10.2.0.0/33', /"10\.2\.0\.0\/33".*no network/],
    ['ALLOWED_NETWORKS', 'mail.internal', /no network/],
  ])('%s=%s', (setting, text, sentence) => {
    expect(mistakesOf({ [setting]: text })).toEqual([[setting, expect.stringMatching(sentence)]]);
  });

  test('settings that contradict each other', () => {
    expect(mistakesOf({ PORT: '4000', SIMULATOR_PORT: '4000' })).toEqual([
      ['SIMULATOR_PORT', expect.stringContaining('differ')],
    ]);
    expect(mistakesOf({ TLS_CERT: 'c.pem' })).toEqual([['TLS_KEY', expect.stringContaining('missing')]]);
    expect(mistakesOf({ TLS_KEY: 'k.pem' })).toEqual([['TLS_CERT', expect.stringContaining('missing')]]);
    expect(mistakesOf({ TLS: 'off', TLS_CERT: 'c', TLS_KEY: 'k' })).toEqual([['TLS', expect.stringContaining('keep')]]);
    expect(mistakesOf({ SECRET_KEY: key, SECRET_KEY_FILE: 'k' })).toEqual([
      ['SECRET_KEY', expect.stringContaining('both')],
    ]);
  });

  test('files that cannot be read are found before anything starts', () => {
    const env = { TLS_CERT: 'c.pem', TLS_KEY: 'k.pem', SECRET_KEY_FILE: 's' };
    const settings = mistakesOf(env, () => false).map(([setting]) => setting);
    expect(settings).toEqual(['TLS_CERT', 'TLS_KEY', 'SECRET_KEY_FILE']);
  });

  test('every mistake is in one message and no secret is', () => {
    const reading = readConfig(
      {
        PORT: 'x',
        DATABASE_URL: 'postgres://u:hunter2@db',
        SMTP_URL: 'smtp://u:hunter2@h?tls=no',
        SECRET_KEY: 'hunter2',
      },
      cwd,
    );
    if (reading.kind === 'config') throw new Error('accepted');
    const message = describeMistakes(reading.mistakes);
    expect(message.split('\n').map((line) => line.trim().split(' ')[0])).toEqual([
      'Correspond',
      'PORT',
      'DATABASE_URL',
      'SECRET_KEY',
      'SMTP_URL',
    ]);
    expect(message).not.toContain('hunter2');
  });
});
