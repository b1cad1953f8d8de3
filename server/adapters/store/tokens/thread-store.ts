import { sql } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { ThreadStoreWrite, ThreadVeto } from '../../../ports/thread-store.ts';
import { type Scope, visibleActivity } from '../scope.ts';

/** A veto for everyone stands under no user's id. */
const everyone = '';

/** Threads as such: who owns them, and who does not want them tracked (C6). */
export const threadStore = (scope: Scope): ThreadStoreWrite => {
  const { db, organizationId: org } = scope;
  const vetoes = async (threadId: string, userId: string) => {
    const { rows } = await sql<{ user_id: string; set_by: string; name: string | null; set_at: number }>`
      select v.user_id, v.set_by, r.name, v.set_at from thread_veto v
      left join record r on r.organization_id = v.organization_id and r.id = v.set_by
      where v.organization_id = ${org} and v.thread_id = ${threadId}
        and (v.user_id = ${everyone} or v.user_id = ${userId})`.execute(db);
    const of = (key: string): ThreadVeto | null => {
      const row = rows.find(({ user_id }) => user_id === key);
      return row === undefined ? null : { by: { id: row.set_by, name: row.name ?? '' }, at: row.set_at as Instant };
    };
    return { everyone: of(everyone), own: of(userId) };
  };
  return {
    find: async (readerId, threadId) => {
      const { rows } = await sql<{ owner_id: string | null }>`select a.owner_id from activity a
        where a.organization_id = ${org} and a.thread_id = ${threadId} and a.deleted_at is null
          and exists (select 1 from activity s where s.organization_id = ${org} and s.thread_id = ${threadId}
            and s.deleted_at is null and ${visibleActivity(scope, readerId, 's.id')})
        order by case when a.id = ${threadId} then 0 else 1 end, a.sort_at, a.id limit 1`.execute(db);
      const [first] = rows;
      return first === undefined ? null : { ownerId: first.owner_id, ...(await vetoes(threadId, readerId)) };
    },
    idOf: async (readerId, messageIdKeys) => {
      if (messageIdKeys.length === 0) return null;
      const { rows } = await sql<{ thread_id: string; message_id_key: string }>`
        select a.thread_id, a.message_id_key from activity a
        where a.organization_id = ${org} and a.deleted_at is null
          and a.message_id_key in (${sql.join([...messageIdKeys])}) and ${visibleActivity(scope, readerId, 'a.id')}
        order by a.sort_at, a.id`.execute(db);
      for (const key of messageIdKeys) {
        const row = rows.find(({ message_id_key }) => message_id_key === key);
        if (row !== undefined) return row.thread_id;
      }
      return null;
    },
    isVetoed: async (threadId, userId) => {
      const found = await vetoes(threadId, userId);
      return found.everyone !== null || found.own !== null;
    },
    veto: async (threadId, userId, by) => {
      await db
        .insertInto('thread_veto')
        .values({
          organization_id: org,
          thread_id: threadId,
          user_id: userId ?? everyone,
          set_by: by.userId,
          set_at: by.at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    lift: async (threadId, userId) => {
      await db
        .deleteFrom('thread_veto')
        .where('organization_id', '=', org)
        .where('thread_id', '=', threadId)
        .where('user_id', '=', userId ?? everyone)
        .execute();
    },
  };
};
