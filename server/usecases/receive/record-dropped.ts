import type { Instant } from '#shared/model/instant.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { routed } from '../promotion/outcomes.ts';
import { recordPromotion } from '../promotion/record-promotion.ts';
import type { RecordNeeds } from '../promotion/tracking.ts';
import type { Opened } from './judge-mail.ts';
import type { Dropped } from './open-mail.ts';
import { outcomeRow } from './outcome-row.ts';
import type { ReceivedMail, ReceiveReceipt } from './received-mail.ts';

const refuse = async (
  needs: RecordNeeds & { readonly mark: (text: string) => string },
  tx: StoreWrite,
  { mail, opened, dropped, at }: DroppedMail,
): Promise<ReceiveReceipt> => {
  const outcome = routed('invalidSender', 'skip', 'its author is not the owner of the drop address');
  await tx.promotions.addOutcome(
    outcomeRow({
      id: needs.ids.next(),
      outcome,
      message: opened.message,
      foundAt: mail.foundAt,
      settings: await tx.organization.settings(),
      userId: dropped.userId,
      activityId: null,
      holdId: null,
      evidence: { dropAddress: true },
      mark: needs.mark,
      at,
    }),
  );
  const { messageId } = opened.message;
  return { promote: false, outcome, internetMessageId: messageId, activityId: null, created: false, holdId: null };
};

interface DroppedMail {
  readonly mail: ReceivedMail;
  readonly opened: Opened;
  readonly dropped: Dropped;
  readonly at: Instant;
}

/** A20: what a user sends to their drop address is tracked as if they had done so by hand; mail of others is refused. */
export const recordDropped = async (
  needs: RecordNeeds & { readonly mark: (text: string) => string },
  tx: StoreWrite,
  given: DroppedMail,
): Promise<ReceiveReceipt> => {
  const { opened, dropped, at } = given;
  const user = dropped.genuine ? await tx.users.find(dropped.userId) : null;
  if (user === null) return refuse(needs, tx, given);
  const { source, message } = opened;
  const receipt = await recordPromotion(needs, tx, {
    actor: {
      organizationId: tx.organizationId,
      userId: user.id,
      name: user.name,
      role: user.role,
      loginId: user.loginId,
      deviceId: null,
    },
    principal: { id: user.id, name: user.name },
    request: {
      source: { kind: 'original', bytes: source.bytes },
      regarding: { kind: 'inherit' },
      visibility: null,
      withoutAttachments: [],
      quotedText: 'keep',
      onBehalfOf: null,
      idempotency: null,
    },
    source,
    message,
    at,
  });
  const { created, activityId, outcome } = receipt;
  return {
    promote: created,
    outcome: outcome as ReceiveReceipt['outcome'],
    internetMessageId: message.messageId,
    activityId,
    created,
    holdId: null,
  };
};
