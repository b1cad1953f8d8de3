import { expect, test } from 'vitest';
import { readConfig, type Config, type Environment } from '../../server/config/config.ts';
import { PermanentFailure, TemporaryFailure } from '../../server/ports/failure.ts';
import { whyNotStarted } from '../../server/start-failure.ts';

function configOf(env: Environment): Config {
  const reading = readConfig(env, '/srv/correspond');
  if (reading.kind === 'mistakes') throw new Error('mistakes');
  return reading.config;
}

const failure = (code: string, more: object = {}): Error => Object.assign(new Error('raw words'), { code, ...more });

const postgres = { DATABASE_URL: 'postgres://anna:hunter2@db.test:5433/crm' };
const files = { TLS_CERT: 'c.pem', TLS_KEY: 'k.pem' };

test.each<[string, Environment, Error, RegExp]>([
  ['a taken port', {}, failure('EADDRINUSE', { syscall: 'listen', port: 3000 }), /Port 3000 is used .* with PORT /],
  [
    'a taken port of the simulator',
    {},
    failure('EADDRINUSE', { syscall: 'listen', port: 3001 }),
    /Port 3001 .* with SIMULATOR_PORT/,
  ],
  [
    'a forbidden port',
    { PORT: '443' },
    failure('EACCES', { syscall: 'listen', port: 443 }),
    /below 1024 want more rights/,
  ],
  ['keys that do not match', files, failure('ERR_OSSL_X509_KEY_VALUES_MISMATCH'), /TLS_CERT and the key of TLS_KEY/],
  [
    'a folder without rights',
    { DATA_DIR: '/d' },
    failure('EACCES', { syscall: 'mkdir' }),
    /\/d cannot be written \(EACCES\)/,
  ],
  ['a full disk', {}, failure('ENOSPC', { syscall: 'open' }), /cannot be written \(ENOSPC\)/],
  ['a database file without rights', {}, failure('SQLITE_CANTOPEN'), /cannot be opened for writing/],
  ['a file that is no database', {}, failure('SQLITE_NOTADB'), /no database or is damaged/],
  ['a database file in use', {}, failure('SQLITE_BUSY'), /held by another program/],
  ['a server that is down', postgres, failure('ECONNREFUSED'), /does not answer at db\.test:5433 \(ECONNREFUSED\)/],
  ['a wrong secret', postgres, failure('28P01'), /refuses the user or the secret/],
  ['a missing database', postgres, failure('3D000'), /no database "crm"/],
  ['missing rights', postgres, failure('42501'), /may not make tables in "crm"/],
])('%s is said with its remedy and without secrets', (_name, env, error, sentence) => {
  const said = whyNotStarted(error, configOf(env));
  expect(said).toMatch(sentence);
  expect(said).not.toMatch(/hunter2|raw words/);
});

test('the reason is found below failures and within several at once', () => {
  const below = new TemporaryFailure('the database cannot be reached', {
    code: 'store_unavailable',
    cause: new AggregateError([failure('ECONNREFUSED')]),
  });
  expect(whyNotStarted(below, configOf(postgres))).toContain('does not answer');
});

test('a failure of ours that nothing explains says its own sentence; anything else is our fault and keeps its trace', () => {
  const own = new PermanentFailure('The key is too short.', { code: 'secret_key_too_short' });
  expect(whyNotStarted(own, configOf({}))).toBe('The key is too short.');
  expect(whyNotStarted(new TypeError('x is not a function'), configOf({}))).toBeNull();
  expect(whyNotStarted('thrown text', configOf({}))).toBeNull();
});
