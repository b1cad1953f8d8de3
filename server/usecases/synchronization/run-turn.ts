import { countChanges, reportResults } from '#shared/sync/report.ts';
import type { CycleReport } from '#shared/sync/run-cycle.ts';
import { runCycle } from '#shared/sync/run-cycle.ts';
import { coversStop } from '#shared/sync/guard.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import type { SyncPolicy } from '#shared/sync/policy.ts';
import type { RemoteSide } from '../../ports/remote-sides.ts';
import type { StoredCycle } from '../../ports/sync-store.ts';
import { createCrmSide } from './crm-side.ts';
import { whileHeld } from './held-side.ts';
import { itemsOfKind } from './items-of-kind.ts';
import { noteResults } from './note-results.ts';
import { SyncLeaseLost, type SyncNeeds, type SyncTurn } from './sync-needs.ts';

/** What one kind's cycle came to. */
export interface TurnResult {
  readonly changes: number;
  readonly asks: boolean;
}

const policyOf = ({ account, scope }: SyncTurn, now: number): SyncPolicy => {
  return {
    rules: kinds[scope.kind],
    directions: itemsOfKind(scope.kind).directions,
    conflicts: account.settings.conflicts,
    onLeaving: account.settings.onLeaving,
    now,
  };
};

const keep = (needs: SyncNeeds, turn: SyncTurn, before: StoredCycle, report: CycleReport): Promise<void> =>
  needs.store.transact(turn.actor.organizationId, async (tx) => {
    if (!(await tx.synchronization.hold(turn.lease))) throw new SyncLeaseLost();
    if (report.kind === 'stopped') {
      const removes = report.plan.flatMap((action) =>
        action.do === 'remove' ? [{ linkId: action.linkId, side: action.side }] : [],
      );
      await tx.synchronization.saveCycle(turn.scope, {
        ...before,
        stop: { ...report.stop, removes },
        confirmed: false,
      });
      return;
    }
    await noteResults(needs, tx, turn.scope, reportResults(report.results));
    await tx.synchronization.saveCycle(turn.scope, { state: report.state, stop: null, confirmed: false });
  });

/** One cycle of one kind, from what the last one left to what the next begins with. */
export const runTurn =
  (needs: SyncNeeds) =>
  async (turn: SyncTurn, mailbox: RemoteSide): Promise<TurnResult> => {
    const before = await needs.store.read(turn.actor.organizationId, (read) => read.synchronization.cycle(turn.scope));
    const sides = { crm: createCrmSide(needs, turn), mailbox: whileHeld(needs, turn, mailbox) };
    const { stop: asked } = before;
    const report = await runCycle(sides, policyOf(turn, needs.clock.now()), before.state, {
      confirmed: (stop) => before.confirmed && asked !== null && coversStop(asked, stop),
    });
    await keep(needs, turn, before, report);
    if (report.kind === 'stopped') return { changes: 0, asks: true };
    return { changes: countChanges(reportResults(report.results)), asks: false };
  };
