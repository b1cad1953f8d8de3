import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createEgressGuard } from '../../server/adapters/net/egress-guard.ts';
import { createAccessTokens } from '../../server/adapters/oauth/access-tokens.ts';
import type { OAuthGrant } from '../../server/ports/access-tokens.ts';
import { PermanentFailure, TemporaryFailure } from '../../server/ports/failure.ts';
import { makeTestCertificate, type TestCertificate } from '../support/certificates.ts';
import { createTestClock } from '../support/world.ts';

let certificate: TestCertificate;
let server: Server | null = null;
beforeAll(async () => {
  certificate = await makeTestCertificate();
});
afterEach(async () => {
  const running = server;
  server = null;
  running?.closeAllConnections();
  if (running !== null) await new Promise<void>((resolve) => running.close(() => resolve()));
});

interface Answer {
  readonly status?: number;
  readonly body: string | Readonly<Record<string, unknown>>;
}

/** A token endpoint on loopback; gives its address and the forms it was sent. */
const endpoint = async (answer: (nth: number) => Answer) => {
  const forms: Record<string, string>[] = [];
  const started = createServer(certificate, (request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (piece: string) => void (text += piece));
    request.once('end', () => {
      forms.push(Object.fromEntries(new URLSearchParams(text)));
      const { status = 200, body } = answer(forms.length);
      response.writeHead(status, { location: 'https://127.0.0.1:1/' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return { tokenUrl: `https://localhost:${port}/token`, forms };
};

const grant = (tokenUrl: string, given: Partial<OAuthGrant> = {}): OAuthGrant => ({
  key: 'ana#1',
  kind: 'refreshToken',
  tokenUrl,
  clientId: 'correspond',
  clientSecret: 'client light',
  secret: 'refresh-1',
  scope: 'smtp',
  trusted: true,
  keepSecret: () => Promise.resolve(),
  ...given,
});
const tokensWith = (clock = createTestClock()) =>
  createAccessTokens({ guard: createEgressGuard(), clock, authorities: [certificate.authority] });
const failureOf = (work: Promise<string>): Promise<unknown> => work.catch((error: unknown) => error);

describe('S2: access tokens of OAuth 2.0', () => {
  test('a token is asked for once, kept until it is nearly over, and asked for anew', async () => {
    const clock = createTestClock();
    const { tokenUrl, forms } = await endpoint((nth) => ({
      body: { access_token: `token-${nth}`, expires_in: 3_600 },
    }));
    const tokens = tokensWith(clock);
    const both = await Promise.all([tokens.accessToken(grant(tokenUrl)), tokens.accessToken(grant(tokenUrl))]);
    clock.advance(3_539_000);
    const kept = await tokens.accessToken(grant(tokenUrl));
    clock.advance(2_000);
    expect([...both, kept, await tokens.accessToken(grant(tokenUrl))]).toEqual([
      'token-1',
      'token-1',
      'token-1',
      'token-2',
    ]);
    expect(forms[0]).toEqual({
      client_id: 'correspond',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      client_secret: 'client light',
      scope: 'smtp',
    });
  });
  test('a refresh token that the endpoint replaces is kept and used', async () => {
    const clock = createTestClock();
    const replaced: string[] = [];
    const { tokenUrl, forms } = await endpoint((nth) => ({
      body: { access_token: 'token', expires_in: 60, refresh_token: `refresh-${nth + 1}` },
    }));
    const keepSecret = (secret: string): Promise<void> => Promise.resolve(void replaced.push(secret));
    const tokens = tokensWith(clock);
    await tokens.accessToken(grant(tokenUrl, { keepSecret }));
    clock.advance(60_000);
    await tokens.accessToken(grant(tokenUrl, { keepSecret }));
    expect([replaced, forms.map((form) => form['refresh_token'])]).toEqual([
      ['refresh-2', 'refresh-3'],
      ['refresh-1', 'refresh-2'],
    ]);
  });
  test('client credentials', async () => {
    const { tokenUrl, forms } = await endpoint(() => ({ body: { access_token: 'token' } }));
    const asked = grant(tokenUrl, {
      kind: 'clientCredentials',
      secret: 'client light',
      clientSecret: null,
      scope: null,
    });
    expect(await tokensWith().accessToken(asked)).toBe('token');
    expect(forms).toEqual([
      { client_id: 'correspond', grant_type: 'client_credentials', client_secret: 'client light' },
    ]);
  });
  test.each([
    ['invalid_grant', 400, PermanentFailure],
    ['invalid_client', 401, PermanentFailure],
    ['temporarily_unavailable', 400, TemporaryFailure],
    ['server_error', 500, TemporaryFailure],
    ['slow_down', 429, TemporaryFailure],
  ])('%s with %i', async (error, status, kind) => {
    const { tokenUrl } = await endpoint(() => ({ status, body: { error } }));
    expect(await failureOf(tokensWith().accessToken(grant(tokenUrl)))).toBeInstanceOf(kind);
  });
  test('an answer that holds no usable token is trouble, a redirect is not followed, a refusal is not kept', async () => {
    const answers: readonly Answer[] = [
      { body: 'not JSON' },
      { body: { access_token: 'a\r\nb' } },
      { status: 302, body: '' },
      { body: 'x'.repeat(70_000) },
      { body: { access_token: 'token' } },
    ];
    const { tokenUrl, forms } = await endpoint((nth) => answers[nth - 1] ?? { body: '' });
    const tokens = tokensWith();
    for (let n = 0; n < 4; n += 1) {
      expect(await failureOf(tokens.accessToken(grant(tokenUrl)))).toBeInstanceOf(TemporaryFailure);
    }
    expect([await tokens.accessToken(grant(tokenUrl)), forms.length]).toEqual(['token', 5]);
  });
  test('SSRF: an endpoint inside is not asked, and http is none', async () => {
    const { tokenUrl, forms } = await endpoint(() => ({ body: { access_token: 'token' } }));
    const failures = [
      await failureOf(tokensWith().accessToken(grant(tokenUrl, { trusted: false }))),
      await failureOf(tokensWith().accessToken(grant(tokenUrl.replace('https', 'http')))),
    ];
    for (const failure of failures) expect(failure).toBeInstanceOf(PermanentFailure);
    expect(forms).toEqual([]);
  });
  test('a certificate that nobody vouches for is refused', async () => {
    const { tokenUrl, forms } = await endpoint(() => ({ body: { access_token: 'token' } }));
    const tokens = createAccessTokens({ guard: createEgressGuard(), clock: createTestClock() });
    expect(await failureOf(tokens.accessToken(grant(tokenUrl)))).toBeInstanceOf(TemporaryFailure);
    expect(forms).toEqual([]);
  });
});
