import { isBetterSource } from '../../domain/activity/source-rank.ts';
import type { StoredPromotion } from '../../ports/promotion-store.ts';
import type { StandingActivity } from '../../ports/routing-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { settleArrived } from '../outbound/reports.ts';
import { contentOf, newPromotion } from './new-promotion.ts';
import type { PromotionPlan } from './plan-promotion.ts';
import { RecordedMeanwhile, type Recorded, type RecordNeeds, type Tracking } from './tracking.ts';

/** A5: the mail stands already; a better source replaces the stored one, further receivers are added. */
const improveStanding = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  tracking: Tracking,
  { standing, plan }: { readonly standing: StandingActivity; readonly plan: PromotionPlan },
): Promise<void> => {
  if (isBetterSource(tracking.source.rung, standing.source) && !tracking.source.leftOut.attachments)
    await tx.activities.replaceContent(standing.id, contentOf(tracking, needs.digests), tracking.at);
  await tx.activities.addMissingParties(standing.id, plan.parties);
  if (standing.deleted) await tx.activities.markDeleted(standing.id, null);
};

/** Whether the promotion is brought back: a person asks for it; the router leaves what somebody withdrew as it is. */
const bringBack = async (
  tx: StoreWrite,
  tracking: Tracking,
  {
    own,
    activityId,
    plan,
  }: { readonly own: StoredPromotion; readonly activityId: string; readonly plan: PromotionPlan },
): Promise<{ readonly id: string; readonly stood: boolean }> => {
  const stood = own.state === 'standing';
  if (tracking.way.kind === 'router') return { id: own.id, stood: true };
  if (!stood) await tx.promotions.changeState(own.id, 'standing', tracking.at);
  if (tracking.visibility.chosen) await tx.promotions.changeVisibility(own.id, tracking.visibility.value);
  if (tracking.wish.kind === 'chosen' || !stood) await tx.promotions.setRegarding(own.id, activityId, plan.regarding);
  return { id: own.id, stood };
};

/** Improves the activity that stands, and adds the promotion or brings back the one that was withdrawn. */
export const recordAgain = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  tracking: Tracking,
  { standing, plan }: { readonly standing: StandingActivity; readonly plan: PromotionPlan },
): Promise<Recorded> => {
  const current = await tx.activities.hold(standing.id);
  if (current === null) throw new RecordedMeanwhile();
  const seenBefore = !current.deleted && (await tx.activities.find(tracking.actor.id, standing.id)) !== null;
  // S4: whoever has a copy of a mail of ours proves that its server took it.
  await settleArrived(tx, standing.id, 'receivedCopy');
  await improveStanding(needs, tx, tracking, { standing: { ...standing, ...current }, plan });
  const recorded = { activityId: standing.id, seenBefore, isNew: false, view: null };
  const own = await tx.promotions.findOf(standing.id, tracking.principal.id);
  if (own !== null) {
    const { id, stood } = await bringBack(tx, tracking, { own, activityId: standing.id, plan });
    return { ...recorded, promotionId: id, stood };
  }
  const promotion = newPromotion(needs, tracking, plan, standing.id);
  await tx.promotions.add(promotion, tracking.at);
  return { ...recorded, promotionId: promotion.id, stood: false };
};
