import type { Store } from '../ports/store.ts';
import type { decideEvents } from '../usecases/workflows/decide-events.ts';
import type { sendRun } from '../usecases/workflows/send-run.ts';
import type { Job } from './job.ts';

export interface WorkflowJobNeeds {
  readonly store: Store;
  readonly decideEvents: ReturnType<typeof decideEvents>;
  readonly sendRun: ReturnType<typeof sendRun>;
}

/** Mails of one organization before the next organization has its turn. */
const turn = 20;

/** S14: reads events in order, decides once about each, and sends what is due; a run that fails does not hold others. */
export const runWorkflows = ({ store, decideEvents: decide, sendRun: send }: WorkflowJobNeeds): Job => {
  const sendTurn = async (organizationId: string, signal: AbortSignal): Promise<number> => {
    const due = await store.read(organizationId, (read) => read.workflows.dueRuns(turn));
    let settled = 0;
    let trouble: { readonly error: unknown } | null = null;
    for (const run of due) {
      if (signal.aborted) break;
      try {
        await send(organizationId, run);
        settled += 1;
      } catch (error) {
        trouble ??= { error };
      }
    }
    // What failed stays due; the runner tells and comes again.
    if (trouble !== null) throw trouble.error;
    return settled;
  };
  return {
    name: 'run-workflows',
    part: 'outbox',
    run: async (signal) => {
      let settled = 0;
      for (const { id } of await store.system.organizations.list()) {
        if (signal.aborted) break;
        if ((await store.read(id, (read) => read.workflows.count())) === 0) continue;
        settled += await decide(id);
        settled += await sendTurn(id, signal);
      }
      return { settled, againAt: null };
    },
  };
};
