import type { Visibility } from '#shared/model/activity.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { PromotionReceipt, PromotionRequest, RegardingWish } from '../promotion/promotion-request.ts';
import { Refusal } from '../refusal.ts';
import { getOwnHold } from './own-hold.ts';

interface Needs {
  readonly store: Store;
  readonly clock: Clock;
  readonly promoteMessage: (actor: Actor, request: PromotionRequest) => Promise<PromotionReceipt>;
}

/** Reads and promotes the held bytes again, as they were asked to be; what is still unreadable stays held. */
export const retryHold =
  ({ store, clock, promoteMessage }: Needs) =>
  async (actor: Actor, holdId: string): Promise<PromotionReceipt> => {
    const { hold, bytes } = await store.read(actor.organizationId, async (read) => {
      const found = await getOwnHold(read, actor, holdId);
      return { hold: found, bytes: await read.contents.read(found.sha256) };
    });
    if (bytes === null) throw new Refusal('hold_not_found', 'The bytes of this mail are gone.');
    const asked = hold.request as { readonly regarding: RegardingWish; readonly visibility: Visibility | null };
    const receipt = await promoteMessage(actor, {
      source: { kind: 'original', bytes },
      regarding: asked.regarding,
      visibility: asked.visibility,
      withoutAttachments: [],
      quotedText: 'keep',
      onBehalfOf: null,
      idempotency: null,
    });
    await store.transact(actor.organizationId, async (tx) => {
      if (receipt.activityId === null) return tx.holds.countAttempt(holdId, hold.reason, hold.detail);
      await tx.holds.remove(holdId);
      await tx.contents.release([hold.sha256]);
      await tx.journal.append([
        { kind: 'hold.settled', subjectId: holdId, at: clock.now(), actorId: actor.userId, reason: 'promoted' },
      ]);
    });
    return receipt;
  };
