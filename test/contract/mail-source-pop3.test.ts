import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import type { SourceProfile } from '../../server/ports/mail-source.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import {
  failureOf,
  fetchAll,
  mailNamed,
  never,
  settleAll,
  sourcesTrusting,
  subjectsOf,
} from '../support/mail-source.ts';
import { promisesOfMailSources, type SourceServer } from './mail-source.contract.ts';

type Pop3Settings = Extract<IncomingSettings, { protocol: 'pop3' }>;

const secret = 'harbour light';
const people = Array.from({ length: 40 }, (_, at) => `person${at}`);
const users = Object.fromEntries(people.map((name) => [name, secret]));

const profileOf = (
  dovecot: Dovecot,
  user: string,
  given: Partial<Pop3Settings> = {},
  profile: Partial<SourceProfile> = {},
): SourceProfile => ({
  mailboxId: 'm1',
  settings: {
    protocol: 'pop3',
    host: 'localhost',
    port: dovecot.pop3Port,
    security: 'startTls',
    signIn: { kind: 'password', user },
    ...given,
  },
  secret,
  trustedHost: true,
  keepSecret: () => Promise.resolve(),
  ...profile,
});

/** What the server that took the mail in writes above it. */
const received = (at: Date): string =>
  `Received: from mx.fabrikam.test by mx.contoso.test;\r\n\t${at.toUTCString()}\r\n`;

const startServer = async (): Promise<SourceServer> => {
  const dovecot = await startDovecot({ users });
  const free = [...people];
  return {
    mailbox: () => free.shift() ?? '',
    open: (mailbox, given = {}) => sourcesTrusting(dovecot.authority).open(profileOf(dovecot, mailbox, {}, given)),
    deliver: (mailbox, mails) =>
      dovecot.lay(
        mailbox,
        mails.map(({ text, arrivedAt }) => ({
          bytes: arrivedAt === undefined ? text : `${received(arrivedAt)}${text}`,
          arrivedAt: arrivedAt ?? new Date(),
        })),
      ),
    subjects: (mailbox) => {
      const printed = dovecot.doveadm('-f', 'tab', 'fetch', '-u', mailbox, 'hdr.subject', 'mailbox', 'INBOX');
      return Promise.resolve(printed.trim().split('\n').slice(1));
    },
    moveTo: null,
    marks: false,
    stop: () => dovecot.stop(),
    start: () => dovecot.start(),
    [Symbol.asyncDispose]: () => dovecot[Symbol.asyncDispose](),
  };
};

promisesOfMailSources('POP3', startServer);

describe('POP3', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot({ users, masters: { router: 'master key' } });
  }, 60_000);
  afterAll(() => dovecot[Symbol.asyncDispose]());

  test('TLS from the first byte, a master user, and what is refused', async () => {
    const sources = sourcesTrusting(dovecot.authority);
    const tls: Partial<Pop3Settings> = { port: dovecot.pop3sPort, security: 'tls' };
    expect((await fetchAll(sources.open(profileOf(dovecot, 'person0', tls)))).mails).toEqual([]);
    const master: Partial<Pop3Settings> = { signIn: { kind: 'masterUser', user: 'person0', master: 'router' } };
    const byMaster = sources.open(profileOf(dovecot, 'person0', master, { secret: 'master key' }));
    const { end } = await fetchAll(byMaster);
    dovecot.lay('person0', [{ bytes: mailNamed('by the master'), arrivedAt: new Date() }]);
    expect(subjectsOf((await fetchAll(byMaster, { cursor: end.cursor })).mails)).toEqual(['by the master']);
    for (const [source, code] of [
      [sourcesTrusting('').open(profileOf(dovecot, 'person0')), 'certificate_refused'],
      [sources.open(profileOf(dovecot, 'person0', {}, { trustedHost: false })), 'host_refused'],
      [sources.open(profileOf(dovecot, 'person0', master)), 'sign_in_refused'],
    ] as const) {
      expect(await failureOf(fetchAll(source))).toMatchObject({ name: 'PermanentFailure', code });
    }
  });

  test('marking and moving are refused, and the cursor of another protocol too', async () => {
    const source = sourcesTrusting(dovecot.authority).open(profileOf(dovecot, 'person1'));
    dovecot.lay('person1', [{ bytes: mailNamed('one'), arrivedAt: new Date() }]);
    const { mails } = await fetchAll(source, { from: 0 as never });
    for (const how of [{ kind: 'mark' }, { kind: 'move', folder: 'Sent' }] as const) {
      expect(await failureOf(settleAll(source, mails, how))).toMatchObject({ code: 'settlement_impossible' });
    }
    const cursor = '{"folders":{},"turn":null}' as never;
    expect(await failureOf(fetchAll(source, { cursor }))).toMatchObject({ code: 'cursor_unreadable' });
  });

  test('a test of the connection says how far it gets and what helps', async () => {
    const tried = async (given: Partial<Pop3Settings>, profile: Partial<SourceProfile> = {}) => {
      const asGiven = profileOf(dovecot, 'person2', given, profile);
      const steps = await sourcesTrusting(dovecot.authority).test(asGiven, never);
      for (const { passed, remedy } of steps) expect(remedy === null).toBe(passed);
      return steps.map(({ step, passed }) => `${step} ${passed ? 'passed' : 'failed'}`).join(', ');
    };
    const reached = 'resolve passed, connect passed, tls passed';
    expect(await tried({})).toBe(`${reached}, auth passed, folders passed`);
    expect(await tried({}, { secret: 'wrong' })).toBe(`${reached}, auth failed`);
    expect(await tried({ security: 'tls' })).toBe('resolve passed, connect passed, tls failed');
    expect(await tried({ host: '127.0.0.1', port: 9 })).toBe('resolve passed, connect failed');
    expect(await tried({}, { trustedHost: false })).toBe('resolve failed');
  });
});
