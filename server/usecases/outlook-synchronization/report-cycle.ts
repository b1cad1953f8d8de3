import type { CycleState } from '#shared/sync/cycle-ports.ts';
import type { SyncKind } from '#shared/sync/item.ts';
import type { ReportedResult } from '#shared/sync/report.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredStop } from '../../ports/sync-store.ts';
import { noteResults } from '../synchronization/note-results.ts';
import { holdCycle, type OutlookSyncNeeds } from './cycle-of-outlook.ts';

interface Report {
  readonly cycle: string;
  readonly kind: SyncKind;
  readonly results: readonly ReportedResult[];
  /** Absent: more is to come. */
  readonly end?: { readonly state: CycleState } | { readonly stop: StoredStop } | undefined;
}

/**
 * Y8, Y10, Y11: keeps what became of items, and at the end of a kind where its next cycle begins, or what a person is asked.
 * Refuses `stale_generation`, `precondition_failed`.
 */
export const reportCycle =
  (needs: OutlookSyncNeeds) =>
  (actor: Actor, { cycle, kind, results, end }: Report): Promise<void> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const { account } = await holdCycle(tx, actor, cycle);
      const scope = { accountId: account.id, kind };
      await noteResults(needs, tx, scope, results);
      if (end === undefined) return;
      const after =
        'state' in end
          ? { state: end.state, stop: null, confirmed: false }
          : { ...(await tx.synchronization.cycle(scope)), stop: end.stop, confirmed: false };
      await tx.synchronization.saveCycle(scope, after);
    });
