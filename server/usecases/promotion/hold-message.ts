import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { Reading } from '../../ports/message-reader.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { keepHold } from './keep-hold.ts';
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
  needs: { readonly ids: Ids; readonly digests: Digests },
  tx: StoreWrite,
  { actor, principal, request, bytes, reading, messageId, at }: Unreadable,
): Promise<PromotionReceipt> => {
  if ((await tx.organization.settings()).headerOnly)
    throw new Refusal(
      'invalid_message',
      'This mail could not be read, and your organization keeps no content of mail: it is not tracked. It is still in the mailbox.',
    );
  const outcome = heldUnreadable(reading.because);
  const { holdId, isNew } = await keepHold(needs, tx, {
    userId: principal.id,
    actorId: actor.userId,
    reason: reading.because,
    detail: reading.detail,
    outcome,
    messageId,
    bytes,
    mailbox: null,
    request: { regarding: request.regarding, visibility: request.visibility },
    at,
  });
  if (isNew)
    await tx.promotions.addOutcome({
      ...outcome,
      id: needs.ids.next(),
      evidence: { because: reading.because },
      userId: principal.id,
      activityId: null,
      holdId,
      at,
    });
  return { promotionId: null, activityId: null, holdId, created: false, outcome };
};
