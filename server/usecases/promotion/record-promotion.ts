import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Message } from '../../domain/mail/message.ts';
import { routingKeys } from '../../domain/routing/keys.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { checkRegarding } from './check-regarding.ts';
import { alreadyTracked, promotedByHand } from './outcomes.ts';
import type { PromotionReceipt, PromotionRequest } from './promotion-request.ts';
import type { ReadSource } from './read-source.ts';
import { type RecordNeeds, trackMessage } from './track-message.ts';

/** One readable message about to be tracked by one person. */
export interface HandTracking {
  readonly actor: Actor;
  readonly principal: { readonly id: string; readonly name: string };
  readonly request: PromotionRequest;
  readonly source: ReadSource;
  readonly message: Message;
  readonly at: Instant;
}

const visibilityFor = async (
  tx: StoreWrite,
  { request, principal }: HandTracking,
  settings: OrganizationSettings,
): Promise<{ readonly chosen: boolean; readonly value: Visibility }> => {
  if (request.visibility !== null) return { chosen: true, value: request.visibility };
  const own = (await tx.organization.userSettings(principal.id))?.defaultVisibility ?? 'organizationDefault';
  return { chosen: false, value: own === 'organizationDefault' ? settings.defaultVisibility : own };
};

/** Track in CRM as one person asked, with its outcome, in the caller's transaction. */
export const recordPromotion = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  hand: HandTracking,
): Promise<PromotionReceipt> => {
  const { actor, principal, request, message, source, at } = hand;
  if (request.regarding.kind === 'chosen') await checkRegarding(tx, actor, request.regarding.records);
  const settings = await tx.organization.settings();
  const keys = routingKeys(message, settings);
  const { addresses, looseAddresses } = keys;
  const tracked = await trackMessage(needs, tx, {
    actor: { id: actor.userId, name: actor.name },
    principal,
    way: { kind: 'byHand' },
    source,
    message,
    settings,
    keys,
    matching: await tx.routing.matching({ readerId: actor.userId, addresses, looseAddresses }),
    ownAddresses: await tx.routing.ownAddresses(principal.id),
    wish: request.regarding,
    visibility: await visibilityFor(tx, hand, settings),
    at,
  });
  const { activityId, promotionId, plan, seenBefore } = tracked;
  const outcome = seenBefore ? alreadyTracked() : promotedByHand(plan.why);
  await tx.promotions.addOutcome({
    ...outcome,
    id: needs.ids.next(),
    evidence: { method: plan.correlation?.method ?? null, source: source.rung },
    userId: principal.id,
    activityId,
    holdId: null,
    at,
  });
  return { promotionId, activityId, holdId: null, created: !seenBefore, outcome };
};
