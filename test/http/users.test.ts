import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { bothEngines } from '../support/engines.ts';
import { listen } from '../support/listening.ts';
import { goodPassword, post, proofKey, signIn } from '../support/sign-in.ts';
import { createCountedIds, createTestClock, createWorld, type World } from '../support/world.ts';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';

const hour = 60 * 60_000;
const engines = await bothEngines();
const tokenOf = (url: string): string => url.slice(url.indexOf('#') + 1);

describe.each(engines)('users on $engine', (store) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ store, publicUrl: () => 'https://crm.example.com' });
  });
  afterAll(() => world.close());

  test('an administrator adds a user with aliases; a user may not', async () => {
    const added = await world.ana.call('addUser', {
      body: { email: 'Dora@Contoso.test', name: 'Dora Diaz', addresses: ['d.diaz@contoso.test', 'dora@contoso.test'] },
    });
    expect(added).toMatchObject({
      name: 'Dora Diaz',
      email: 'Dora@contoso.test',
      role: 'user',
      active: true,
      addresses: [
        { address: 'Dora@contoso.test', primary: true },
        { address: 'd.diaz@contoso.test', primary: false },
      ],
    });
    expect(await world.ben.refused('addUser', { body: { email: 'x@contoso.test' } })).toMatchObject({
      code: 'not_permitted',
    });
    const found = await world.ben.call('listUsers', { query: { q: 'diaz' } });
    expect(found.items.map(({ email }) => email)).toEqual(['Dora@contoso.test']);
  });

  test('the list comes in pages and never shows the other organization', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.ana.call('listUsers', {
        query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
      seen.push(...page.items.map(({ email }) => email));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toContain(world.carla.email);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain(world.pete.email);
  });

  test('an address that another user has, or that is none, is refused with no row changed', async () => {
    const before = (await world.ana.call('listUsers', { query: {} })).items.length;
    const refusals = [
      [{ email: 'new@contoso.test', addresses: ['ben.alias@contoso.test'] }, 'already_exists'],
      [{ email: world.ben.email }, 'already_exists'],
      [{ email: 'not an address' }, 'invalid_address'],
      [{ email: 'a@contoso.test', addresses: ['x@y.test\r\nBcc: z@y.test'] }, 'invalid_address'],
      [{ email: world.olga.email }, 'already_exists'],
    ] as const;
    for (const [body, code] of refusals)
      expect(await world.ana.refused('addUser', { body: { addresses: [], ...body } as never })).toMatchObject({ code });
    expect((await world.ana.call('listUsers', { query: {} })).items.length).toBe(before);
  });

  test('the last administrator can neither step down nor be disabled, not even by two at once', async () => {
    const change = (userId: string, body: object) => world.ana.ask('changeUser', { params: { userId }, body });
    expect((await change(world.ana.id, { role: 'user' })).status).toBe(409);
    expect((await change(world.ana.id, { active: false })).status).toBe(409);
    await change(world.ben.id, { role: 'administrator' });
    const both = await Promise.all([
      change(world.ana.id, { role: 'user' }),
      world.ben.ask('changeUser', { params: { userId: world.ben.id }, body: { role: 'user' } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { items } = await world.carla.call('listUsers', { query: {} });
    expect(items.filter(({ role, active }) => role === 'administrator' && active)).toHaveLength(1);
    const [left] = items.filter(({ role }) => role === 'administrator');
    const caller = left!.id === world.ana.id ? world.ana : world.ben;
    await caller.call('changeUser', { params: { userId: world.ana.id }, body: { role: 'administrator' } });
    await world.ana.call('changeUser', { params: { userId: world.ben.id }, body: { role: 'user' } });
  });

  test('aliases are replaced as a whole; the sign-in address stays', async () => {
    const changed = await world.ana.call('changeUser', {
      params: { userId: world.carla.id },
      body: { addresses: ['c@contoso.test'], name: 'Carla C' },
    });
    expect(changed).toMatchObject({
      name: 'Carla C',
      addresses: [
        { address: world.carla.email, primary: true },
        { address: 'c@contoso.test', primary: false },
      ],
    });
    expect(
      await world.ana.refused('changeUser', {
        params: { userId: world.carla.id },
        body: { addresses: [world.ben.email] },
      }),
    ).toMatchObject({ code: 'conflict' });
    expect(
      await world.ana.refused('changeUser', { params: { userId: world.pete.id }, body: { name: 'x' } }),
    ).toMatchObject({ code: 'user_not_found' });
  });

  test('past flaw 7: an invitation is good once and for seven days', async () => {
    const { id, email } = await world.ana.call('addUser', { body: { email: 'eva@contoso.test' } });
    const invite = () => world.ana.call('inviteUser', { params: { userId: id } });
    const accept = (url: string, password = goodPassword) =>
      post(world.origin, '/session/invitation', { token: tokenOf(url), password });
    const first = await invite();
    expect(first.url).toMatch(/^https:\/\/crm\.example\.com\/console\/invitation#[A-Za-z0-9_-]{43}$/);
    expect(first.expiresAt).toBe(new Date(world.clock.now() + 7 * 24 * hour).toISOString());
    const second = await invite();
    expect((await accept(first.url)).status).toBe(401);
    expect(await accept(second.url, 'eva@contoso.test')).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    expect(await accept(second.url)).toMatchObject({ status: 200, body: { email } });
    expect(await accept(second.url)).toMatchObject({ status: 401, body: { code: 'invalid_grant' } });
    expect((await signIn(world.origin, email)).memberships).toHaveLength(1);
    const late = await invite();
    world.clock.advance(7 * 24 * hour);
    expect((await accept(late.url)).status).toBe(401);
  });

  test('a new password ends the sessions of the old one', async () => {
    const { id, email } = await world.ana.call('addUser', { body: { email: 'finn@contoso.test' } });
    const accept = async () => {
      const { url } = await world.ana.call('inviteUser', { params: { userId: id } });
      return post(world.origin, '/session/invitation', { token: tokenOf(url), password: goodPassword });
    };
    await accept();
    const { accessToken, refreshToken } = await signIn(world.origin, email);
    await accept();
    const me = await fetch(`${world.origin}/api/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(me.status).toBe(401);
    expect((await post(world.origin, '/session/refresh', { refreshToken })).status).toBe(401);
  });

  test('somebody who also belongs to another organization is not invited by this one', async () => {
    const { id, email } = await world.ana.call('addUser', { body: { email: 'gus@contoso.test' } });
    await world.addPerson({ organizationId: world.fabrikam.id, email, name: 'Gus' });
    expect(await world.ana.refused('inviteUser', { params: { userId: id } })).toMatchObject({ code: 'not_permitted' });
    expect(await world.ana.refused('inviteUser', { params: { userId: world.pete.id } })).toMatchObject({
      code: 'user_not_found',
    });
  });
});

describe('the first administrator', () => {
  const start = async () => {
    const clock = createTestClock();
    const app = await createApp({
      store: { engine: 'sqlite', path: ':memory:', contentDirectory: null },
      log: createPinoLog('silent'),
      clock,
      ids: createCountedIds(),
      publicUrl: () => 'https://crm.example.com',
    });
    const server = await listen(app.http);
    return {
      origin: server.origin,
      clock,
      link: () => app.firstRunLink(),
      [Symbol.asyncDispose]: async () => {
        await server[Symbol.asyncDispose]();
        await app.close();
      },
    };
  };
  const given = { organization: 'Contoso', email: 'sally@contoso.test', name: 'Sally', password: goodPassword };

  test('comes in by a link that works once, and no link is made afterwards', async () => {
    await using fresh = await start();
    const [one, other] = [await fresh.link(), await fresh.link()];
    const firstRun = async (): Promise<unknown> => (await fetch(`${fresh.origin}/api/v1/session/first-run`)).json();
    expect(await firstRun()).toEqual({ administratorExists: false, demonstration: [] });
    const accept = (url: string | null, body: object = given) =>
      post(fresh.origin, '/session/invitation', { token: tokenOf(url ?? ''), ...body });
    expect(await accept(one, { password: goodPassword })).toMatchObject({
      status: 400,
      body: { issues: [{ field: 'email' }] },
    });
    expect(await accept(one, { ...given, organization: undefined })).toMatchObject({
      status: 400,
      body: { issues: [{ field: 'organization' }] },
    });
    expect(await accept(one)).toMatchObject({ status: 200, body: { email: given.email } });
    expect((await accept(other, { ...given, organization: 'Evil', email: 'eve@evil.test' })).status).toBe(401);
    expect(await fresh.link()).toBeNull();
    expect(await firstRun()).toEqual({ administratorExists: true, demonstration: [] });
    const { memberships } = await signIn(fresh.origin, given.email);
    expect(memberships).toMatchObject([{ organization: { name: 'Contoso' }, role: 'administrator' }]);
  });

  test('a link that nobody used ends after a day; a guessed one never worked', async () => {
    await using fresh = await start();
    const link = await fresh.link();
    const accept = (token: string) => post(fresh.origin, '/session/invitation', { ...given, token });
    expect((await accept(proofKey().verifier)).status).toBe(401);
    fresh.clock.advance(24 * hour);
    expect((await accept(tokenOf(link ?? ''))).status).toBe(401);
  });
});
