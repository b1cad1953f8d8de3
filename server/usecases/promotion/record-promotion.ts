import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import { identityMaterial } from '../../domain/activity/identity.ts';
import type { ActivityContent, NewActivity } from '../../domain/activity/new-activity.ts';
import { isBetterSource } from '../../domain/activity/source-rank.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Message } from '../../domain/mail/message.ts';
import { routingKeys } from '../../domain/routing/keys.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { StandingActivity } from '../../ports/routing-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { checkRegarding } from './check-regarding.ts';
import { alreadyTracked, promotedByHand } from './outcomes.ts';
import { planPromotion, type PromotionPlan } from './plan-promotion.ts';
import type { PromotionReceipt, PromotionRequest } from './promotion-request.ts';
import type { ReadSource } from './read-source.ts';

export interface RecordNeeds {
  readonly ids: Ids;
  readonly digests: Digests;
}

/** One readable message about to be tracked by one person. */
export interface Tracking {
  readonly actor: Actor;
  readonly principal: { readonly id: string; readonly name: string };
  readonly request: PromotionRequest;
  readonly source: ReadSource;
  readonly message: Message;
  readonly at: Instant;
}

/** Another transaction recorded the same mail first; run the whole again and find it standing. */
export class RecordedMeanwhile extends Error {
  override readonly name = 'RecordedMeanwhile';
}

const contentOf = ({ message, source }: Tracking, digests: Digests): ActivityContent => ({
  source: source.rung,
  bytes: source.bytes,
  sha256: digests.sha256(source.bytes),
  text: message.text,
  html: message.html,
  attachments: message.attachments.map((attachment) => ({ ...attachment, sha256: digests.sha256(attachment.bytes) })),
});

const visibilityFor = async (
  tx: StoreWrite,
  tracking: Tracking,
  settings: OrganizationSettings,
): Promise<Visibility> => {
  if (tracking.request.visibility !== null) return tracking.request.visibility;
  const own = (await tx.organization.userSettings(tracking.principal.id))?.defaultVisibility ?? 'organizationDefault';
  return own === 'organizationDefault' ? settings.defaultVisibility : own;
};

/** The new activity as planned; C8: a stranger's correlation is not linked. */
const newActivity = (
  needs: RecordNeeds,
  tracking: Tracking,
  plan: PromotionPlan,
  identity: { readonly sha256: string; readonly messageIdKey: string | null },
): NewActivity => {
  const { message, at } = tracking;
  const linked = plan.correlation?.trusted === true ? plan.correlation : null;
  const id = needs.ids.next();
  return {
    id,
    identity: identity.sha256,
    direction: plan.direction,
    status: plan.direction === 'outgoing' ? 'sent' : 'received',
    subject: message.subject,
    sentAt: message.date,
    receivedAt: plan.direction === 'incoming' ? (message.date ?? at) : null,
    messageId: message.messageId,
    messageIdKey: identity.messageIdKey,
    conversationKey: plan.conversationKey,
    threadId: linked?.activity.threadId ?? id,
    correlation:
      linked === null ? null : { method: linked.method, activityId: linked.activity.id, evidence: linked.evidence },
    ownerId: plan.ownerId,
    parties: plan.parties,
    flags: plan.flags,
    subjectChanged: linked?.subjectChanged ?? false,
    content: contentOf(tracking, needs.digests),
  };
};

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

/** Adds the person's promotion, or brings back the one they withdrew. Returns its id and whether it stood already. */
const addPromotion = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  tracking: Tracking,
  planned: { readonly activityId: string; readonly plan: PromotionPlan; readonly visibility: Visibility },
): Promise<{ readonly id: string; readonly stood: boolean }> => {
  const { activityId, plan, visibility } = planned;
  const own = await tx.promotions.findOf(activityId, tracking.principal.id);
  if (own !== null) {
    const stood = own.state === 'standing';
    if (!stood) await tx.promotions.changeState(own.id, 'standing', tracking.at);
    if (tracking.request.visibility !== null) await tx.promotions.changeVisibility(own.id, visibility);
    if (tracking.request.regarding.kind === 'chosen' || !stood)
      await tx.promotions.setRegarding(own.id, activityId, plan.regarding);
    return { id: own.id, stood };
  }
  const id = needs.ids.next();
  await tx.promotions.add(
    {
      id,
      activityId,
      userId: tracking.principal.id,
      actorId: tracking.actor.userId,
      method: 'byHand',
      visibility,
      outcomeCode: promotedByHand('').code,
      regarding: plan.regarding,
      offeredRegarding: plan.offered,
      why: plan.why,
    },
    tracking.at,
  );
  return { id, stood: false };
};

/** What the store knows about the message, and the decision that follows. */
const decide = async (needs: RecordNeeds, tx: StoreWrite, tracking: Tracking) => {
  const { actor, principal, message, request } = tracking;
  const settings = await tx.organization.settings();
  const keys = routingKeys(message, settings);
  const identity = identityMaterial(message);
  // Mails of which nothing could be read would else all be one, and the second would be lost.
  const sha256 = needs.digests.sha256(
    identity.complete === 'nothing'
      ? `${identity.material} ${needs.digests.sha256(tracking.source.bytes)}`
      : identity.material,
  );
  const threads = await tx.routing.threads({
    identity: sha256,
    ownMessageIdKey: identity.messageIdKey,
    messageIds: keys.messageIds,
    conversationKey: keys.conversationKey,
    readerId: actor.userId,
  });
  const plan = planPromotion({
    message,
    settings,
    matching: await tx.routing.matching({
      readerId: actor.userId,
      addresses: keys.addresses,
      looseAddresses: keys.looseAddresses,
    }),
    threads,
    ownAddresses: await tx.routing.ownAddresses(principal.id),
    principal,
    actor: { id: actor.userId, name: actor.name },
    wish: request.regarding,
    leftOut: tracking.source.leftOut,
  });
  return { settings, identity: { sha256, messageIdKey: identity.messageIdKey }, standing: threads.standing, plan };
};

/** Makes the activity, or improves the one that stands. Returns its id and whether the actor saw it before. */
const recordActivity = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  tracking: Tracking,
  decided: Awaited<ReturnType<typeof decide>>,
): Promise<{ readonly activityId: string; readonly seenBefore: boolean }> => {
  const { standing, plan, identity } = decided;
  if (standing === null) {
    const activity = newActivity(needs, tracking, plan, identity);
    if (!(await tx.activities.add(activity, tracking.at))) throw new RecordedMeanwhile();
    return { activityId: activity.id, seenBefore: false };
  }
  const current = await tx.activities.hold(standing.id);
  if (current === null) throw new RecordedMeanwhile();
  const seenBefore = !current.deleted && (await tx.activities.find(tracking.actor.userId, standing.id)) !== null;
  await improveStanding(needs, tx, tracking, { standing: { ...standing, ...current }, plan });
  return { activityId: standing.id, seenBefore };
};

/** Facts, decision and rows in the caller's transaction. */
export const recordPromotion = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  tracking: Tracking,
): Promise<PromotionReceipt> => {
  const { actor, principal, request, at } = tracking;
  if (request.regarding.kind === 'chosen') await checkRegarding(tx, actor, request.regarding.records);
  const decided = await decide(needs, tx, tracking);
  const { plan } = decided;
  const visibility = await visibilityFor(tx, tracking, decided.settings);
  const { activityId, seenBefore } = await recordActivity(needs, tx, tracking, decided);
  const promotion = await addPromotion(needs, tx, tracking, { activityId, plan, visibility });
  const outcome = seenBefore ? alreadyTracked() : promotedByHand(plan.why);
  await tx.promotions.addOutcome({
    ...outcome,
    id: needs.ids.next(),
    evidence: { method: plan.correlation?.method ?? null, source: tracking.source.rung },
    userId: principal.id,
    activityId,
    holdId: null,
    at,
  });
  if (!promotion.stood)
    await tx.journal.append([
      {
        kind: 'activity.promoted',
        subjectId: activityId,
        at,
        actorId: actor.userId,
        principalId: principal.id,
        reason: outcome.reason,
        after: {
          promotionId: promotion.id,
          visibility,
          regarding: plan.regarding.map(({ type, id }) => ({ type, id })),
        },
      },
    ]);
  return { promotionId: promotion.id, activityId, holdId: null, created: !seenBefore, outcome };
};
