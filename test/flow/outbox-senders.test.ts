import { describe, expect, test } from 'vitest';
import type { StoreLocation } from '../../server/adapters/store/store.ts';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { deliverOutbound } from '../../server/jobs/deliver-outbound.ts';
import { bothEngines } from '../support/engines.ts';
import { createScriptedTransport, oneProfile } from '../support/scripted-transport.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const engines = await bothEngines();
const never = new AbortController().signal;

const open = (store: StoreLocation) => {
  const transport = createScriptedTransport();
  return createWorld({ store, delivery: { transport, profiles: oneProfile } });
};

const queue = async (who: Caller, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await who.call('createEmail', {
      body: { to: [`${who.email.replace('@', '.')}.${n}@fabrikam.example`], subject: `Mail ${n}`, text: 'Hello' },
    });
    await who.call('sendEmail', { params: { emailId: id } });
    ids.push(id);
  }
  return ids;
};

const sender = (world: World, owner: string, transport = createScriptedTransport()) => ({
  transport,
  job: deliverOutbound({
    store: world.store,
    transport,
    profiles: oneProfile,
    clock: world.clock,
    log: createPinoLog('silent'),
    owner,
  }),
});

describe.each(engines)('on $engine', (engine) => {
  test('S3: two senders and 100 mails: each is submitted once; S7: nobody waits for the many of another', async () => {
    await using world = await open(engine);
    await queue(world.ana, 99);
    const [mine = ''] = await queue(world.ben, 1);
    const [one, other] = [sender(world, 'one'), sender(world, 'other')];
    await Promise.all([one.job.run(never), other.job.run(never)]);
    const taken = [...one.transport.taken, ...other.transport.taken].flatMap(({ envelope }) => envelope.to);
    expect(taken).toHaveLength(100);
    expect(new Set(taken).size).toBe(100);
    const places = [one, other].map(({ transport }) =>
      transport.taken.findIndex(({ envelope }) => envelope.to[0]?.startsWith('ben.') === true),
    );
    expect(Math.max(...places)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...places)).toBeLessThan(12);
    expect((await world.ben.call('getEmail', { params: { emailId: mine } })).status).toBe('sent');
  });
});

test('S4: a process that slept over its lease does not send the dot', async () => {
  await using world = await open({ engine: 'sqlite', path: ':memory:', contentDirectory: null });
  const [id = ''] = await queue(world.ben, 1);
  const sleeper = sender(world, 'sleeper');
  const other = sender(world, 'other');
  sleeper.transport.beforeMarker = async () => {
    world.clock.advance(130_000);
    await other.job.run(never);
  };
  await sleeper.job.run(never);
  expect(sleeper.transport.taken).toHaveLength(0);
  expect(other.transport.taken).toHaveLength(1);
  expect(await world.ben.call('getEmail', { params: { emailId: id } })).toMatchObject({
    status: 'sent',
    recipients: [{ state: 'sent' }],
  });
});
