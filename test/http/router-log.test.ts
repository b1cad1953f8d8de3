import { expect, test } from 'vitest';
import express from 'express';
import type { CallInput } from '#shared/contracts/api.ts';
import { healthRoutes } from '../../server/http/health-routes.ts';
import { eml } from '../support/eml.ts';
import { listen } from '../support/listening.ts';
import { acceptAll, deliver } from '../support/router.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

type Asked = CallInput<'listOutcomes'>['query'];

const linesOf = async (caller: Caller, query: Asked) =>
  (await caller.call('listOutcomes', { query })).items.map(({ code, mailbox }) => `${code} ${mailbox ?? ''}`);

const broken = (id: string) => eml({ id, headers: [`X-Long: ${'x'.repeat(110 * 1024)}`] });

/** One mail tracked for Ben, one that is not, one held for him, one for Carla that is not tracked. */
const fill = async (world: World) => {
  await acceptAll(world.ben);
  await deliver(world.ana, eml());
  await world.ben.call('changeMySettings', { body: { acceptance: 'replies' } });
  world.clock.advance(86_400_000);
  await deliver(world.ana, eml({ id: 'no-1@fabrikam.example', subject: 'Offer of 100 % wool' }));
  const held = await deliver(world.ana, broken('broken-1@fabrikam.example'));
  await deliver(
    world.ana,
    eml({ id: 'no-2@fabrikam.example', to: 'carla@contoso.test' }),
    'mailbox=carla@contoso.test',
  );
  return { holdId: held.held!.id };
};

test('A4: the log is filtered by outcome, reason, time and words; counts follow the same filter', async () => {
  await using world = await createWorld();
  await fill(world);
  const { ana, ben } = world;
  expect(await linesOf(ana, { result: 'tracked' })).toEqual(['6 ben@contoso.test']);
  expect(await linesOf(ana, { result: 'held' })).toEqual(['106 ben@contoso.test']);
  expect(await linesOf(ana, { result: 'notTracked' })).toEqual(['1 carla@contoso.test', '1 ben@contoso.test']);
  expect(await linesOf(ana, { result: 'notTracked', code: 6 })).toEqual([]);
  const yesterday = new Date(world.clock.now() - 3_600_000).toISOString();
  expect(await linesOf(ana, { until: yesterday })).toEqual(['6 ben@contoso.test']);
  expect(await linesOf(ana, { since: yesterday, result: 'tracked' })).toEqual([]);
  expect(await linesOf(ana, { q: 'CARLA@' })).toEqual(['1 carla@contoso.test']);
  expect(await linesOf(ben, { q: '100 % Wool' })).toEqual(['1 ben@contoso.test']);
  expect(await linesOf(ben, { q: 'anna@fabrikam' })).toEqual(['1 ben@contoso.test']);
  expect(await linesOf(ben, { q: '%' })).toEqual(['1 ben@contoso.test']);
  const { counts } = await ana.call('countOutcomes', { query: { result: 'notTracked' } });
  expect(counts).toEqual([{ code: 1, reason: 'noCorrelationMatch', count: 2 }]);
  expect((await ana.ask('listOutcomes', { query: { q: 'x'.repeat(200) } })).status).toBe(200);
  expect((await ana.ask('listOutcomes', { query: { q: 'x'.repeat(201) } })).status).toBe(400);
});

test('A4: an administrator finds out nothing of another’s mail by asking for its words; strangers see no line', async () => {
  await using world = await createWorld();
  await fill(world);
  expect(await linesOf(world.ana, { q: 'wool' })).toEqual([]);
  expect((await world.ana.call('countOutcomes', { query: { q: 'wool' } })).counts).toEqual([]);
  expect(await linesOf(world.carla, {})).toEqual(['1 carla@contoso.test']);
  expect(await linesOf(world.olga, {})).toEqual([]);
});

test('A14: whoever it is held for does everything; administrators have it judged anew, and neither read nor discard it', async () => {
  await using world = await createWorld();
  const { holdId } = await fill(world);
  const params = { holdId };
  const actionsOf = async (caller: Caller) =>
    (await caller.call('listUndeliverable', {})).items.map(({ id, actions }) => [id, actions]);
  expect(await actionsOf(world.ben)).toEqual([[holdId, ['source', 'retry', 'discard']]]);
  expect(await actionsOf(world.ana)).toEqual([[holdId, ['retry']]]);
  expect([await actionsOf(world.carla), await actionsOf(world.olga)]).toEqual([[], []]);
  for (const name of ['getUndeliverableSource', 'discardUndeliverable'] as const)
    expect(await world.ana.refused(name, { params })).toMatchObject({ code: 'hold_not_found' });
  for (const caller of [world.carla, world.olga])
    expect(await caller.refused('retryUndeliverable', { params })).toMatchObject({ code: 'hold_not_found' });
  const again = await world.ana.call('retryUndeliverable', { params });
  expect(again).toMatchObject({ activity: null, held: { id: holdId }, outcome: { code: 106 } });
  expect((await world.ben.call('listUndeliverable', {})).items).toMatchObject([{ attempts: 2 }]);
});

test('A14: what a person tracked by hand is retried by that person alone', async () => {
  await using world = await createWorld();
  const { held } = await world.ben.track(broken('hand-1@fabrikam.example'));
  expect((await world.ana.call('listUndeliverable', {})).items).toMatchObject([{ actions: [] }]);
  expect(await world.ana.refused('retryUndeliverable', { params: { holdId: held!.id } })).toMatchObject({
    status: 404,
  });
});

test('A14: readiness and metrics count held mail, and say that the figure is unknown without the database', async () => {
  const world = await createWorld();
  await fill(world);
  const page = async (path = '/metrics') => {
    const app = express();
    app.use(healthRoutes(world.store));
    await using server = await listen(app);
    const response = await fetch(`${server.origin}${path}`);
    return await response.text();
  };
  expect(await page()).toContain('\ncorrespond_undeliverable_mails 1\n');
  expect(await page('/readyz')).toBe('{"status":"ready","undeliverableMails":1}');
  await world.close();
  expect(await page()).toContain('\ncorrespond_undeliverable_mails Nan\n');
});
