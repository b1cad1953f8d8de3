import type { SyncAction } from '#shared/sync/action.ts';
import type { CycleReport, Result } from '#shared/sync/run-cycle.ts';
import { runCycle } from '#shared/sync/run-cycle.ts';
import { coversStop } from '#shared/sync/guard.ts';
import { otherSide } from '#shared/sync/item.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import type { SyncPolicy } from '#shared/sync/policy.ts';
import type { RemoteSide } from '../../ports/remote-sides.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { StoredCycle } from '../../ports/sync-store.ts';
import { createCrmSide } from './crm-side.ts';
import { itemsOfKind } from './items-of-kind.ts';
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

/** The items of an action; a new record has no id yet. */
const itemsOf = (action: SyncAction): { readonly crmId: string | null; readonly mailboxId: string | null } => {
  switch (action.do) {
    case 'link':
    case 'merge':
      return { crmId: action.crm.id, mailboxId: action.mailbox.id };
    case 'create':
      return action.source === 'crm'
        ? { crmId: action.from.id, mailboxId: null }
        : { crmId: null, mailboxId: action.from.id };
    case 'restore':
      return action.side === 'mailbox'
        ? { crmId: action.from.id, mailboxId: null }
        : { crmId: null, mailboxId: action.from.id };
    case 'remove':
      return action.side === 'crm'
        ? { crmId: action.item.id, mailboxId: null }
        : { crmId: null, mailboxId: action.item.id };
    case 'suspend':
    case 'unlink':
    case 'leave':
      return { crmId: null, mailboxId: null };
  }
};

const changedSides = ({ crm, mailbox }: Extract<SyncAction, { do: 'merge' }>['merge']['writes']): string | null => {
  const sides = [
    ...(Object.keys(crm).length > 0 ? ['crm'] : []),
    ...(Object.keys(mailbox).length > 0 ? ['mailbox'] : []),
  ];
  return sides.length === 0 ? null : `changed:${sides.join('+')}`;
};

/** What is told of an action; null where nothing was written. */
const toldOf = (action: SyncAction): string | null => {
  switch (action.do) {
    case 'link':
      return 'linked';
    case 'merge':
      return changedSides(action.merge.writes);
    case 'create':
      return `created:${otherSide(action.source)}`;
    case 'restore':
      return `restored:${action.side}`;
    case 'remove':
      return `removed:${action.side}`;
    case 'suspend':
      return `suspended:${action.reason}`;
    case 'unlink':
      return `unlinked:${action.reason}`;
    case 'leave':
      return null;
  }
};

const noteResults = async (needs: SyncNeeds, tx: StoreWrite, turn: SyncTurn, results: readonly Result[]) => {
  const at = needs.clock.now();
  const { scope } = turn;
  const happenings = [];
  for (const { action, outcome } of results) {
    const items = itemsOf(action);
    const what = toldOf(action);
    if (outcome.kind === 'refused') await tx.synchronization.noteFailure(scope, { ...items, words: outcome.words }, at);
    if (outcome.kind !== 'done' || action.do === 'leave') continue;
    await tx.synchronization.clearFailure(scope, items);
    if (what !== null) happenings.push({ ...scope, at, what, crmId: items.crmId });
  }
  await tx.synchronization.noteHappenings(happenings);
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
    await noteResults(needs, tx, turn, report.results);
    await tx.synchronization.saveCycle(turn.scope, { state: report.state, stop: null, confirmed: false });
  });

/** One cycle of one kind, from what the last one left to what the next begins with. */
export const runTurn =
  (needs: SyncNeeds) =>
  async (turn: SyncTurn, mailbox: RemoteSide): Promise<TurnResult> => {
    const before = await needs.store.read(turn.actor.organizationId, (read) => read.synchronization.cycle(turn.scope));
    const sides = { crm: createCrmSide(needs, turn), mailbox };
    const { stop: asked } = before;
    const report = await runCycle(sides, policyOf(turn, needs.clock.now()), before.state, {
      confirmed: (stop) => before.confirmed && asked !== null && coversStop(asked, stop),
    });
    await keep(needs, turn, before, report);
    if (report.kind === 'stopped') return { changes: 0, asks: true };
    const changes = report.results.filter(
      ({ action, outcome }) => outcome.kind === 'done' && toldOf(action) !== null,
    ).length;
    return { changes, asks: false };
  };
