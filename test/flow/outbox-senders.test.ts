import { describe, expect, test } from 'vitest';
import type { StoreLocation } from '../../server/adapters/store/store.ts';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { deliverOutbound } from '../../server/jobs/deliver-outbound.ts';
import type { MailTransport } from '../../server/ports/mail-transport.ts';
import type { SendingProfiles } from '../../server/ports/sending-profiles.ts';
import { bothEngines } from '../support/engines.ts';
import { startScriptedSmtp } from '../support/scripted-smtp.ts';
import { createScriptedTransport, oneProfile } from '../support/scripted-transport.ts';
import { profileAt, testTransport } from '../support/smtp-transport.ts';
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

const sender = <T extends MailTransport>(
  world: World,
  owner: string,
  delivery: { readonly transport: T; readonly profiles: SendingProfiles },
) => ({
  transport: delivery.transport,
  job: deliverOutbound({
    store: world.store,
    ...delivery,
    clock: world.clock,
    ids: world.ids,
    log: createPinoLog('silent'),
    owner,
  }),
});

describe.each(engines)('on $engine', (engine) => {
  test('S3: two senders and 100 mails: each is submitted once; S7: nobody waits for the many of another', async () => {
    await using server = await startScriptedSmtp();
    const profile = profileAt(server.port, { tls: 'none' });
    const choice = { kind: 'ready', id: 'installation', profile, sandbox: false, sentCopy: null } as const;
    const profiles = { choose: () => Promise.resolve(choice) };
    await using world = await createWorld({ store: engine, delivery: { transport: testTransport(), profiles } });
    await queue(world.ana, 99);
    const [mine = ''] = await queue(world.ben, 1);
    const senders = ['one', 'other'].map((owner) => sender(world, owner, { transport: testTransport(), profiles }));
    await Promise.all(senders.map(({ job }) => job.run(never)));
    await Promise.all(senders.map(({ transport }) => transport.close()));
    const taken = server.mails.flatMap(({ to }) => to);
    expect(taken).toHaveLength(100);
    expect(new Set(taken).size).toBe(100);
    // With the first that each of them has in its twenty sessions.
    expect(taken.findIndex((address) => address.startsWith('ben.'))).toBeLessThan(40);
    expect((await world.ben.call('getEmail', { params: { emailId: mine } })).status).toBe('sent');
  });
});

test('S4: a process that slept over its lease does not send the dot', async () => {
  await using world = await open({ engine: 'sqlite', path: ':memory:', contentDirectory: null });
  const [id = ''] = await queue(world.ben, 1);
  const scripted = () => ({ transport: createScriptedTransport(), profiles: oneProfile });
  const sleeper = sender(world, 'sleeper', scripted());
  const other = sender(world, 'other', scripted());
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
