import { describe, expect, test } from 'vitest';
import { claimRound } from '../../server/usecases/outbound/claim-round.ts';
import { deliverOutbound } from '../../server/jobs/deliver-outbound.ts';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import type { Lane } from '../../server/ports/stored-outbound.ts';
import { bothEngines } from '../support/engines.ts';
import { freshDatabase } from '../support/postgres.ts';
import { createScriptedTransport, oneProfile } from '../support/scripted-transport.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const engines = await bothEngines();
const never = new AbortController().signal;

/** Each world has a database of its own: their ids are the same. */
const open = async (given: (typeof engines)[number]) => {
  const store = given.engine === 'postgres' ? { ...given, url: await freshDatabase() } : given;
  return createWorld({ store, parts: [], delivery: { transport: createScriptedTransport(), profiles: oneProfile } });
};

const queue = async (who: Caller, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const to = [`${who.email.replace('@', '.')}.${n}@fabrikam.example`];
    const { id } = await who.call('createEmail', { body: { to, subject: `Mail ${n}`, text: 'Hello' } });
    await who.call('sendEmail', { params: { emailId: id } });
  }
};

const claim = (world: World, who: Caller, most: number, lane: Lane = 'person') =>
  world.store.transact(who.organizationId, (tx) =>
    tx.outbox.claim({ lane, principalId: who.id, most, owner: 'process', leaseMs: 60_000 }),
  );

describe.each(engines)('on $engine', (engine) => {
  test('S3: a claim takes at most so many mails of one sender, each once, and none of another', async () => {
    await using world = await open(engine);
    await queue(world.ana, 7);
    await queue(world.ben, 2);
    const rounds = [];
    for (let round = 0; round < 4; round += 1) rounds.push(await claim(world, world.ana, 3));
    expect(rounds.map((mails) => mails.length)).toEqual([3, 3, 1, 0]);
    expect(new Set(rounds.flat().map(({ id }) => id)).size).toBe(7);
    expect(rounds.flat().every(({ recipients }) => recipients[0]?.address.startsWith('ana.'))).toBe(true);
    expect(await claim(world, world.ben, 3)).toHaveLength(2);
  });

  test('S3: a round takes six mails of each sender, or as many as the setting says, before it takes more of anybody', async () => {
    await using world = await open(engine);
    await queue(world.ana, 12);
    await queue(world.ben, 12);
    const round = async (most: number) => {
      const needs = {
        store: world.store,
        profiles: oneProfile,
        clock: world.clock,
        ids: world.ids,
        log: createPinoLog('silent'),
      };
      const asked = { owner: 'process', leaseMs: 60_000, most, servedLast: new Map() };
      const { mails } = await claimRound(needs)(world.contoso.id, asked);
      return [world.ana, world.ben].map(({ id }) => mails.filter(({ senderId }) => senderId === id).length);
    };
    expect(await round(12)).toEqual([6, 6]);
    await world.ana.call('changeSettings', { body: { mailsPerTurn: 2 } });
    expect(await round(4)).toEqual([2, 2]);
    expect(await round(100)).toEqual([4, 4]);
  });

  test('S7: a lane sends so many a minute, whoever takes them; the next minute it may again', async () => {
    await using world = await open(engine);
    const left = () => world.store.transact(world.contoso.id, (tx) => tx.outbox.leftInBudget('campaign', 5));
    const count = (mails: number) =>
      world.store.transact(world.contoso.id, (tx) => tx.outbox.countInBudget('campaign', mails));
    expect(await left()).toBe(5);
    await count(3);
    expect(await left()).toBe(2);
    await count(2);
    expect(await left()).toBe(0);
    world.clock.advance(59_999);
    expect(await left()).toBe(0);
    world.clock.advance(1);
    expect(await left()).toBe(5);
  });

  test('S7: one mail of Ben leaves with the first of the many that Ana has waiting, over real claims', async () => {
    await using world = await open(engine);
    await queue(world.ana, 30);
    await queue(world.ben, 1);
    const transport = createScriptedTransport();
    const needs = {
      store: world.store,
      profiles: oneProfile,
      clock: world.clock,
      ids: world.ids,
      log: createPinoLog('silent'),
    };
    await deliverOutbound({ ...needs, transport, owner: 'process' }).run(never);
    expect(transport.taken).toHaveLength(31);
    const place = transport.taken.findIndex(({ envelope }) => envelope.to[0]?.startsWith('ben.') === true);
    expect(place).toBeLessThan(6);
  });
});
