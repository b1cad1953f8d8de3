import type { Activity, ActivityDetail, TrackedBy } from '#shared/model/activity.ts';
import { type Instant, toWire } from '#shared/model/instant.ts';
import type { ActivityDetailView, ActivityView, PromotionView } from '../../domain/activity/activity-view.ts';
import type { SafeHtml } from '../../ports/message-reader.ts';

const moment = (at: Instant | null): string | null => (at === null ? null : toWire(at));

export const presentTrackedBy = (promotion: PromotionView): TrackedBy => ({
  promotionId: promotion.id,
  user: promotion.user,
  ...(promotion.actor.id === promotion.user.id ? {} : { actor: promotion.actor }),
  at: toWire(promotion.at),
});

/** An activity on the wire. The reader's own promotion decides which visibility is shown; else the oldest that lets them see it. */
export const presentActivity = (view: ActivityView, readerId: string): Activity => ({
  id: view.id,
  kind: view.kind,
  direction: view.direction,
  state: view.state,
  status: view.status,
  subject: view.subject,
  sentAt: moment(view.sentAt),
  receivedAt: moment(view.receivedAt),
  internetMessageId: view.messageId,
  regarding: [...view.regarding],
  parties: view.parties.map(({ role, address, name, resolution }) => ({
    role,
    address,
    ...(name === null ? {} : { name }),
    resolution,
  })),
  correlation: view.correlation,
  attachments: view.attachments.map(({ n, name, type, sizeBytes, inline }) => ({ n, name, type, sizeBytes, inline })),
  visibility:
    (view.promotions.find(({ user }) => user.id === readerId) ?? view.promotions[0])?.visibility ?? 'regarding',
  trackedBy: view.promotions.map(presentTrackedBy),
  owner: view.owner,
  why: view.why,
  flags: [...view.flags],
  source: view.source,
  subjectChanged: view.subjectChanged,
  ...(view.agenda === null ? {} : { fields: view.agenda }),
  offeredRegarding: view.regarding.length > 0 ? [] : [...view.offeredRegarding],
  version: view.version,
});

export const presentActivityDetail = (
  view: ActivityDetailView,
  readerId: string,
  html: SafeHtml | null,
): ActivityDetail => ({
  ...presentActivity(view, readerId),
  text: view.text,
  html: html?.html ?? null,
  remoteSources: html?.remoteSources ?? 0,
  threadId: view.threadId,
  notes: view.notes,
});
