import type { Visibility } from '#shared/model/activity.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { getOwnPromotion } from './own-promotion.ts';

/** O1: who sees what the actor has tracked. */
export const changeVisibility =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, promotionId: string, visibility: Visibility): Promise<ActivityView> =>
    store.transact(actor.organizationId, async (tx) => {
      const promotion = await getOwnPromotion(tx, actor, promotionId);
      await tx.promotions.changeVisibility(promotion.id, visibility);
      await tx.journal.append([
        {
          kind: 'activity.changed',
          subjectId: promotion.activityId,
          at: clock.now(),
          actorId: actor.userId,
          principalId: promotion.userId,
          reason: 'visibility',
          before: { visibility: promotion.visibility },
          after: { visibility },
        },
      ]);
      const view = await tx.activities.find(actor.userId, promotion.activityId);
      if (view === null) throw new Refusal('promotion_not_found', 'You have no tracking with this id.');
      return view;
    });
