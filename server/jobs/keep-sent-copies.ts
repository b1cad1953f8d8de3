import { keepSentCopies, sentCopyJob, type SentCopyNeeds } from '../usecases/outbound/sent-copies.ts';
import type { Job } from './job.ts';

/** S8, S4: copies in folders of sent mail, apart from sending: what goes wrong here never sends a mail again. */
export const keepCopies = (needs: SentCopyNeeds): Job => {
  const keep = keepSentCopies(needs);
  return {
    name: sentCopyJob,
    part: 'outbox',
    run: async (signal) => {
      let settled = 0;
      for (const { id } of await needs.store.system.organizations.list())
        if (!signal.aborted) settled += await keep(id, signal);
      return { settled, againAt: null };
    },
  };
};
