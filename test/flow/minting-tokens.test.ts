import { expect, test } from 'vitest';
import { defaultTokenSettings } from '#shared/model/tracking-token.ts';
import { mintToken } from '../../server/usecases/tokens/mint-token.ts';
import { createWorld, type World } from '../support/world.ts';

const classic = { ...defaultTokenSettings, mode: 'classic' } as const;

const mint = (world: World, userId: string, token: typeof defaultTokenSettings = classic, activityId = 'mail') =>
  world.store.transact(world.contoso.id, (tx) =>
    mintToken({ signer: world.app.signer }, tx, { settings: { token }, userId, activityId, at: world.clock.now() }),
  );

test('T1: users are numbered in the order of their first mail, each with a counter of its own', async () => {
  await using world = await createWorld();
  const texts: (string | undefined)[] = [];
  for (const who of [world.ben, world.ben, world.carla, world.ben]) texts.push((await mint(world, who.id))?.text);
  expect(texts).toEqual(['CRM:0001001', 'CRM:0001002', 'CRM:0002001', 'CRM:0001003']);
  expect((await mint(world, world.carla.id, { ...classic, userBase: 500 }))?.text).toBe('CRM:0502002');
});

test('T6: signed tokens count up for the organization; T7: switched off there is none', async () => {
  await using world = await createWorld();
  expect((await mint(world, world.ben.id, defaultTokenSettings))?.key).toBe('s:00001');
  expect((await mint(world, world.carla.id, defaultTokenSettings))?.key).toBe('s:00002');
  expect(await mint(world, world.ben.id, { ...classic, mode: 'off' })).toBeNull();
});

test('T5: the journal tells once when a counter is used to 90 %', async () => {
  await using world = await createWorld();
  const short = { ...classic, counterDigits: 1 };
  const texts: (string | undefined)[] = [];
  const previous = await world.store.transact(world.contoso.id, (tx) => tx.audit.verify());
  for (let mail = 1; mail <= 11; mail += 1) texts.push((await mint(world, world.ben.id, short, `mail ${mail}`))?.text);
  expect(texts.slice(7)).toEqual(['CRM:00018', 'CRM:00019', 'CRM:00011', 'CRM:00012']);
  const after = await world.store.transact(world.contoso.id, (tx) => tx.audit.verify());
  expect([previous, after]).toMatchObject([
    { kind: 'intact', entries: 0 },
    { kind: 'intact', entries: 1 },
  ]);
});
