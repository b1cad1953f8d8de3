import type { ActivityParty } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import type { Resolution } from '#shared/model/resolution.ts';
import type { ActivityView, PartyView } from './activity-view.ts';
import { keptCandidates } from './kept-candidates.ts';
import type { NewActivity, NewPromotion } from './new-activity.ts';

/** A new activity with the promotion that made it, and what its view says beyond their ids. */
export interface JustRecorded {
  readonly activity: NewActivity;
  readonly promotion: NewPromotion;
  readonly user: { readonly id: string; readonly name: string };
  readonly actor: { readonly id: string; readonly name: string };
  /** Whether the actor may know of the activity it follows. */
  readonly correlationVisible: boolean;
  readonly at: Instant;
}

/** What is shown of who an address is: candidates only where a person can choose. */
export const resolutionOf = (resolution: Resolution): Resolution => {
  const kept = keptCandidates(resolution);
  const listed = kept === null ? {} : { candidates: [...kept] };
  if (resolution.kind === 'resolved') return { kind: 'resolved', record: resolution.record, ...listed };
  return resolution.kind === 'ambiguous' ? resolution : { kind: 'unresolved' };
};

const partyView = ({ role, address, name, resolution }: ActivityParty): PartyView => ({
  role,
  address,
  name: name ?? null,
  resolution: resolutionOf(resolution),
});

/** R10: the owner is the person tracked for, or a user among the parties. */
const ownerOf = ({ activity, user }: JustRecorded): NamedRecordRef | undefined =>
  activity.ownerId === user.id
    ? { type: 'user', id: user.id, name: user.name }
    : activity.parties
        .map(({ resolution }) => (resolution.kind === 'resolved' ? resolution.record : null))
        .find((record): record is NamedRecordRef => record?.id === activity.ownerId);

/** A database keeps no half of a surrogate pair; what has one is shown as it was kept. */
const keepsAsGiven = ({ activity, promotion }: JustRecorded): boolean => {
  const texts = [activity.subject, activity.messageId, promotion.why, activity.correlation?.evidence];
  const parties = activity.parties.flatMap(({ address, name }) => [address, name]);
  const attachments = activity.content.attachments.flatMap(({ name, type }) => [name, type]);
  const all = [...texts, ...parties, ...attachments].join('\n');
  // Pairs are looked for only where there is any half.
  return !/[\ud800-\udfff\0]/.test(all) || !/[\p{Surrogate}\0]/u.test(all);
};

const isNamed = (record: RecordRef): record is NamedRecordRef => 'name' in record && typeof record.name === 'string';

const eachOnce = (records: readonly NamedRecordRef[]): NamedRecordRef[] =>
  records
    .filter((record, index) => records.findIndex(({ id }) => id === record.id) === index)
    .map(({ type, id, name }) => ({ type, id, name }));

/**
 * What the actor would read of the activity they have just made, without reading it: the same as the store answers
 * (ActivityStoreRead.find). `promotion.regarding` are records that the actor may read. Null where only the store can tell.
 */
export const viewOfNew = (recorded: JustRecorded): ActivityView | null => {
  const { activity, promotion, user, actor, at } = recorded;
  const owner = activity.ownerId === null ? null : ownerOf(recorded);
  if (owner === undefined || !promotion.regarding.every(isNamed) || !keepsAsGiven(recorded)) return null;
  return {
    id: activity.id,
    kind: 'email',
    direction: activity.direction,
    state: 'completed',
    status: activity.status,
    subject: activity.subject,
    sentAt: activity.sentAt,
    receivedAt: activity.receivedAt,
    sortAt: activity.sentAt ?? at,
    messageId: activity.messageId,
    messageIdKey: activity.messageIdKey,
    threadId: activity.threadId,
    correlation: recorded.correlationVisible ? activity.correlation : null,
    offeredRegarding: promotion.offeredRegarding,
    regarding: eachOnce(promotion.regarding),
    parties: activity.parties.map(partyView),
    attachments: activity.content.attachments.map(({ n, name, type, bytes, inline, contentId, sha256 }) => ({
      n,
      name,
      type,
      sizeBytes: bytes.byteLength,
      inline,
      contentId,
      sha256,
    })),
    promotions: [{ id: promotion.id, user, actor, visibility: promotion.visibility, at }],
    owner,
    source: activity.content.source,
    sourceSha256: activity.content.sha256,
    why: promotion.why,
    flags: activity.flags,
    subjectChanged: activity.subjectChanged,
    agenda: null,
    version: 1,
  };
};
