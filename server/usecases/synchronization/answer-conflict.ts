import type { Side, SyncKind } from '#shared/sync/item.ts';
import type { Actor } from '../../domain/actor.ts';
import { Refusal } from '../refusal.ts';
import { getSyncAccount } from './manage-account.ts';
import { syncJob, type SyncNeeds } from './sync-needs.ts';

/** Which open conflict, and whose value stands. */
export interface ConflictAnswer {
  readonly kind: SyncKind;
  readonly linkId: string;
  readonly field: string;
  readonly side: Side;
}

/**
 * Y5: a person says whose value stands where both sides changed a field; the next cycle carries it out. Refuses
 * `mailbox_not_found`, `not_found` where the conflict is settled by now.
 */
export const answerConflict =
  (needs: SyncNeeds) =>
  async (actor: Actor, { kind, linkId, field, side }: ConflictAnswer): Promise<void> => {
    await needs.store.transact(actor.organizationId, async (tx) => {
      const account = await getSyncAccount(tx, actor.userId);
      const scope = { accountId: account.id, kind };
      const stored = await tx.synchronization.findLink(scope, linkId);
      if (stored?.open.some((one) => one.field === field) !== true)
        throw new Refusal('not_found', 'Both sides agree about this field by now.');
      await tx.synchronization.answer(scope, linkId, { ...stored.answers, [field]: side });
      await tx.synchronization.hurry(account.id);
    });
    needs.wakeUp(syncJob);
  };
