import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TokenAnswer } from '#shared/contracts/session.ts';
import { argon2Hasher } from '../../server/adapters/crypto/argon2-hasher.ts';
import { guardGeneration } from '../../server/usecases/devices/synchronizing.ts';
import { keyOf } from '../support/build-facts.ts';
import { bothEngines } from '../support/engines.ts';
import { goodPassword, signIn } from '../support/sign-in.ts';
import { createWorld, type World } from '../support/world.ts';

const day = 24 * 60 * 60_000;
const hash = await argon2Hasher.hash(goodPassword);

describe.each(await bothEngines())('devices on $engine', (store) => {
  let world: World;
  let count = 0;
  beforeAll(async () => {
    world = await createWorld({ store });
  });
  afterAll(() => world.close());

  const person = async (): Promise<string> => {
    const email = `person${(count += 1)}@contoso.test`;
    await world.addPerson({ organizationId: world.contoso.id, email, name: `Person ${count}` });
    const login = await world.store.system.logins.find(keyOf(email));
    await world.store.system.logins.setPassword(login!.id, hash);
    return email;
  };
  const ask = async (from: Pick<TokenAnswer, 'accessToken'>, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${world.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${from.accessToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>) };
  };
  const claim = (from: TokenAnswer, takeOver = false, deviceId = from.device.id) =>
    ask(from, 'PUT', `/devices/${deviceId}/synchronizing`, { takeOver });
  const administrator = () => ({ accessToken: world.ana.token });

  test('I1: the first claim wins, the second is told who and since when', async () => {
    const email = await person();
    const desk = await signIn(world.origin, email, { name: 'Desk' });
    const since = new Date(world.clock.now()).toISOString();
    expect(await claim(desk)).toEqual({ status: 200, body: { generation: 1 } });
    const laptop = await signIn(world.origin, email, { name: 'Laptop' });
    world.clock.advance(1_000);
    expect(await claim(laptop)).toMatchObject({
      status: 409,
      body: {
        code: 'synchronizing_elsewhere',
        holder: { name: 'Desk', user: `Person ${count}` },
        since,
        lastSeen: since,
      },
    });
    expect(await claim(desk)).toEqual({ status: 200, body: { generation: 1 } });
  });

  test('I2: taking over raises the generation, and a write of the former one changes no row', async () => {
    const email = await person();
    const desk = await signIn(world.origin, email, { name: 'Desk' });
    const laptop = await signIn(world.origin, email, { name: 'Laptop' });
    const userId = desk.memberships[0]!.user.id;
    await claim(desk);
    const write = (deviceId: string, generation: number) =>
      world.store.transact(world.contoso.id, async (tx) => {
        await guardGeneration(tx, { userId, deviceId, generation });
        await tx.organization.saveUserSettings(userId, { ...before!, markCategory: true });
      });
    const before = await world.store.read(world.contoso.id, (read) => read.organization.userSettings(userId));
    expect(await claim(laptop, true)).toEqual({ status: 200, body: { generation: 2 } });
    for (const [device, generation] of [
      [desk, 1],
      [desk, 2],
      [laptop, 1],
    ] as const)
      await expect(write(device.device.id, generation)).rejects.toMatchObject({ code: 'stale_generation' });
    expect(await world.store.read(world.contoso.id, (read) => read.organization.userSettings(userId))).toEqual(before);
    await write(laptop.device.id, 2);
    expect(await world.store.read(world.contoso.id, (read) => read.organization.userSettings(userId))).toMatchObject({
      markCategory: true,
    });
  });

  test('I4: user and administrator can release; afterwards anybody may claim, with a new generation', async () => {
    const email = await person();
    const desk = await signIn(world.origin, email, { name: 'Desk' });
    const laptop = await signIn(world.origin, email, { name: 'Laptop' });
    await claim(desk);
    expect((await ask(laptop, 'DELETE', `/devices/${desk.device.id}/synchronizing`)).status).toBe(204);
    expect(await claim(laptop)).toEqual({ status: 200, body: { generation: 2 } });
    const released = await ask(administrator(), 'DELETE', `/devices/${laptop.device.id}/synchronizing`);
    expect(released.status).toBe(204);
    expect(await claim(desk)).toEqual({ status: 200, body: { generation: 3 } });
    const entries = await world.store.read(world.contoso.id, (read) => read.audit.verify());
    expect(entries.kind).toBe('intact');
  });

  test("another user's device is 404 to users; an administrator may not claim with it either", async () => {
    const mine = await signIn(world.origin, await person());
    const theirs = await signIn(world.origin, await person());
    await claim(theirs);
    for (const [method, path] of [
      ['PUT', `/devices/${theirs.device.id}/synchronizing`],
      ['DELETE', `/devices/${theirs.device.id}/synchronizing`],
      ['DELETE', `/devices/${theirs.device.id}`],
    ] as const)
      expect(await ask(mine, method, path, { takeOver: true })).toMatchObject({
        status: 404,
        body: { code: 'device_not_found' },
      });
    expect((await claim({ ...theirs, accessToken: world.ana.token }, true)).status).toBe(404);
    expect((await claim({ ...theirs, accessToken: world.olga.token }, true)).status).toBe(404);
    const abroad = await ask({ accessToken: world.olga.token }, 'DELETE', `/devices/${theirs.device.id}`);
    expect(abroad.status).toBe(404);
    expect(await claim(theirs)).toEqual({ status: 200, body: { generation: 1 } });
  });

  test('I4: the list says what synchronizes, which device is this one, and what is stale', async () => {
    const email = await person();
    const desk = await signIn(world.origin, email, { name: 'Desk' });
    await claim(desk);
    world.clock.advance(30 * day);
    const laptop = await signIn(world.origin, email, { name: 'Laptop' });
    const own = async () => (await ask(laptop, 'GET', '/devices')).body!['items'];
    expect(await own()).toMatchObject([
      { name: 'Laptop', current: true, stale: false, synchronizing: null },
      {
        name: 'Desk',
        client: 'Outlook',
        platform: 'PC',
        current: false,
        stale: false,
        synchronizing: { generation: 1 },
      },
    ]);
    world.clock.advance(1);
    expect(await own()).toMatchObject([{ stale: false }, { name: 'Desk', stale: true }]);
    const everyone = await ask(administrator(), 'GET', '/devices?of=everyone');
    expect(everyone.body!['items']).toContainEqual(expect.objectContaining({ name: 'Desk', stale: true }));
    expect((await ask(laptop, 'GET', '/devices?of=everyone')).status).toBe(403);
    const abroad = await ask({ accessToken: world.olga.token }, 'GET', '/devices?of=everyone');
    expect(abroad.body!['items']).toEqual([]);
  });

  test('last seen is noted at most once a minute', async () => {
    const desk = await signIn(world.origin, await person());
    const seen = async () => {
      const { body } = await ask(desk, 'GET', '/devices');
      return Date.parse((body!['items'] as { lastSeen: string }[])[0]!.lastSeen);
    };
    const start = world.clock.now();
    world.clock.advance(59_999);
    expect(await seen()).toBe(start);
    world.clock.advance(1);
    expect(await seen()).toBe(start + 60_000);
  });

  test('signing a device out ends its tokens, frees the designation and forgets it', async () => {
    const email = await person();
    const desk = await signIn(world.origin, email, { name: 'Desk' });
    const laptop = await signIn(world.origin, email, { name: 'Laptop' });
    await claim(desk);
    expect((await ask(laptop, 'DELETE', `/devices/${desk.device.id}`)).status).toBe(204);
    expect((await ask(desk, 'GET', '/me')).status).toBe(401);
    expect(await claim(laptop)).toEqual({ status: 200, body: { generation: 2 } });
    expect((await signIn(world.origin, email, { id: desk.device.id })).device.isNew).toBe(true);
  });

  const clearedStorage = async () => {
    const email = await person();
    const before = await signIn(world.origin, email, { name: 'Desk', client: 'OutlookWebApp 16.0.1' });
    world.clock.advance(day);
    const after = await signIn(world.origin, email, { name: 'Desk', client: 'OutlookWebApp 16.0.2' });
    return { email, before, after };
  };
  const replace = (from: TokenAnswer, former: string, deviceId = from.device.id) =>
    ask(from, 'POST', `/devices/${deviceId}/replacement`, { former });
  const offerOf = async (from: TokenAnswer) => {
    const items = (await ask(from, 'GET', '/devices')).body!['items'] as { current: boolean; replaces: unknown }[];
    expect(items.filter(({ current, replaces }) => !current && replaces !== null)).toEqual([]);
    return items.find(({ current }) => current)!.replaces;
  };

  test('I8: a device with cleared storage replaces its former self: one device, the same designation', async () => {
    const { before, after } = await clearedStorage();
    const seen = new Date(world.clock.now() - day).toISOString();
    expect(await claim(before, false)).toEqual({ status: 401, body: expect.anything() });
    await world.store.transact(world.contoso.id, (tx) =>
      tx.devices.claim({
        userId: before.memberships[0]!.user.id,
        deviceId: before.device.id,
        mode: 'ifFree',
        at: world.clock.now(),
      }),
    );
    expect(await offerOf(after)).toEqual({ id: before.device.id, name: 'Desk', lastSeen: seen });
    expect(await replace(after, before.device.id)).toEqual({ status: 200, body: { generation: 1 } });
    const { items } = (await ask(after, 'GET', '/devices')).body as { items: unknown[] };
    expect(items).toMatchObject([{ id: after.device.id, replaces: null, synchronizing: { generation: 1 } }]);
    expect((await ask(before, 'GET', '/me')).status).toBe(401);
    const held = { userId: before.memberships[0]!.user.id, generation: 1 };
    const guard = (deviceId: string) =>
      world.store.transact(world.contoso.id, (tx) => guardGeneration(tx, { ...held, deviceId }));
    await guard(after.device.id);
    await expect(guard(before.device.id)).rejects.toMatchObject({ code: 'stale_generation' });
    expect((await world.store.read(world.contoso.id, (read) => read.audit.verify())).kind).toBe('intact');
  });

  test('I8: without a designation the former goes and nobody is designated', async () => {
    const { before, after } = await clearedStorage();
    expect(await replace(after, before.device.id)).toEqual({ status: 200, body: { generation: null } });
    expect((await ask(after, 'GET', '/devices')).body!['items']).toMatchObject([{ synchronizing: null }]);
  });

  test('I8: another program, platform, mailbox or person, and one seen since, is not offered and not replaced', async () => {
    const { email, after } = await clearedStorage();
    const refuse = async (former: TokenAnswer, from = after) => {
      expect(await replace(from, former.device.id)).toMatchObject({ status: 404, body: { code: 'device_not_found' } });
      expect((await ask(former, 'GET', '/me')).status).toBe(200);
    };
    const like = { name: 'Desk', client: 'OutlookWebApp 16.0.2' };
    for (const change of [{ client: 'Outlook 16' }, { platform: 'Mac' }, { mailbox: 'shared@contoso.test' }]) {
      const other = await signIn(world.origin, email, { ...like, ...change });
      world.clock.advance(60_000);
      const newer = await signIn(world.origin, email, like);
      expect(await offerOf(newer)).toMatchObject({ id: after.device.id });
      await refuse(other, newer);
      await ask(newer, 'DELETE', `/devices/${newer.device.id}`);
    }
    world.clock.advance(60_000);
    const newer = await signIn(world.origin, email, like);
    world.clock.advance(60_000);
    await ask(after, 'GET', '/me');
    expect(await offerOf(newer)).not.toMatchObject({ id: after.device.id });
    await refuse(after, newer);
    await refuse(await signIn(world.origin, await person(), like));
    expect((await replace(after, after.device.id)).status).toBe(404);
    expect((await replace(after, '')).status).toBe(400);
  });

  test('disabling a user frees what they synchronized', async () => {
    const email = await person();
    const desk = await signIn(world.origin, email);
    await claim(desk);
    const userId = desk.memberships[0]!.user.id;
    await world.ana.call('changeUser', { params: { userId }, body: { active: false } });
    await world.ana.call('changeUser', { params: { userId }, body: { active: true } });
    const laptop = await signIn(world.origin, email);
    expect(await claim(laptop)).toEqual({ status: 200, body: { generation: 2 } });
  });
});
