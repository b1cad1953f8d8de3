import { sql } from 'kysely';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { AddressStoreWrite } from '../../../ports/address-store.ts';
import { rebuildTimeline } from '../activities/timeline.ts';
import { contains } from '../contains.ts';
import { type Scope, visibleActivity } from '../scope.ts';

export const addressStore = (scope: Scope): AddressStoreWrite => {
  const { db, organizationId } = scope;
  const unresolvedParties = (readerId: string) => sql`
    p.organization_id = ${organizationId} and p.resolution = 'unresolved' and p.settled_by is null
    and p.address_key is not null
    and a.deleted_at is null and ${visibleActivity(scope, readerId, 'a.id')}`;
  const partyAndActivity = sql`activity_party p
    join activity a on a.organization_id = p.organization_id and a.id = p.activity_id`;
  return {
    unresolved: async (readerId, { words, since, limit, after }) => {
      const wordParts = words.map(
        (word) => sql`(${contains(sql`p.address_key`, word)} or ${contains(sql`lower(p.name)`, word)})`,
      );
      const recent = since === null ? [] : [sql`a.sort_at >= ${since}`];
      const beyond =
        after === null
          ? sql`1 = 1`
          : sql`(activities < ${after.activities} or (activities = ${after.activities} and address_key > ${after.addressKey}))`;
      const rows = await sql<{
        address_key: string;
        address: string;
        name: string | null;
        activities: number;
        last_seen: number;
      }>`select * from (
          select p.address_key, min(p.address) as address, max(p.name) as name,
            count(distinct p.activity_id) as activities, max(a.sort_at) as last_seen
          from ${partyAndActivity}
          where ${sql.join([unresolvedParties(readerId), ...recent, ...wordParts], sql` and `)}
          group by p.address_key) counted
        where ${beyond} order by activities desc, address_key limit ${limit}`.execute(db);
      return rows.rows.map((row) => ({
        addressKey: row.address_key as AddressKey,
        address: row.address,
        name: row.name,
        activities: row.activities,
        lastSeen: row.last_seen as Instant,
      }));
    },
    unresolvedActivities: async (readerId, key) => {
      const rows = await sql<{ id: string; subject: string; sent_at: number | null }>`
        select distinct a.id, a.subject, a.sent_at, a.sort_at from ${partyAndActivity}
        where ${unresolvedParties(readerId)} and p.address_key = ${key} order by a.sort_at desc, a.id`.execute(db);
      return rows.rows.map((row) => ({ id: row.id, subject: row.subject, sentAt: row.sent_at as Instant | null }));
    },
    resolution: async (id) => {
      const row = await db
        .selectFrom('address_resolution')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        id: row.id,
        userId: row.user_id,
        addressKey: row.address_key as AddressKey,
        recordId: row.record_id,
        addressAdded: row.address_added === 1,
        undoneAt: row.undone_at as Instant | null,
      };
    },
    remember: async (userId, key, record, at) => {
      const columns = { record_id: record.id, record_type: record.type, chosen_at: at };
      await db
        .insertInto('address_choice')
        .values({ organization_id: organizationId, user_id: userId, address_key: key, ...columns })
        .onConflict((conflict) => conflict.columns(['organization_id', 'user_id', 'address_key']).doUpdateSet(columns))
        .execute();
    },
    forget: async (userId, key) => {
      await db
        .deleteFrom('address_choice')
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId)
        .where('address_key', '=', key)
        .execute();
    },
    resolveEverywhere: async (readerId, resolution) => {
      const changed = await sql<{ activity_id: string }>`update activity_party set resolution = 'resolved',
          record_id = ${resolution.recordId}, settled_by = ${resolution.id}
        where organization_id = ${organizationId} and address_key = ${resolution.addressKey}
          and resolution = 'unresolved' and settled_by is null and activity_id in (
            select a.id from activity a where a.organization_id = ${organizationId} and a.deleted_at is null
              and ${visibleActivity(scope, readerId, 'a.id')})
        returning activity_id`.execute(db);
      await db
        .insertInto('address_resolution')
        .values({
          organization_id: organizationId,
          id: resolution.id,
          user_id: resolution.userId,
          address_key: resolution.addressKey,
          record_id: resolution.recordId,
          address_added: resolution.addressAdded ? 1 : 0,
          resolved_at: resolution.at,
          undone_at: null,
        })
        .execute();
      return rebuilt(scope, changed.rows);
    },
    undoResolution: async (resolutionId, at) => {
      const changed = await db
        .updateTable('activity_party')
        .set({ resolution: 'unresolved', record_id: null, settled_by: null })
        .where('organization_id', '=', organizationId)
        .where('settled_by', '=', resolutionId)
        .returning('activity_id')
        .execute();
      await db
        .updateTable('address_resolution')
        .set({ undone_at: at })
        .where('organization_id', '=', organizationId)
        .where('id', '=', resolutionId)
        .execute();
      return rebuilt(scope, changed);
    },
  };
};

const rebuilt = async (scope: Scope, rows: readonly { activity_id: string }[]): Promise<string[]> => {
  const ids = [...new Set(rows.map((row) => row.activity_id))];
  for (const id of ids) await rebuildTimeline(scope, id, 'changed');
  return ids;
};
