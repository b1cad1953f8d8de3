import { forgetOld } from '../usecases/outcomes/forget-old.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Job } from './job.ts';

const hourMs = 3_600_000;

/** A4, A14: once an hour each organization forgets what its settings say is kept no longer. */
export const forgetOldMail = (needs: { readonly store: Store; readonly clock: Clock }): Job => {
  const forget = forgetOld(needs);
  let next = 0;
  return {
    name: 'forget-old-mail',
    part: 'router',
    run: async (signal) => {
      if (needs.clock.now() < next) return { settled: 0, againAt: next as Instant };
      let settled = 0;
      for (const { id } of await needs.store.system.organizations.list())
        if (!signal.aborted) settled += await forget(id);
      if (settled === 0) next = needs.clock.now() + hourMs;
      return { settled, againAt: next as Instant };
    },
  };
};
