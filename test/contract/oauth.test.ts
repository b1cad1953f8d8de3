import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSentCopies } from '../../server/adapters/imap/append-sent.ts';
import { createEgressGuard } from '../../server/adapters/net/egress-guard.ts';
import { openSieveSession } from '../../server/adapters/sieve/sieve-session.ts';
import type { SourceProfile } from '../../server/ports/mail-source.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type HttpsListening, listenHttps } from '../support/https.ts';
import { listen } from '../support/listening.ts';
import { failureOf, fetchAll, mailNamed, never, sourcesTrusting, subjectsOf } from '../support/mail-source.ts';

/** Access tokens that are good, with whose they are; and how many were asked for. */
const live = new Map<string, string>();
let issued = 0;
let dovecot: Dovecot;
let tokens: HttpsListening;
let introspection: Awaited<ReturnType<typeof listen>>;

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = '';
  for await (const piece of request) text += String(piece);
  return new URLSearchParams(text);
};

const answer = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** RFC 6749 section 6: a refresh token of Ben's own. */
const giveToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const form = await bodyOf(request);
  if (form.get('refresh_token') !== 'ben refreshes') {
    answer(response, 400, { error: 'invalid_grant' });
    return;
  }
  issued += 1;
  live.set(`access-${issued}`, 'ben');
  answer(response, 200, { access_token: `access-${issued}`, token_type: 'Bearer', expires_in: 3_600 });
};

/** RFC 7662 section 2.2. */
const introspect = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const username = live.get((await bodyOf(request)).get('token') ?? '');
  answer(response, 200, username === undefined ? { active: false } : { active: true, username });
};

beforeAll(async () => {
  tokens = await listenHttps((request, response) => void giveToken(request, response));
  introspection = await listen((request, response) => void introspect(request, response));
  dovecot = await startDovecot({ users: { ben: 'unused' }, introspectionUrl: `${introspection.origin}/introspect` });
});
afterAll(async () => {
  await dovecot[Symbol.asyncDispose]();
  await introspection[Symbol.asyncDispose]();
  await tokens[Symbol.asyncDispose]();
});

const profile = (secret: string, protocol: 'imap' | 'pop3' = 'imap'): SourceProfile => ({
  mailboxId: 'm1',
  settings: {
    ...(protocol === 'imap'
      ? { protocol, port: dovecot.imapPort, folders: ['INBOX'] }
      : { protocol, port: dovecot.pop3Port }),
    host: dovecot.host,
    security: 'startTls',
    signIn: {
      kind: 'oauth',
      user: 'ben',
      grant: 'refreshToken',
      tokenUrl: `${tokens.origin}/token`,
      clientId: 'client-1',
      scope: '',
    },
  },
  secret,
  trustedHost: true,
  keepSecret: () => Promise.resolve(),
});

describe('A26: XOAUTH2 at a Dovecot that asks whose the token is', () => {
  const sources = () => sourcesTrusting(`${dovecot.authority}\n${tokens.authority}`);

  test.each(['imap', 'pop3'] as const)(
    'mail is fetched by %s with an access token; a token that ended early is replaced by another',
    async (protocol) => {
      const all = sources();
      issued = 0;
      await using before = all.open(profile('ben refreshes', protocol));
      const { end } = await fetchAll(before);
      expect(issued).toBe(1);
      dovecot.deliver('ben', mailNamed(`by ${protocol}`));
      live.clear();
      await using after = all.open(profile('ben refreshes', protocol));
      const { mails } = await fetchAll(after, { cursor: end.cursor });
      expect([subjectsOf(mails), issued]).toEqual([[`by ${protocol}`], 2]);
    },
  );

  /** As our store of tokens gives them: the first has been revoked. */
  const revoked = () => {
    live.set('still good', 'ben');
    const asked: (string | undefined)[] = [];
    const accessToken = (refused?: string) => {
      asked.push(refused);
      return Promise.resolve(refused === undefined ? 'revoked' : 'still good');
    };
    return { asked, credentials: { kind: 'xoauth2', user: 'ben', accessToken } as const };
  };

  test('rules are asked for with another token, once, where the first was revoked', async () => {
    const { asked, credentials } = revoked();
    const server = { host: 'localhost', port: dovecot.sievePort, security: 'startTls', trustedHost: true } as const;
    const needs = { guard: createEgressGuard(), authorities: [dovecot.authority], silenceMs: 20_000 };
    const session = await openSieveSession({ ...server, credentials }, needs, never);
    expect(await session.list()).toEqual([]);
    session.close();
    expect(asked).toEqual([undefined, 'revoked']);
  });

  test('S8: so is the copy of sent mail kept', async () => {
    const { asked, credentials } = revoked();
    const copies = createSentCopies({ guard: createEgressGuard(), authorities: [dovecot.authority] });
    const settings = { host: 'localhost', port: dovecot.imapPort, tls: 'required', folder: null } as const;
    const bytes = Buffer.from(mailNamed('copy'));
    await copies.append({ settings, credentials, trusted: true }, { bytes, messageId: '<copy@contoso.test>' });
    expect(asked).toEqual([undefined, 'revoked']);
    expect(dovecot.doveadm('search', '-u', 'ben', 'mailbox', 'Sent', 'SUBJECT', 'copy').trim()).not.toBe('');
  });

  test('a refresh token that ended is a sign-in that a person mends, and the test names the step', async () => {
    await using source = sources().open(profile('ended'));
    expect(await failureOf(fetchAll(source))).toMatchObject({ name: 'PermanentFailure', code: 'sign_in_refused' });
    const steps = await sources().test(profile('ended'), never);
    expect(steps.at(-1)).toMatchObject({ step: 'auth', passed: false });
    expect((await sources().test(profile('ben refreshes'), never)).every(({ passed }) => passed)).toBe(true);
  });
});
