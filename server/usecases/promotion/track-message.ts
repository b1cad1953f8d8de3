import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import { outcomeCodes } from '#shared/model/outcome.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import { identityMaterial } from '../../domain/activity/identity.ts';
import { headerOnlyText, withoutContent } from '../../domain/activity/header-only.ts';
import type { ActivityContent, NewActivity, NewPromotion } from '../../domain/activity/new-activity.ts';
import { isBetterSource } from '../../domain/activity/source-rank.ts';
import { viewOfNew } from '../../domain/activity/view-of-new.ts';
import type { Message } from '../../domain/mail/message.ts';
import { messageIdKey } from '../../domain/mail/message-id.ts';
import type { MatchingFacts } from '../../domain/routing/facts.ts';
import type { RoutingKeys } from '../../domain/routing/keys.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { StoredPromotion } from '../../ports/promotion-store.ts';
import type { StandingActivity } from '../../ports/routing-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { settleArrived } from '../outbound/reports.ts';
import { recognizeOwnMail } from '../tokens/own-mail.ts';
import { planPromotion, type PromotionPlan } from './plan-promotion.ts';
import type { RegardingWish, TrackingWay } from './promotion-request.ts';
import type { ReadSource } from './read-source.ts';
import { asTicketSays, sentTicket } from './sent-ticket.ts';
import { genuineTokens, subjectWordsKey, type ThreadNeeds, threadQuestion } from './thread-question.ts';

export interface RecordNeeds extends ThreadNeeds {
  readonly ids: Ids;
}

/** One readable message about to be tracked in one name; what is known of its addresses is looked up already. */
export interface Tracking {
  /** Through whose eyes threads are seen. */
  readonly actor: { readonly id: string; readonly name: string };
  /** User or queue that the promotion belongs to. */
  readonly principal: { readonly id: string; readonly name: string };
  readonly way: TrackingWay;
  readonly source: ReadSource;
  readonly message: Message;
  readonly settings: OrganizationSettings;
  readonly keys: RoutingKeys;
  readonly matching: MatchingFacts;
  /** A6: which of the two activities of internal mail; null: the mail is one activity. */
  readonly side: 'author' | 'receiver' | null;
  /** Whose mail is outgoing here. */
  readonly ownAddresses: readonly AddressKey[];
  readonly wish: RegardingWish;
  readonly visibility: { readonly chosen: boolean; readonly value: Visibility };
  /** P7: Track was on when it was written. */
  readonly onSend?: boolean;
  readonly at: Instant;
}

/** What became of it. */
export interface Tracked {
  readonly activityId: string;
  readonly promotionId: string;
  /** The promotion stood before. */
  readonly stood: boolean;
  /** The actor saw the activity before. */
  readonly seenBefore: boolean;
  /** No activity stood for this mail. */
  readonly isNew: boolean;
  readonly plan: PromotionPlan;
  /** The new activity as the actor sees it; null where it is to be read, and where nobody waits. */
  readonly view: ActivityView | null;
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

/** A9: where the organization keeps no content, none comes further than here. */
const asKept = (tracking: Tracking): Tracking => {
  if (!tracking.settings.headerOnly) return tracking;
  const { message, source } = tracking;
  return {
    ...tracking,
    message: withoutContent(message),
    source: { ...source, rung: 'metadata', bytes: new TextEncoder().encode(headerOnlyText(message)) },
  };
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
    subjectWordsKey: subjectWordsKey(needs, message.subject, tracking.settings),
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

/** Whether the promotion is brought back: a person asks for it; the router leaves what somebody withdrew as it is. */
const bringBack = async (
  tx: StoreWrite,
  tracking: Tracking,
  {
    own,
    activityId,
    plan,
  }: { readonly own: StoredPromotion; readonly activityId: string; readonly plan: PromotionPlan },
): Promise<{ readonly id: string; readonly stood: boolean }> => {
  const stood = own.state === 'standing';
  if (tracking.way.kind === 'router') return { id: own.id, stood: true };
  if (!stood) await tx.promotions.changeState(own.id, 'standing', tracking.at);
  if (tracking.visibility.chosen) await tx.promotions.changeVisibility(own.id, tracking.visibility.value);
  if (tracking.wish.kind === 'chosen' || !stood) await tx.promotions.setRegarding(own.id, activityId, plan.regarding);
  return { id: own.id, stood };
};

const newPromotion = (
  needs: RecordNeeds,
  tracking: Tracking,
  plan: PromotionPlan,
  activityId: string,
): NewPromotion => {
  const { way } = tracking;
  return {
    id: needs.ids.next(),
    activityId,
    userId: tracking.principal.id,
    actorId: tracking.actor.id,
    method: way.kind,
    visibility: tracking.visibility.value,
    outcomeCode: way.kind === 'byHand' ? outcomeCodes.promotedByHand : way.code,
    regarding: plan.regarding,
    offeredRegarding: plan.offered,
    why: plan.why,
  };
};

/** A5: which mail it is; of internal mail the receivers' activity is another than the author's (A6). Mails of which nothing could be read would else all be one, and the second would be lost. */
export const identityOf = (
  message: Message,
  bytes: Uint8Array,
  digests: Digests,
  side: Tracking['side'] = null,
): { readonly sha256: string; readonly messageIdKey: string | null } => {
  const { complete, material, messageIdKey } = identityMaterial(message);
  const known = complete === 'nothing' ? `${material} ${digests.sha256(bytes)}` : material;
  const text = side === 'receiver' ? `${known} received` : known;
  return { sha256: digests.sha256(text), messageIdKey };
};

/** What the store knows about the message, and the decision that follows. */
const decide = async (needs: RecordNeeds, tx: StoreWrite, tracking: Tracking) => {
  const { actor, message, settings } = tracking;
  const identity = identityOf(message, tracking.source.bytes, needs.digests, tracking.side);
  const tokens = genuineTokens(needs, tx.organizationId, message.subject, settings);
  const found = await tx.routing.threads(threadQuestion(needs, { ...tracking, identity, tokens, readerId: actor.id }));
  // A6: the other of two activities has the same Message-ID by right.
  const threads = tracking.side === null ? found : { ...found, messageIdTaken: false };
  const plan = planPromotion({ ...tracking, tokens, threads, leftOut: tracking.source.leftOut });
  return { identity, standing: threads.standing, plan };
};

type Decided = Awaited<ReturnType<typeof decide>>;
type Recorded = Omit<Tracked, 'plan'>;

/** Makes activity and promotion. */
const recordNew = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  tracking: Tracking,
  { plan, identity }: Decided,
): Promise<Recorded> => {
  const { principal: user, actor, at } = tracking;
  const activity = newActivity(needs, tracking, plan, identity);
  if (!(await tx.activities.add(activity, at))) throw new RecordedMeanwhile();
  if (plan.proposed !== null) await tx.correlations.propose(activity.id, plan.proposed, at);
  const promotion = newPromotion(needs, tracking, plan, activity.id);
  await tx.promotions.add(promotion, at);
  const correlationVisible = plan.correlation?.activity.visible === true;
  const byHand = tracking.way.kind === 'byHand';
  const view = byHand ? viewOfNew({ activity, promotion, user, actor, correlationVisible, at }) : null;
  return { activityId: activity.id, promotionId: promotion.id, stood: false, seenBefore: false, isNew: true, view };
};

/** Improves the activity that stands, and adds the promotion or brings back the one that was withdrawn. */
const recordAgain = async (
  needs: RecordNeeds,
  tx: StoreWrite,
  tracking: Tracking,
  { standing, plan }: { readonly standing: StandingActivity; readonly plan: PromotionPlan },
): Promise<Recorded> => {
  const current = await tx.activities.hold(standing.id);
  if (current === null) throw new RecordedMeanwhile();
  const seenBefore = !current.deleted && (await tx.activities.find(tracking.actor.id, standing.id)) !== null;
  // S4: whoever has a copy of a mail of ours proves that its server took it.
  await settleArrived(tx, standing.id, 'receivedCopy');
  await improveStanding(needs, tx, tracking, { standing: { ...standing, ...current }, plan });
  const recorded = { activityId: standing.id, seenBefore, isNew: false, view: null };
  const own = await tx.promotions.findOf(standing.id, tracking.principal.id);
  if (own !== null) {
    const { id, stood } = await bringBack(tx, tracking, { own, activityId: standing.id, plan });
    return { ...recorded, promotionId: id, stood };
  }
  const promotion = newPromotion(needs, tracking, plan, standing.id);
  await tx.promotions.add(promotion, tracking.at);
  return { ...recorded, promotionId: promotion.id, stood: false };
};

/** Facts, decision and rows in the caller's transaction; the caller adds the outcome. */
export const trackMessage = async (needs: RecordNeeds, tx: StoreWrite, asked: Tracking): Promise<Tracked> => {
  const { message, rewrittenId } = recognizeOwnMail(needs, tx.organizationId, asked.message, asked.source.ownMark);
  const ticket = await sentTicket(tx, needs.digests, { ...asked, message });
  const tracking = ticket === null ? { ...asked, message } : await asTicketSays(tx, { ...asked, message }, ticket);
  const decided = await decide(needs, tx, tracking);
  const { plan, standing } = decided;
  const recorded =
    standing === null
      ? await recordNew(needs, tx, asKept(tracking), decided)
      : await recordAgain(needs, tx, asKept(tracking), { standing, plan });
  const alias = messageIdKey(rewrittenId);
  if (alias !== null) await tx.tokens.addMessageAlias(alias, recorded.activityId);
  if (ticket !== null && !(await tx.tickets.complete(ticket.id, recorded.activityId, tracking.at)))
    throw new RecordedMeanwhile();
  if (!recorded.stood)
    await tx.journal.append([
      {
        kind: 'activity.promoted',
        subjectId: recorded.activityId,
        at: tracking.at,
        actorId: tracking.actor.id,
        principalId: tracking.principal.id,
        reason: recorded.seenBefore ? 'duplicate' : tracking.way.kind === 'byHand' ? 'promotedByHand' : 'router',
        after: {
          promotionId: recorded.promotionId,
          visibility: tracking.visibility.value,
          regarding: plan.regarding.map(({ type, id }) => ({ type, id })),
          ...(ticket === null ? {} : { ticketId: ticket.id }),
        },
        facts: { isNew: recorded.isNew },
      },
    ]);
  return { ...recorded, plan };
};
