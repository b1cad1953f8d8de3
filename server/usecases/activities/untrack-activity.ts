import type { ActivityView, PromotionView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredPromotion } from '../../ports/promotion-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { refuseOwnMail } from './own-mail.ts';
import { getOwnPromotion } from './own-promotion.ts';

export interface Untracked {
  readonly activityId: string;
  readonly activity: 'kept' | 'deleted';
  /** Others whom the actor knows to track the same mail (P3, O9). */
  readonly others: readonly PromotionView[];
}

const names = (others: readonly PromotionView[]): string => others.map(({ user }) => user.name).join(', ');

const refuseDeletion = (others: readonly PromotionView[]): void => {
  if (others.length === 0) return;
  throw new Refusal(
    'tracked_by_others',
    `The activity stays, because it is also tracked by ${names(others)}; untrack with activity=keep takes only your own tracking away.`,
    { members: { trackedBy: others.map(({ user }) => user) } },
  );
};

/** Others whom the actor cannot see keep the activity: for the actor it is gone, for them nothing changes. */
const deleteActivity = async (tx: StoreWrite, promotion: StoredPromotion, at: ReturnType<Clock['now']>) => {
  await tx.promotions.changeState(promotion.id, 'removed', at);
  if ((await tx.promotions.countStanding(promotion.activityId)) === 0)
    await tx.activities.markDeleted(promotion.activityId, at);
};

const othersOf = (view: ActivityView | null, promotion: StoredPromotion): PromotionView[] =>
  (view?.promotions ?? []).filter(({ id }) => id !== promotion.id);

/** P2, P3: takes back the actor's own promotion; the activity is kept unless the actor asks and nobody else tracks it. */
export const untrackActivity =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, promotionId: string, activity: 'keep' | 'delete'): Promise<Untracked> =>
    store.transact(actor.organizationId, async (tx) => {
      const promotion = await getOwnPromotion(tx, actor, promotionId);
      const others = othersOf(await tx.activities.find(actor.userId, promotion.activityId), promotion);
      const at = clock.now();
      if (activity === 'delete') {
        refuseDeletion(others);
        await refuseOwnMail(tx, promotion.activityId);
        await deleteActivity(tx, promotion, at);
      } else if (promotion.state === 'standing') await tx.promotions.changeState(promotion.id, 'kept', at);
      await tx.journal.append([
        {
          kind: 'activity.untracked',
          subjectId: promotion.activityId,
          at,
          actorId: actor.userId,
          principalId: promotion.userId,
          reason: activity,
          before: { promotionId, state: promotion.state },
        },
      ]);
      return { activityId: promotion.activityId, activity: activity === 'keep' ? 'kept' : 'deleted', others };
    });
