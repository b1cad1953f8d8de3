import { headerOnlyText, withoutContent } from '../../domain/activity/header-only.ts';
import type { ActivityContent, NewActivity, NewPromotion } from '../../domain/activity/new-activity.ts';
import { outcomeCodes } from '#shared/model/outcome.ts';
import type { Digests } from '../../ports/ids.ts';
import type { MailIdentity } from './mail-identity.ts';
import type { PromotionPlan } from './plan-promotion.ts';
import { subjectWordsKey } from './thread-question.ts';
import type { RecordNeeds, Tracking } from './tracking.ts';

/** What is kept of the mail. */
export const contentOf = ({ message, source }: Tracking, digests: Digests): ActivityContent => ({
  source: source.rung,
  bytes: source.bytes,
  sha256: digests.sha256(source.bytes),
  text: message.text,
  html: message.html,
  attachments: message.attachments.map((attachment) => ({ ...attachment, sha256: digests.sha256(attachment.bytes) })),
});

/** A9: where the organization keeps no content, none comes further than here. */
export const asKept = (tracking: Tracking): Tracking => {
  if (!tracking.settings.headerOnly) return tracking;
  const { message, source } = tracking;
  return {
    ...tracking,
    message: withoutContent(message),
    source: { ...source, rung: 'metadata', bytes: new TextEncoder().encode(headerOnlyText(message)) },
  };
};

/** The new activity as planned; C8: a stranger's correlation is not linked. */
export const newActivity = (
  needs: RecordNeeds,
  tracking: Tracking,
  plan: PromotionPlan,
  identity: MailIdentity,
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

/** The promotion of it as planned. */
export const newPromotion = (
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
