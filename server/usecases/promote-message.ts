import type { Actor } from '../domain/actor.ts';
import type { Clock } from '../ports/clock.ts';
import type { Digests, Ids } from '../ports/ids.ts';
import type { MessageBuilder } from '../ports/message-builder.ts';
import type { MessageReader } from '../ports/message-reader.ts';
import type { TokenSigner } from '../ports/token-signer.ts';
import type { Store, StoreWrite } from '../ports/store.ts';
import { holdMessage } from './promotion/hold-message.ts';
import { messageIdOfBytes } from './promotion/message-id-of-bytes.ts';
import type { PromotionReceipt, PromotionRequest } from './promotion/promotion-request.ts';
import { readSource, type ReadSource } from './promotion/read-source.ts';
import { recordPromotion } from './promotion/record-promotion.ts';
import { RecordedMeanwhile } from './promotion/tracking.ts';
import { findPrincipal } from './promotion/find-principal.ts';
import { Refusal } from './refusal.ts';

export interface PromoteNeeds {
  readonly store: Store;
  readonly reader: MessageReader;
  readonly builder: MessageBuilder;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly signer: TokenSigner;
}

/** As many times as a mail may be recorded by others while we try; each leaves it standing, so two are enough. */
const attempts = 3;

/** The answer that this key got before; refuses a key that came with another request. */
const remembered = async (
  tx: StoreWrite,
  actor: Actor,
  request: PromotionRequest,
): Promise<PromotionReceipt | null> => {
  if (request.idempotency === null) return null;
  const before = await tx.promotions.rememberedAnswer(actor.userId, request.idempotency.key);
  if (before === null) return null;
  if (before.requestSha256 !== request.idempotency.requestSha256)
    throw new Refusal(
      'idempotency_key_reused',
      'Idempotency-Key: this key was used for another request; take a new one.',
    );
  return before.answer as PromotionReceipt;
};

const toRemember = ({
  promotionId,
  stood = false,
  activityId,
  holdId,
  created,
  outcome,
}: PromotionReceipt): PromotionReceipt => ({
  promotionId,
  stood,
  activityId,
  holdId,
  created,
  outcome,
});

const track = async (
  needs: PromoteNeeds,
  tx: StoreWrite,
  asked: { readonly actor: Actor; readonly request: PromotionRequest; readonly source: ReadSource },
): Promise<PromotionReceipt> => {
  const { actor, request, source } = asked;
  const before = await remembered(tx, actor, request);
  if (before !== null) return before;
  const at = needs.clock.now();
  const principal = await findPrincipal(tx, actor, request.onBehalfOf);
  const receipt =
    source.reading.kind === 'unreadable'
      ? await holdMessage(needs, tx, {
          actor,
          principal,
          request,
          bytes: source.bytes,
          reading: source.reading,
          messageId: messageIdOfBytes(source.bytes),
          at,
        })
      : await recordPromotion(needs, tx, { actor, principal, request, source, message: source.reading.message, at });
  if (request.idempotency === null) return receipt;
  const { key, requestSha256 } = request.idempotency;
  const kept = await tx.promotions.rememberAnswer(actor.userId, key, {
    requestSha256,
    status: 200,
    answer: toRemember(receipt),
    at,
  });
  if (!kept) throw new RecordedMeanwhile();
  return receipt;
};

/**
 * Track in CRM: reads the message outside the transaction, decides and records inside one (statements P1-P19, A5).
 * Idempotent: the same mail by anybody, or the same Idempotency-Key, makes no second activity.
 */
export const promoteMessage =
  (needs: PromoteNeeds) =>
  async (actor: Actor, request: PromotionRequest): Promise<PromotionReceipt> => {
    const source = await readSource(needs, request);
    for (let attempt = 1; ; attempt++) {
      try {
        return await needs.store.transact(actor.organizationId, (tx) => track(needs, tx, { actor, request, source }));
      } catch (error) {
        if (!(error instanceof RecordedMeanwhile) || attempt === attempts) throw error;
      }
    }
  };
