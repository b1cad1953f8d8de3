import { beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '../../addin/api/api-error.ts';
import { createClient } from '../../addin/api/client.ts';
import { createLocalAuth, exclusivelyIn } from '../../addin/api/local-auth.ts';
import { createProfileStore } from '../../addin/api/profile-store.ts';
import { createSession } from '../../addin/api/session.ts';
import { createTransport } from '../../addin/api/transport.ts';
import { tokens } from './support/render-pane.tsx';

interface Asked {
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const problem = (code: string, status: number) => json({ type: 'about:blank', title: code, status, code }, status);

/** The page's sign-in over a scripted network. */
const setUp = (answer: (asked: Asked) => Response | Promise<Response>, partition = '') => {
  const asked: Asked[] = [];
  const fetch = vi.fn(async (address: string | URL | Request, init?: RequestInit) => {
    const one: Asked = {
      path: address as string,
      body: typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {},
      headers: init?.headers as Record<string, string>,
    };
    asked.push(one);
    return answer(one);
  });
  const transport = createTransport({ apiBase: '/api/v1', fetch });
  const profile = createProfileStore(localStorage, partition);
  const askInDialog = vi.fn<(challenge: string) => Promise<string>>(() => Promise.resolve('the code'));
  const device = { name: 'Outlook', client: 'OutlookWebApp', platform: 'Linux' };
  const provider = createLocalAuth({ transport, profile, device, askInDialog, exclusively: exclusivelyIn(partition) });
  const session = createSession(provider, profile);
  return { asked, profile, provider, session, askInDialog, call: createClient(transport, session) };
};

beforeEach(() => localStorage.clear());

test('sign-in: the window gets the S256 challenge of a verifier that is sent with its code', async () => {
  const { session, asked, askInDialog } = setUp(() => json(tokens));
  await session.signIn(null);
  const [[challenge]] = askInDialog.mock.calls as [[string]];
  const verifier = asked[0]!.body['verifier'] as string;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  expect(Buffer.from(digest).toString('base64url')).toBe(challenge);
  expect(asked[0]).toMatchObject({ path: '/api/v1/session/token', body: { code: 'the code' } });
  expect(session.state()).toMatchObject({ kind: 'signedIn', membership: { organization: { name: 'Contoso' } } });
});

test('sign-in: the access token is never stored; refresh token and device are, by partition', async () => {
  const { session } = setUp(() => json(tokens), 'outlook|');
  await session.signIn(null);
  const stored = Object.fromEntries(Object.entries(localStorage)) as Record<string, string>;
  expect(stored).toEqual({
    'outlook|correspond.refresh-token': 'refresh 1',
    'outlook|correspond.device': 'd1',
    'outlook|correspond.known-as': JSON.stringify({ memberships: tokens.memberships, device: tokens.device }),
  });
  expect(JSON.stringify(stored)).not.toContain(tokens.accessToken);
});

test('sign-in: typed credentials are exchanged for a code in the page', async () => {
  const { session, asked } = setUp(({ path }) => json(path.endsWith('/authorization') ? { code: 'typed' } : tokens));
  await session.signIn({ email: 'clara@contoso.test', password: 'correct horse battery' });
  expect(asked.map(({ path, body }) => [path, body['code'] ?? body['email']])).toEqual([
    ['/api/v1/session/authorization', 'clara@contoso.test'],
    ['/api/v1/session/token', 'typed'],
  ]);
});

test('sign-in: the same Outlook is the same device next time', async () => {
  const { session, asked } = setUp(() => json(tokens));
  await session.signIn(null);
  await session.signOut();
  await session.signIn(null);
  expect(asked.map(({ body }) => (body['device'] as { id?: string }).id)).toEqual([undefined, 'd1']);
});

test('restore: the refresh token is rotated and kept', async () => {
  const { session, profile, asked } = setUp(() => json({ ...tokens, refreshToken: 'refresh 2' }));
  profile.write('refresh-token', 'refresh 1');
  await session.start();
  expect(session.state().kind).toBe('signedIn');
  expect(asked).toMatchObject([{ body: { refreshToken: 'refresh 1' } }]);
  expect(profile.read('refresh-token')).toBe('refresh 2');
});

test('restore: a refresh token that is refused is forgotten, one that could not be asked about is not', async () => {
  const refused = setUp(() => problem('invalid_grant', 401));
  refused.profile.write('refresh-token', 'old');
  await refused.session.start();
  expect(refused.session.state()).toEqual({ kind: 'signedOut', because: 'never' });
  expect(refused.profile.read('refresh-token')).toBeNull();

  const away = setUp(() => Promise.reject(new TypeError('network')));
  away.profile.write('refresh-token', 'kept');
  await away.session.start();
  expect(away.session.state()).toEqual({ kind: 'unreachable' });
  expect(away.profile.read('refresh-token')).toBe('kept');
});

test('one silent renewal serves every call that was refused at the same time', async () => {
  let renewals = 0;
  const { call, session } = setUp(({ path, headers }) => {
    if (path.endsWith('/session/refresh')) {
      renewals += 1;
      return json({ ...tokens, accessToken: `access ${renewals + 1}` });
    }
    if (path.endsWith('/session/token')) return json(tokens);
    return headers['authorization'] === 'Bearer access 1' ? problem('unauthenticated', 401) : json({ items: [] });
  });
  await session.signIn(null);
  await Promise.all([call('listDevices', {}), call('listDevices', {}), call('listDevices', {})]);
  expect(renewals).toBe(1);
});

test('a renewal that is refused ends the session, and the calls say signed_out', async () => {
  const { call, session } = setUp(({ path }) =>
    path.endsWith('/session/token')
      ? json(tokens)
      : problem(path.endsWith('/refresh') ? 'invalid_grant' : 'unauthenticated', 401),
  );
  await session.signIn(null);
  await expect(call('getMe', {})).rejects.toMatchObject({ code: 'signed_out' });
  expect(session.state()).toEqual({ kind: 'signedOut', because: 'expired' });
});

test('calls carry the bearer token and the chosen organization', async () => {
  const two = {
    ...tokens,
    memberships: [
      ...tokens.memberships,
      { ...tokens.memberships[0]!, organization: { id: 'fabrikam', name: 'Fabrikam' } },
    ],
  };
  const { call, session, asked, profile } = setUp(({ path }) => json(path.endsWith('/token') ? two : { items: [] }));
  await session.signIn(null);
  session.chooseOrganization('fabrikam');
  await call('listDevices', {});
  expect(asked[1]!.headers).toMatchObject({ authorization: 'Bearer access 1', 'x-organization': 'fabrikam' });
  expect(profile.read('organization')).toBe('fabrikam');
});

test('transport: path, query and bytes are written as the contract says', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(json({})));
  const transport = createTransport({ apiBase: '/api/v1', fetch });
  await transport('promote', {
    bytes: new Uint8Array([65]),
    contentType: 'message/rfc822',
    query: { regarding: ['case:1', 'contact:2'] },
    headers: { 'idempotency-key': 'k' },
  });
  const [address, init] = fetch.mock.calls[0]!;
  expect(address).toBe('/api/v1/promotions?regarding=case%3A1&regarding=contact%3A2');
  expect(init).toMatchObject({ method: 'POST', headers: { 'content-type': 'message/rfc822', 'idempotency-key': 'k' } });
  await transport('getTracking', { params: { internetMessageId: '<a/b@c>' } });
  expect(fetch.mock.calls[1]![0]).toBe('/api/v1/messages/%3Ca%2Fb%40c%3E/tracking');
});

test.each([
  [() => Promise.reject(new TypeError('offline')), 'unreachable'],
  [() => Promise.resolve(new Response('<html>', { status: 502 })), 'temporarily_unavailable'],
  [() => Promise.resolve(new Response('<html>', { status: 404 })), 'unreadable_answer'],
  [() => Promise.resolve(new Response('<html>', { status: 200 })), 'unreadable_answer'],
  [() => Promise.resolve(problem('record_not_found', 404)), 'record_not_found'],
])('transport: what goes wrong has a code (%#)', async (fetch, code) => {
  const transport = createTransport({ apiBase: '/api/v1', fetch });
  const error: unknown = await transport('getMe', {}).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code });
});

test('transport: an abort stays an abort', async () => {
  const leaving = new AbortController();
  const transport = createTransport({
    apiBase: '/api/v1',
    fetch: () => {
      leaving.abort();
      return Promise.reject(new TypeError('aborted'));
    },
  });
  await expect(transport('getMe', { signal: leaving.signal })).rejects.toMatchObject({ name: 'AbortError' });
});

test('profile: storage that the browser forbids is replaced by memory', () => {
  const forbidden = { getItem: () => raise(), setItem: () => raise(), removeItem: () => raise() } as unknown as Storage;
  const profile = createProfileStore(forbidden, '');
  profile.write('device', 'd9');
  expect(profile.read('device')).toBe('d9');
  profile.write('device', null);
  expect(profile.read('device')).toBeNull();
});

const raise = (): never => {
  throw new DOMException('denied', 'SecurityError');
};

test('I8: without the server the page knows who is signed in here, and the first answer goes on from there', async () => {
  const here = setUp(() => json(tokens));
  await here.session.signIn(null);
  let reachable = false;
  const next = setUp(() => (reachable ? json(tokens) : Promise.reject(new TypeError('Failed to fetch'))));
  await next.session.start();
  expect(next.session.state()).toMatchObject({ kind: 'signedIn', membership: { organization: { name: 'Contoso' } } });
  await expect(next.call('listDevices', {})).rejects.toMatchObject({ code: 'unreachable' });
  reachable = true;
  await next.call('listDevices', {});
  expect(next.session.state()).toMatchObject({ kind: 'signedIn' });
});

test('I8: who signed out, or whose sign-in has ended, is not known any more', async () => {
  const here = setUp(() => json(tokens));
  await here.session.signIn(null);
  await here.session.signOut();
  expect(localStorage.getItem('correspond.known-as')).toBeNull();
  const next = setUp(() => Promise.reject(new TypeError('Failed to fetch')));
  localStorage.setItem('correspond.refresh-token', 'refresh 1');
  for (const known of [null, 'no JSON', '{}']) {
    if (known !== null) localStorage.setItem('correspond.known-as', known);
    await next.session.start();
    expect(next.session.state()).toEqual({ kind: 'unreachable' });
  }
});
