import { syncLimits } from '#shared/model/synchronization.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredLost } from '../../ports/sync-store.ts';
import { sameValue } from '#shared/sync/item.ts';
import { WrittenMeanwhile } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import { itemsOfKind } from './items-of-kind.ts';
import { getSyncAccount } from './manage-account.ts';
import { readingTurn, syncJob, type SyncNeeds } from './sync-needs.ts';

type Lost = Pick<StoredLost, 'kind' | 'crmId' | 'field' | 'side' | 'at'>;

const isThat = (lost: Lost) => (one: Lost) =>
  one.kind === lost.kind &&
  one.crmId === lost.crmId &&
  one.field === lost.field &&
  one.side === lost.side &&
  one.at === lost.at;

/**
 * Y5: writes a value that gave way on its record again; the next cycle brings it to the mailbox. What stood in its place
 * gives way in turn, and can be taken back itself. Refuses `mailbox_not_found`, `not_found` where the log has it no more,
 * `record_not_found`, `conflict`.
 */
export const takeBack =
  (needs: SyncNeeds) =>
  async (actor: Actor, lost: Lost): Promise<void> => {
    try {
      await needs.store.transact(actor.organizationId, async (tx) => {
        const account = await getSyncAccount(tx, actor.userId);
        const scope = { accountId: account.id, kind: lost.kind };
        const kept = (await tx.synchronization.lost(account.id, syncLimits.shown)).find(isThat(lost));
        if (kept === undefined || !(await tx.synchronization.forgetLost(scope, lost)))
          throw new Refusal('not_found', 'This value is not in the log any more.');
        const items = itemsOfKind(lost.kind);
        const turn = readingTurn(actor, scope, []);
        const [now] = await items.read(tx, turn, [lost.crmId]);
        if (now?.state !== 'present' || now.scope === 'unreadable')
          throw new Refusal('record_not_found', 'The record is not there any more, or you may not read it.');
        const stands = now.fields[lost.field] ?? null;
        if (sameValue(stands, kept.value)) return;
        await items.change({ needs, tx, turn }, lost.crmId, { [lost.field]: kept.value });
        const given = [{ field: lost.field, side: 'crm', value: stands }] as const;
        await tx.synchronization.remember(scope, lost.crmId, given, needs.clock.now());
        await tx.synchronization.hurry(account.id);
      });
    } catch (error) {
      if (error instanceof WrittenMeanwhile)
        throw new Refusal('conflict', 'The record was changed at the same time; look at it again.');
      throw error;
    }
    needs.wakeUp(syncJob);
  };
