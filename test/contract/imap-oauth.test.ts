import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const profile = (secret: string): SourceProfile => ({
  mailboxId: 'm1',
  settings: {
    protocol: 'imap',
    host: dovecot.host,
    port: dovecot.imapPort,
    security: 'startTls',
    signIn: {
      kind: 'oauth',
      user: 'ben',
      grant: 'refreshToken',
      tokenUrl: `${tokens.origin}/token`,
      clientId: 'client-1',
      scope: '',
    },
    folders: ['INBOX'],
  },
  secret,
  trustedHost: true,
  keepSecret: () => Promise.resolve(),
});

describe('A26: XOAUTH2 at a Dovecot that asks whose the token is', () => {
  const sources = () => sourcesTrusting(`${dovecot.authority}\n${tokens.authority}`);

  test('mail is fetched with an access token; a token that ended early is replaced by another', async () => {
    const all = sources();
    await using before = all.open(profile('ben refreshes'));
    const { end } = await fetchAll(before);
    expect(issued).toBe(1);
    dovecot.deliver('ben', mailNamed('by token'));
    live.clear();
    await using after = all.open(profile('ben refreshes'));
    const { mails } = await fetchAll(after, { cursor: end.cursor });
    expect([subjectsOf(mails), issued]).toEqual([['by token'], 2]);
  });

  test('a refresh token that ended is a sign-in that a person mends, and the test names the step', async () => {
    await using source = sources().open(profile('ended'));
    expect(await failureOf(fetchAll(source))).toMatchObject({ name: 'PermanentFailure', code: 'sign_in_refused' });
    const steps = await sources().test(profile('ended'), never);
    expect(steps.at(-1)).toMatchObject({ step: 'auth', passed: false });
    expect((await sources().test(profile('ben refreshes'), never)).every(({ passed }) => passed)).toBe(true);
  });
});
