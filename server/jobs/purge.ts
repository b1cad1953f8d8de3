import type { Instant } from '#shared/model/instant.ts';
import { purgeExpired, type PurgeNeeds } from '../usecases/purge-expired.ts';
import type { Job } from './job.ts';

/** What is over may stand a while; whoever uses it is refused by its time and not by its absence. */
const everyMs = 60 * 60_000;

/** Once an hour, beginning with the start. */
export const purge = (needs: PurgeNeeds): Job => {
  const run = purgeExpired(needs);
  let due = needs.clock.now();
  return {
    name: 'purge',
    part: 'every',
    run: async () => {
      const now = needs.clock.now();
      if (now < due) return { settled: 0, againAt: due };
      await run();
      due = (now + everyMs) as Instant;
      return { settled: 1, againAt: due };
    },
  };
};
