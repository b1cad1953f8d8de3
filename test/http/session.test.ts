import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { argon2Hasher } from '../../server/adapters/crypto/argon2-hasher.ts';
import { keyOf } from '../support/build-facts.ts';
import { bothEngines } from '../support/engines.ts';
import { classicOutlook, goodPassword, post, proofKey, signIn } from '../support/sign-in.ts';
import { createWorld, type World } from '../support/world.ts';

const minute = 60_000;
const hash = await argon2Hasher.hash(goodPassword);

describe.each(await bothEngines())('sign-in on $engine', (store) => {
  let world: World;
  let count = 0;
  beforeAll(async () => {
    world = await createWorld({ store });
  });
  afterAll(() => world.close());

  /** A new person of Contoso with a password. */
  const person = async (): Promise<string> => {
    const email = `person${(count += 1)}@contoso.test`;
    const caller = await world.addPerson({ organizationId: world.contoso.id, email, name: `Person ${count}` });
    const login = await world.store.system.logins.find(keyOf(email));
    await world.store.system.logins.setPassword(login!.id, hash);
    return caller.email;
  };
  const codeFor = async (email: string, challenge: string): Promise<unknown> =>
    (await post(world.origin, '/session/authorization', { email, password: goodPassword, challenge })).body['code'];
  const exchange = (code: unknown, verifier: string) =>
    post(world.origin, '/session/token', { code, verifier, device: classicOutlook });
  const refresh = (refreshToken: string) => post(world.origin, '/session/refresh', { refreshToken });
  const me = (accessToken: string) =>
    fetch(`${world.origin}/api/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });

  test('password, code and verifier give tokens, memberships and a device', async () => {
    const email = await person();
    const answer = await signIn(world.origin, email.toUpperCase());
    expect(answer).toMatchObject({
      expiresInSeconds: 900,
      device: { name: 'Outlook on DESK-7', isNew: true },
      memberships: [{ organization: { name: 'Contoso Pumps' }, user: { email }, role: 'user' }],
    });
    const who = await me(answer.accessToken);
    expect(who.headers.get('cache-control')).toBe('no-store');
    expect(who.headers.get('set-cookie')).toBeNull();
    expect(await who.json()).toMatchObject({ current: { user: { email } }, device: { id: answer.device.id } });
  });

  test('a code is good for one try, right or wrong', async () => {
    const email = await person();
    const { verifier, challenge } = proofKey();
    const code = await codeFor(email, challenge);
    expect(await exchange(code, proofKey().verifier)).toMatchObject({ status: 401, body: { code: 'invalid_grant' } });
    expect((await exchange(code, verifier)).status).toBe(401);
    const another = await codeFor(email, challenge);
    expect((await exchange(another, verifier)).status).toBe(200);
    expect((await exchange(another, verifier)).status).toBe(401);
  });

  test('a code lives for a minute', async () => {
    const email = await person();
    const { verifier, challenge } = proofKey();
    const inTime = await codeFor(email, challenge);
    world.clock.advance(minute - 1);
    expect((await exchange(inTime, verifier)).status).toBe(200);
    const late = await codeFor(email, challenge);
    world.clock.advance(minute);
    expect((await exchange(late, verifier)).status).toBe(401);
  });

  test('an access token ends after 15 minutes, the refresh token gives another', async () => {
    const first = await signIn(world.origin, await person());
    world.clock.advance(15 * minute);
    expect((await me(first.accessToken)).status).toBe(401);
    const second = await refresh(first.refreshToken);
    expect(second).toMatchObject({ status: 200, body: { device: { id: first.device.id, isNew: false } } });
    expect((await me(String(second.body['accessToken']))).status).toBe(200);
    world.clock.advance(30 * 24 * 60 * minute);
    expect((await refresh(String(second.body['refreshToken']))).status).toBe(401);
  });

  test('a refresh token that was used before signs everybody out who holds it, and the device stays known', async () => {
    const email = await person();
    const first = await signIn(world.origin, email);
    const second = await refresh(first.refreshToken);
    expect(await refresh(first.refreshToken)).toMatchObject({ status: 401, body: { code: 'invalid_grant' } });
    expect((await refresh(String(second.body['refreshToken']))).status).toBe(401);
    expect((await me(String(second.body['accessToken']))).status).toBe(401);
    const again = await signIn(world.origin, email, { id: first.device.id });
    expect(again.device).toMatchObject({ id: first.device.id, isNew: false });
  });

  test('of two refreshes at once at most one is granted', async () => {
    const { refreshToken } = await signIn(world.origin, await person());
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('guessed families and tokens are refused and sign nobody out', async () => {
    const { refreshToken } = await signIn(world.origin, await person());
    const [, token = ''] = refreshToken.split('.');
    for (const guess of ['', '.', 'x', `${proofKey().verifier}.${token}`, `.${token}`])
      expect((await refresh(guess)).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  test('I8: a device of somebody else, or one that is forgotten, is a new device', async () => {
    const [one, other] = [await person(), await person()];
    const mine = await signIn(world.origin, one);
    const theirs = await signIn(world.origin, other, { id: mine.device.id });
    expect(theirs.device.isNew).toBe(true);
    expect(theirs.device.id).not.toBe(mine.device.id);
    expect((await me(mine.accessToken)).status).toBe(200);
    expect((await signIn(world.origin, one, { id: 'never-seen' })).device.isNew).toBe(true);
  });

  test('signing out ends the tokens at once', async () => {
    const { accessToken, refreshToken } = await signIn(world.origin, await person());
    const left = await fetch(`${world.origin}/api/v1/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(left.status).toBe(204);
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(401);
  });

  test('a disabled user is out at once and may not come back', async () => {
    const email = await person();
    const { accessToken, refreshToken, memberships } = await signIn(world.origin, email);
    const userId = memberships[0]!.user.id;
    await world.ana.call('changeUser', { params: { userId }, body: { active: false } });
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(401);
    const back = await post(world.origin, '/session/authorization', {
      email,
      password: goodPassword,
      challenge: proofKey().challenge,
    });
    expect(back).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    await world.ana.call('changeUser', { params: { userId }, body: { active: true } });
    expect((await me(accessToken)).status).toBe(401);
  });

  test('past flaw 21: a stranger, a wrong password and a person without password get the same answer', async () => {
    const known = await person();
    await world.addPerson({ organizationId: world.contoso.id, email: 'invited@contoso.test', name: 'Invited' });
    const { challenge } = proofKey();
    const answers = await Promise.all(
      [known, 'stranger@contoso.test', 'invited@contoso.test', 'no address', ''].map((email) =>
        post(world.origin, '/session/authorization', { email, password: 'wrong password', challenge }),
      ),
    );
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 401, body: answers[0]!.body });
  });

  test('past flaw 12: five failures lock the login, known or not, whatever its spelling; the lock grows', async () => {
    world.clock.advance(60 * minute);
    const { challenge } = proofKey();
    const tries = (email: string, password = 'wrong password', headers = {}) =>
      post(world.origin, '/session/authorization', { email, password, challenge }, headers);
    const known = await person();
    for (const email of [known, 'nobody@contoso.test']) {
      for (const spelling of [email, email.toUpperCase(), `"X" <${email}>`, ` ${email}`, email])
        expect((await tries(spelling)).status).toBe(401);
      const locked = await tries(email, goodPassword, {
        'x-forwarded-for': '203.0.113.9',
        forwarded: 'for=203.0.113.9',
      });
      expect(locked).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
      expect(locked.headers.get('retry-after')).toBe('30');
    }
    world.clock.advance(30_000);
    expect((await tries(known)).status).toBe(401);
    expect((await tries(known, goodPassword)).headers.get('retry-after')).toBe('60');
    world.clock.advance(minute);
    expect((await tries(known, goodPassword)).status).toBe(200);
    expect((await tries(known)).status).toBe(401);
  });

  test('many attempts at once are counted one by one', async () => {
    world.clock.advance(24 * 60 * minute + 1);
    const { challenge } = proofKey();
    const email = await person();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        post(world.origin, '/session/authorization', { email, password: 'wrong password', challenge }),
      ),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  test('twenty failures from one address lock the address', async () => {
    world.clock.advance(24 * 60 * minute + 1);
    const { challenge } = proofKey();
    const tries = (email: string) =>
      post(world.origin, '/session/authorization', { email, password: 'wrong password', challenge });
    for (let n = 0; n < 20; n++) expect((await tries(`guess${n}@contoso.test`)).status).toBe(401);
    expect((await tries('another@contoso.test')).status).toBe(429);
    world.clock.advance(24 * 60 * minute + 1);
  });

  test('what is too long, too short or not base64url is refused with its field', async () => {
    const { challenge } = proofKey();
    const wrong = [
      ['/session/authorization', { email: 'a@b.test', password: 'x'.repeat(257), challenge }, 'password'],
      ['/session/authorization', { email: 'a@b.test', password: 'x', challenge: challenge.slice(1) }, 'challenge'],
      ['/session/token', { code: 'x', verifier: 'short', device: classicOutlook }, 'verifier'],
    ] as const;
    for (const [path, body, field] of wrong)
      expect(await post(world.origin, path, body)).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', issues: [{ field }] },
      });
  });

  test('past flaw 6: the database holds no token, code or password as it is', async () => {
    const email = await person();
    const { accessToken, refreshToken } = await signIn(world.origin, email);
    const login = await world.store.system.logins.find(keyOf(email));
    expect(login?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await world.store.system.access.find(accessToken, world.clock.now())).toBeNull();
    const rotated = await world.store.system.transact(({ sessions }) =>
      sessions.rotate(
        refreshToken.split('.')[1]!,
        { familyHash: refreshToken.split('.')[0]!, tokenHash: 'x', expiresAt: world.clock.now() },
        world.clock.now(),
      ),
    );
    expect(rotated.kind).toBe('unknown');
  });
});
