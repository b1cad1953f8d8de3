import { sql } from 'kysely';
import { SourceRung } from '#shared/model/activity.ts';
import type { ActivityParty } from '#shared/model/activity.ts';
import { addressKey } from '#shared/model/address.ts';
import type { Resolution } from '#shared/model/resolution.ts';
import type { ActivityContent, NewActivity } from '../../../domain/activity/new-activity.ts';
import type { ActivityStoreWrite } from '../../../ports/activity-store.ts';
import type { ContentStoreWrite } from '../../../ports/content-store.ts';
import type { Scope } from '../scope.ts';
import { activityReads } from './read.ts';
import { settleParty } from './settle-party.ts';
import { rebuildTimeline } from './timeline.ts';

/** Rows of one insert; PostgreSQL takes at most 65,535 parameters a statement, SQLite 32,766. */
const rowsAtOnce = 2_000;

/** Kept where there was more than one, so that a person can choose, and take the choice back. */
const candidatesText = ({ kind, candidates = [] }: Resolution): string | null =>
  kind === 'ambiguous' || (kind === 'resolved' && candidates.length > 1) ? JSON.stringify(candidates) : null;

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

const addParties = async (scope: Scope, activityId: string, first: number, parties: readonly ActivityParty[]) => {
  for (let start = 0; start < parties.length; start += rowsAtOnce) {
    const rows = parties
      .slice(start, start + rowsAtOnce)
      .map((party, index) => partyRow(scope, activityId, first + start + index, party));
    await scope.db.insertInto('activity_party').values(rows).execute();
  }
};

const addAttachments = async (scope: Scope, activityId: string, content: ActivityContent) => {
  if (content.attachments.length === 0) return;
  await scope.db
    .insertInto('attachment')
    .values(
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
    )
    .execute();
};

const contentsOf = (content: ActivityContent) => [
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
  created_at: at,
  updated_at: at,
  deleted_at: null,
  version: 1,
});

/** Writing activities; `contents` counts the references to their bytes. */
export const activityWrites = (scope: Scope, contents: ContentStoreWrite): ActivityStoreWrite => {
  const { db, organizationId } = scope;
  const own = (activityId: string) =>
    db.updateTable('activity').where('organization_id', '=', organizationId).where('id', '=', activityId);
  return {
    ...activityReads(scope),
    add: async (activity, at) => {
      const added = await db
        .insertInto('activity')
        .values(activityRow(scope, activity, at))
        .onConflict((conflict) => conflict.columns(['organization_id', 'identity']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (added === undefined) return false;
      await addParties(scope, activity.id, 0, activity.parties);
      await contents.keep(contentsOf(activity.content));
      await addAttachments(scope, activity.id, activity.content);
      await rebuildTimeline(scope, activity.id, 'new');
      return true;
    },
    hold: async (activityId) => {
      // SQLite has one writer at a time; PostgreSQL is asked for the row.
      const waiting = scope.engine === 'postgres' ? sql`for update` : sql``;
      const found = await sql<{ source: string; deleted_at: number | null }>`select source, deleted_at from activity
        where organization_id = ${organizationId} and id = ${activityId} ${waiting}`.execute(db);
      const [row] = found.rows;
      return row === undefined ? null : { source: SourceRung.parse(row.source), deleted: row.deleted_at !== null };
    },
    replaceContent: async (activityId, content, at) => {
      const before = await db
        .selectFrom('activity')
        .select('source_sha256')
        .where('organization_id', '=', organizationId)
        .where('id', '=', activityId)
        .executeTakeFirstOrThrow();
      const attached = await db
        .deleteFrom('attachment')
        .where('organization_id', '=', organizationId)
        .where('activity_id', '=', activityId)
        .returning('sha256')
        .execute();
      await contents.keep(contentsOf(content));
      await contents.release([
        ...attached.map((row) => row.sha256),
        ...((before.source_sha256 ?? '') ? [before.source_sha256 ?? ''] : []),
      ]);
      await addAttachments(scope, activityId, content);
      await own(activityId)
        .set((set) => ({
          source: content.source,
          source_sha256: content.sha256,
          text: content.text,
          html: content.html,
          updated_at: at,
          version: set('version', '+', 1),
        }))
        .execute();
    },
    addMissingParties: async (activityId, parties) => {
      const standing = await db
        .selectFrom('activity_party')
        .select(['role', 'address_key', 'address', 'position'])
        .where('organization_id', '=', organizationId)
        .where('activity_id', '=', activityId)
        .execute();
      const known = new Set(standing.map((row) => `${row.role} ${row.address_key ?? row.address}`));
      const missing = parties.filter(
        (party) => !known.has(`${party.role} ${addressKey(party.address) ?? party.address}`),
      );
      const first = Math.max(-1, ...standing.map((row) => row.position)) + 1;
      await addParties(scope, activityId, first, missing);
      if (missing.length > 0) await rebuildTimeline(scope, activityId, 'changed');
      return missing.length;
    },
    saveNotes: async (activityId, notes, at) => {
      await own(activityId)
        .set((set) => ({ notes, updated_at: at, version: set('version', '+', 1) }))
        .execute();
    },
    settleParty: async (activityId, choice) => {
      const changed = await settleParty(scope, activityId, choice);
      if (changed > 0) await rebuildTimeline(scope, activityId, 'changed');
      return changed;
    },
    touch: async (activityId, at) => {
      await own(activityId)
        .set((set) => ({ updated_at: at, version: set('version', '+', 1) }))
        .execute();
    },
    markDeleted: async (activityId, at) => {
      await own(activityId)
        .set((set) => ({ deleted_at: at, version: set('version', '+', 1) }))
        .execute();
    },
    rebuildTimeline: (activityId) => rebuildTimeline(scope, activityId, 'changed'),
  };
};
