import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { getOwnPromotion, restorableMs } from './own-promotion.ts';

/** Undo of an untrack: the promotion stands again, and the activity with it (O10, 30 days). */
export const restorePromotion =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, promotionId: string): Promise<ActivityView> =>
    store.transact(actor.organizationId, async (tx) => {
      const promotion = await getOwnPromotion(tx, actor, promotionId);
      const at = clock.now();
      if (at - promotion.stateSince > restorableMs)
        throw new Refusal('restore_expired', 'This was untracked more than 30 days ago; track the mail again instead.');
      if (promotion.state !== 'standing') {
        await tx.promotions.changeState(promotion.id, 'standing', at);
        await tx.activities.markDeleted(promotion.activityId, null);
        await tx.journal.append([
          {
            kind: 'activity.restored',
            subjectId: promotion.activityId,
            at,
            actorId: actor.userId,
            principalId: promotion.userId,
            reason: 'undo',
            facts: { origin: 'undo' },
          },
        ]);
      }
      const view = await tx.activities.find(actor.userId, promotion.activityId);
      if (view === null) throw new Refusal('promotion_not_found', 'The activity is gone for good.');
      return view;
    });
