import type { OrganizationSettings, UserSettings } from '#shared/contracts/settings.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { readDeliveryReport } from '../../domain/mail/delivery-report.ts';
import type { Message } from '../../domain/mail/message.ts';
import { routingKeys } from '../../domain/routing/keys.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import { recordDeliveryReport } from '../reports/record-delivery-report.ts';
import { checkRegarding } from './check-regarding.ts';
import { alreadyTracked, promotedByHand } from './outcomes.ts';
import type { PromotionReceipt, PromotionRequest, RegardingWish } from './promotion-request.ts';
import type { ReadSource } from './read-source.ts';
import { trackMessage } from './track-message.ts';
import type { RecordNeeds, Tracking } from './tracking.ts';

/** One readable message about to be tracked by one person. */
export interface HandTracking {
  readonly actor: Actor;
  readonly principal: { readonly id: string; readonly name: string };
  readonly request: PromotionRequest;
  readonly source: ReadSource;
  readonly message: Message;
  readonly at: Instant;
}

const visibilityFor = (
  request: PromotionRequest,
  settings: OrganizationSettings,
  userSettings: UserSettings | null,
): { readonly chosen: boolean; readonly value: Visibility } => {
  if (request.visibility !== null) return { chosen: true, value: request.visibility };
  const own = userSettings?.defaultVisibility ?? 'organizationDefault';
  return { chosen: false, value: own === 'organizationDefault' ? settings.defaultVisibility : own };
};

/** The wish with the names of its records; refuses a record that the actor may not read. */
const checkedWish = async (tx: StoreRead, actor: Actor, wish: RegardingWish): Promise<RegardingWish> =>
  wish.kind === 'chosen' ? { kind: 'chosen', records: await checkRegarding(tx, actor, wish.records) } : wish;

/** S12: who tracks a report tells us what became of a mail of ours. */
const recordReportByHand = async (needs: RecordNeeds, tx: StoreWrite, { message, at }: HandTracking): Promise<void> => {
  const report = readDeliveryReport(message);
  if (report !== null) await recordDeliveryReport(needs, tx, { message, report, deliveredTo: [], at });
};

/** What tracking by hand rests on. Refuses a regarding that the actor may not read. */
export const handTracking = async (tx: StoreRead, hand: HandTracking): Promise<Tracking> => {
  const { actor, principal, request, message, source, at } = hand;
  const wish = await checkedWish(tx, actor, request.regarding);
  // Asked at once, so that they share a round trip.
  const [settings, ownAddresses, userSettings] = await Promise.all([
    tx.organization.settings(),
    tx.routing.ownAddresses(principal.id),
    tx.organization.userSettings(principal.id),
  ]);
  const keys = routingKeys(message, settings);
  const { addresses, looseAddresses } = keys;
  return {
    actor: { id: actor.userId, name: actor.name },
    principal,
    way: { kind: 'byHand' },
    side: null,
    source,
    message,
    settings,
    keys,
    matching: () => tx.routing.matching({ readerId: actor.userId, addresses, looseAddresses }),
    ownAddresses,
    wish,
    visibility: visibilityFor(request, settings, userSettings),
    ...(request.inBatch === true ? { origin: 'batch' } : {}),
    at,
  };
};

/** Track in CRM as one person asked, with its outcome, in the caller's transaction. */
export const recordPromotion = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  hand: HandTracking,
): Promise<PromotionReceipt> => {
  const { principal, source, at } = hand;
  const tracked = await trackMessage(needs, tx, await handTracking(tx, hand));
  const { activityId, promotionId, plan, stood, seenBefore, view } = tracked;
  await recordReportByHand(needs, tx, hand);
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
  const receipt = { promotionId, stood, activityId, holdId: null, created: !seenBefore, outcome };
  return view === null ? receipt : { ...receipt, view };
};
