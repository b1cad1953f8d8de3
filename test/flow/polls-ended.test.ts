import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { acceptAll } from '../support/router.ts';
import { addServed, imapAt } from '../support/served-mailboxes.ts';
import { startStallingProxy } from '../support/stalling-proxy.ts';
import { createTestClock, createWorld, type World } from '../support/world.ts';

const secret = 'ben light';
const within = { timeout: 20_000, interval: 20 };
const mails = 200;

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot({ users: { off: secret, gone: secret, other: secret } });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

const trackedOf = async (world: World): Promise<number> => {
  const { counts } = await world.ben.call('countOutcomes', { query: { result: 'tracked' } });
  return counts.reduce((sum, { count }) => sum + count, 0);
};

/** A mailbox whose server falls silent while its mail is read, and one beside it. */
const stalled = async (user: string) => {
  const proxy = await startStallingProxy(dovecot.imapPort);
  const clock = createTestClock(new Date().toISOString());
  const world = await createWorld({
    clock,
    mailAuthorities: [dovecot.authority],
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    mailboxes: { watches: 0 },
  });
  await acceptAll(world.ben);
  const owner = { kind: 'user', id: world.ben.id } as const;
  const incoming = { ...imapAt(dovecot, user), port: proxy.port };
  const { id } = await addServed(world, { owner, address: `${user}@contoso.test`, incoming, secret });
  // A person has one mailbox.
  const beside = {
    owner: { kind: 'user', id: world.carla.id } as const,
    address: 'other@contoso.test',
    incoming: imapAt(dovecot, 'other'),
    secret,
  };
  await addServed(world, beside);
  await world.app.runner.settle();
  clock.advance(61_000);
  const arrivedAt = new Date(clock.now());
  const bytes = (n: number) =>
    eml({ id: `${user}-${n}@fabrikam.example`, subject: `Mail ${n}`, text: 'x'.repeat(2_000) });
  dovecot.lay(
    user,
    Array.from({ length: mails }, (_, n) => ({ bytes: bytes(n), arrivedAt })),
  );
  proxy.stallAfter(300_000);
  const run = world.app.runner.settle();
  await vi.waitFor(() => expect(proxy.hasStalled()).toBe(true), within);
  await vi.waitFor(async () => expect(await trackedOf(world)).toBeGreaterThan(0), within);
  return {
    world,
    proxy,
    clock,
    params: { mailboxId: id },
    run,
    [Symbol.asyncDispose]: async () => {
      await world.close();
      await proxy[Symbol.asyncDispose]();
    },
  };
};

describe('A1: the reading of a mailbox that is under way ends at once', () => {
  test('when it is switched off; switched on again it is read to its end, nothing twice', async () => {
    await using stage = await stalled('off');
    const { world, proxy, clock, params, run } = stage;
    expect(proxy.connections()).toBe(1);
    await world.ana.call('enableMailbox', { params, body: { enabled: false } });
    await run;
    await vi.waitFor(() => expect(proxy.connections()).toBe(0), within);
    const before = await trackedOf(world);
    expect(before).toBeLessThan(mails);
    // A mailbox whose reading we ended ourselves is not unwell.
    expect(await world.ana.call('getMailbox', { params })).toMatchObject({ enabled: false, health: { failures: 0 } });
    proxy.release();
    await world.ana.call('enableMailbox', { params, body: { enabled: true } });
    clock.advance(61_000);
    await world.app.runner.settle();
    expect(await trackedOf(world)).toBe(mails);
    const { counts } = await world.ben.call('countOutcomes', { query: {} });
    expect(counts.map(({ code, count }) => [code, count])).toEqual([[6, mails]]);
  }, 60_000);

  test('when it is removed, and nothing more comes from it', async () => {
    await using stage = await stalled('gone');
    const { world, proxy, clock, params, run } = stage;
    await world.ana.call('removeMailbox', { params });
    await run;
    await vi.waitFor(() => expect(proxy.connections()).toBe(0), within);
    const before = await trackedOf(world);
    proxy.release();
    clock.advance(61_000);
    await world.app.runner.settle();
    expect([await trackedOf(world), proxy.connections()]).toEqual([before, 0]);
    const { items } = await world.ana.call('listMailboxes');
    expect(items.map(({ address }) => address)).toEqual(['other@contoso.test']);
  }, 60_000);
});
