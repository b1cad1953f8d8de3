import { expect, test } from 'vitest';
import type { Store } from '../../server/ports/store.ts';
import { TemporaryFailure } from '../../server/ports/failure.ts';
import { deliverOutbound } from '../../server/jobs/deliver-outbound.ts';
import { createPinoLog } from '../../server/adapters/system/pino-log.ts';
import { createScriptedTransport, oneProfile } from '../support/scripted-transport.ts';
import { createWorld } from '../support/world.ts';

/** The store whose nth call fails: before anything was done, or after it was committed and the answer got lost. */
const failingAt = (store: Store, n: number, when: 'before' | 'after') => {
  let calls = 0;
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    const fails = calls === n;
    const trouble = () => new TemporaryFailure('the database cannot be reached', { code: 'store_unavailable' });
    if (fails && when === 'before') throw trouble();
    const answer = await work();
    if (fails) throw trouble();
    return answer;
  };
  const failing: Store = {
    ...store,
    read: (organizationId, work) => counted(() => store.read(organizationId, work)),
    transact: (organizationId, work) => counted(() => store.transact(organizationId, work)),
    write: (organizationId, statement) => counted(() => store.write(organizationId, statement)),
  };
  return { failing, reached: () => calls >= n };
};

const leaseMs = 120_000;

test.each(['before', 'after'] as const)(
  'S4: whichever call of the database fails %s its work, nothing is lost and nothing is sent twice',
  async (when) => {
    for (let n = 1, reached = true; reached; n += 1) {
      const transport = createScriptedTransport();
      await using world = await createWorld({ delivery: { transport, profiles: oneProfile } });
      const { id } = await world.ben.call('createEmail', {
        body: { to: ['anna@fabrikam.example', 'jon@fabrikam.example'], subject: 'Pumps', text: 'Hello' },
      });
      await world.ben.call('sendEmail', { params: { emailId: id } });
      const { failing, reached: wasReached } = failingAt(world.store, n, when);
      const log = createPinoLog('silent');
      const job = deliverOutbound({
        store: failing,
        transport,
        profiles: oneProfile,
        clock: world.clock,
        ids: world.ids,
        log,
        owner: 'a',
      });
      await job.run(new AbortController().signal).catch((error: unknown) => {
        expect(error).toBeInstanceOf(TemporaryFailure);
      });
      // The same process goes on, and another one begins after the lease has ended.
      await job.run(new AbortController().signal);
      world.clock.advance(leaseMs + 1);
      await world.app.runner.settle();
      world.clock.advance(leaseMs);
      await world.app.runner.settle();
      reached = wasReached();
      const email = await world.ben.call('getEmail', { params: { emailId: id } });
      expect(email.recipients.map(({ state }) => state)).toEqual(['sent', 'sent']);
      expect(transport.taken.map(({ envelope }) => envelope.to)).toEqual([
        ['anna@fabrikam.example', 'jon@fabrikam.example'],
      ]);
      expect(n).toBeLessThan(60);
    }
  },
);
