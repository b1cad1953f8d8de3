import type { ActivityParty } from '#shared/model/activity.ts';
import { addressKey } from '#shared/model/address.ts';
import type { Resolution } from '#shared/model/resolution.ts';
import { keptCandidates } from '../../../domain/activity/kept-candidates.ts';
import type { ActivityContent, NewActivity } from '../../../domain/activity/new-activity.ts';
import { insertion } from '../prepared.ts';
import type { Scope } from '../scope.ts';

/** Rows of one insert; PostgreSQL takes at most 65,535 parameters a statement, SQLite 32,766. */
const rowsAtOnce = 2_000;

const insertParties = insertion('activity_party');
const insertAttachments = insertion('attachment');
const insertUnlessStanding = insertion('activity', (insert) =>
  insert.onConflict((conflict) => conflict.columns(['organization_id', 'identity']).doNothing()).returning('id'),
);

const candidatesText = (resolution: Resolution): string | null => {
  const kept = keptCandidates(resolution);
  return kept === null ? null : JSON.stringify(kept);
};

const partyRow = (scope: Scope, activityId: string, position: number, party: ActivityParty) => ({
  organization_id: scope.organizationId,
  activity_id: activityId,
  position,
  role: party.role,
  address: party.address,
  address_key: addressKey(party.address),
  name: party.name ?? null,
  resolution: party.resolution.kind,
  record_id: party.resolution.kind === 'resolved' ? party.resolution.record.id : null,
  candidates: candidatesText(party.resolution),
  settled_by: null,
});

export const addParties = async (
  scope: Scope,
  activityId: string,
  first: number,
  parties: readonly ActivityParty[],
) => {
  for (let start = 0; start < parties.length; start += rowsAtOnce) {
    const rows = parties
      .slice(start, start + rowsAtOnce)
      .map((party, index) => partyRow(scope, activityId, first + start + index, party));
    await insertParties(scope, rows);
  }
};

export const addAttachments = async (
  scope: Scope,
  activityId: string,
  content: Pick<ActivityContent, 'attachments'>,
) => {
  await insertAttachments(
    scope,
    content.attachments.map((attachment) => ({
      organization_id: scope.organizationId,
      activity_id: activityId,
      n: attachment.n,
      name: attachment.name,
      type: attachment.type,
      size_bytes: attachment.bytes.byteLength,
      inline: attachment.inline ? 1 : 0,
      content_id: attachment.contentId,
      sha256: attachment.sha256,
    })),
  );
};

export const contentsOf = (content: ActivityContent) => [
  { sha256: content.sha256, bytes: content.bytes },
  ...content.attachments.map(({ sha256, bytes }) => ({ sha256, bytes })),
];

const activityRow = (scope: Scope, activity: NewActivity, at: number) => ({
  organization_id: scope.organizationId,
  id: activity.id,
  identity: activity.identity,
  kind: 'email',
  direction: activity.direction,
  state: 'completed',
  status: activity.status,
  subject: activity.subject,
  sent_at: activity.sentAt,
  received_at: activity.receivedAt,
  sort_at: activity.sentAt ?? at,
  message_id: activity.messageId,
  message_id_key: activity.messageIdKey,
  conversation_key: activity.conversationKey,
  subject_words: activity.subjectWordsKey ?? null,
  thread_id: activity.threadId,
  correlation: activity.correlation === null ? null : JSON.stringify(activity.correlation),
  correlated_id: activity.correlation?.activityId ?? null,
  owner_id: activity.ownerId,
  source: activity.content.source,
  source_sha256: activity.content.sha256,
  text: activity.content.text,
  html: activity.content.html,
  notes: '',
  flags: JSON.stringify(activity.flags),
  subject_changed: activity.subjectChanged ? 1 : 0,
  agenda: null,
  created_at: at,
  updated_at: at,
  deleted_at: null,
  version: 1,
});

/** False when an activity of this identity stands. */
export const addActivity = async (scope: Scope, activity: NewActivity, at: number): Promise<boolean> =>
  (await insertUnlessStanding(scope, [activityRow(scope, activity, at)])).length > 0;
