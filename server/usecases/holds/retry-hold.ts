import type { Visibility } from '#shared/model/activity.ts';
import type { Wrapping } from '#shared/model/mailbox.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredHold } from '../../ports/hold-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { PromotionReceipt, PromotionRequest, RegardingWish } from '../promotion/promotion-request.ts';
import type { Alongside } from '../receive-message.ts';
import type { ReceivedMail, ReceiveReceipt } from '../receive/received-mail.ts';
import { Refusal } from '../refusal.ts';
import { getHoldFor } from './own-hold.ts';

export interface RetryNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly promoteMessage: (actor: Actor, request: PromotionRequest) => Promise<PromotionReceipt>;
  readonly receiveMessage: (mail: ReceivedMail, alongside: Alongside) => Promise<ReceiveReceipt>;
}

/** What is repeated: what a person asked, or how the mail came. */
type HeldRequest =
  | { readonly way?: never; readonly regarding: RegardingWish; readonly visibility: Visibility | null }
  | {
      readonly way: 'router';
      readonly foundAt: string | null;
      readonly envelopeTo: readonly string[];
      readonly wrapping: Wrapping;
      readonly folder: string | null;
      readonly categories: readonly string[];
    };

interface Held {
  readonly hold: StoredHold;
  readonly bytes: Uint8Array;
}

const end = async ({ clock }: RetryNeeds, tx: StoreWrite, hold: StoredHold, actorId: string | null): Promise<void> => {
  await tx.holds.remove(hold.id);
  await tx.contents.release([hold.sha256]);
  await tx.journal.append([{ kind: 'hold.settled', subjectId: hold.id, at: clock.now(), actorId, reason: 'promoted' }]);
};

/** A14: judges mail that came by itself again; what is judged now is held no more, whatever became of it. */
const again = (needs: RetryNeeds, organizationId: string, { hold, bytes }: Held, actorId: string | null) => {
  const { foundAt, envelopeTo, wrapping, folder, categories } = hold.request as Extract<HeldRequest, { way: 'router' }>;
  const mail = { organizationId, bytes, foundAt, envelopeTo, wrapping, folder, categories };
  return needs.receiveMessage(mail, (tx, receipt) =>
    receipt.holdId === null ? end(needs, tx, hold, actorId) : tx.holds.countAttempt(hold.id),
  );
};

const asReceipt = (received: ReceiveReceipt): PromotionReceipt => ({
  promotionId: null,
  activityId: received.activityId,
  holdId: received.holdId,
  created: received.created,
  outcome: received.outcome,
});

const promoteAgain = async (needs: RetryNeeds, actor: Actor, { hold, bytes }: Held): Promise<PromotionReceipt> => {
  const asked = hold.request as Extract<HeldRequest, { way?: never }>;
  const receipt = await needs.promoteMessage(actor, {
    source: { kind: 'original', bytes },
    regarding: asked.regarding,
    visibility: asked.visibility,
    withoutAttachments: [],
    quotedText: 'keep',
    onBehalfOf: null,
    idempotency: null,
  });
  await needs.store.transact(actor.organizationId, (tx) =>
    receipt.activityId === null ? tx.holds.countAttempt(hold.id) : end(needs, tx, hold, actor.userId),
  );
  return receipt;
};

/** Reads the held bytes again, as they were asked to be promoted or as they came; what is still unreadable stays held. */
export const retryHold =
  (needs: RetryNeeds) =>
  async (actor: Actor, holdId: string): Promise<PromotionReceipt> => {
    const { hold, bytes } = await needs.store.read(actor.organizationId, async (read) => {
      const found = await getHoldFor(read, actor, holdId, 'retry');
      return { hold: found, bytes: await read.contents.read(found.sha256) };
    });
    if (bytes === null) throw new Refusal('hold_not_found', 'The bytes of this mail are gone.');
    const request = hold.request as HeldRequest;
    return request.way === 'router'
      ? asReceipt(await again(needs, actor.organizationId, { hold, bytes }, actor.userId))
      : promoteAgain(needs, actor, { hold, bytes });
  };
