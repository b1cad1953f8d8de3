import type { Actor } from '../../domain/actor.ts';
import type { StoredPromotion } from '../../ports/promotion-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/** O10: how long what was deleted or untracked can be brought back. */
export const restorableMs = 30 * 86_400_000;

/** The actor's own promotion (or one they made as a delegate); anybody else's does not exist for them. */
export const getOwnPromotion = async (read: StoreRead, actor: Actor, promotionId: string): Promise<StoredPromotion> => {
  const promotion = await read.promotions.find(promotionId);
  if (promotion === null || (promotion.userId !== actor.userId && promotion.actorId !== actor.userId))
    throw new Refusal('promotion_not_found', 'You have no tracking with this id.');
  return promotion;
};
