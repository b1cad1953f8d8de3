import { sql } from 'kysely';
import { SourceRung } from '#shared/model/activity.ts';
import { addressKey } from '#shared/model/address.ts';
import type { ActivityStoreWrite } from '../../../ports/activity-store.ts';
import type { ContentStoreWrite } from '../../../ports/content-store.ts';
import type { Scope } from '../scope.ts';
import { addActivity, addAttachments, addParties, contentsOf } from './activity-rows.ts';
import { activityReads } from './read.ts';
import { settleParty } from './settle-party.ts';
import { rebuildTimeline } from './timeline.ts';

/** Writing activities; `contents` counts the references to their bytes. */
export const activityWrites = (scope: Scope, contents: ContentStoreWrite): ActivityStoreWrite => {
  const { db, organizationId } = scope;
  // Named one by one: a handle is made for every transaction, and copying them unnamed takes many times as long.
  const reads = activityReads(scope);
  const own = (activityId: string) =>
    db.updateTable('activity').where('organization_id', '=', organizationId).where('id', '=', activityId);
  return {
    find: (...asked) => reads.find(...asked),
    findMany: (...asked) => reads.findMany(...asked),
    findDetail: (...asked) => reads.findDetail(...asked),
    findByMessageId: (...asked) => reads.findByMessageId(...asked),
    list: (...asked) => reads.list(...asked),
    threadMembers: (...asked) => reads.threadMembers(...asked),
    attachment: (...asked) => reads.attachment(...asked),
    add: async (activity, at) => {
      if (!(await addActivity(scope, activity, at))) return false;
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
