import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { Reading } from '../../ports/message-reader.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { heldUnreadable } from './outcomes.ts';
import type { PromotionReceipt, PromotionRequest } from './promotion-request.ts';

interface Unreadable {
  readonly actor: Actor;
  readonly principal: { readonly id: string };
  readonly request: PromotionRequest;
  readonly bytes: Uint8Array;
  readonly reading: Extract<Reading, { kind: 'unreadable' }>;
  readonly messageId: { readonly text: string; readonly key: string } | null;
  readonly at: Instant;
}

/** Keeps bytes that could not be read, with the reason and what was asked of them; the same bytes are held once. */
export const holdMessage = async (
  { ids, digests }: { readonly ids: Ids; readonly digests: Digests },
  tx: StoreWrite,
  { actor, principal, request, bytes, reading, messageId, at }: Unreadable,
): Promise<PromotionReceipt> => {
  const outcome = heldUnreadable(reading.because);
  const sha256 = digests.sha256(bytes);
  const standing = await tx.holds.findByContent(principal.id, sha256);
  if (standing !== null) return { promotionId: null, activityId: null, holdId: standing.id, created: false, outcome };
  const holdId = ids.next();
  await tx.contents.keep([{ sha256, bytes }]);
  await tx.holds.add({
    id: holdId,
    userId: principal.id,
    reason: reading.because,
    detail: reading.detail,
    outcomeCode: outcome.code,
    messageId: messageId?.text ?? null,
    messageIdKey: messageId?.key ?? null,
    sha256,
    sizeBytes: bytes.byteLength,
    request: { regarding: request.regarding, visibility: request.visibility },
    attempts: 1,
    at,
  });
  await tx.promotions.addOutcome({
    ...outcome,
    id: ids.next(),
    evidence: { because: reading.because },
    userId: principal.id,
    activityId: null,
    holdId,
    at,
  });
  await tx.journal.append([
    {
      kind: 'hold.added',
      subjectId: holdId,
      at,
      actorId: actor.userId,
      principalId: principal.id,
      reason: reading.because,
    },
  ]);
  return { promotionId: null, activityId: null, holdId, created: false, outcome };
};
