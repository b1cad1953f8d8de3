import { sql } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { AlertKind, AlertStoreWrite, StoredAlert } from '../../../ports/alert-store.ts';
import type { Scope } from '../scope.ts';

/** What people of the organization must hear (I5, Y10). */
export const alertStore = ({ db, organizationId: org }: Scope): AlertStoreWrite => {
  const add = async ({ id, userId, kind, subjectId, words, at }: StoredAlert): Promise<void> => {
    await db
      .insertInto('alert')
      .values({ organization_id: org, id, user_id: userId, kind, subject_id: subjectId, words, at, put_away: 0 })
      .execute();
  };
  return {
    open: async (userId, { ofAdministrators, limit }) => {
      const rows = await db
        .selectFrom('alert')
        .selectAll()
        .where('organization_id', '=', org)
        .where('put_away', '=', 0)
        .where((where) =>
          ofAdministrators
            ? where.or([where('user_id', '=', userId), where('user_id', 'is', null)])
            : where('user_id', '=', userId),
        )
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        userId: row.user_id,
        kind: row.kind as AlertKind,
        subjectId: row.subject_id,
        words: row.words,
        at: row.at as Instant,
      }));
    },
    lastTold: async (kind, subjectId) => {
      const row = await db
        .selectFrom('alert')
        .select('at')
        .where('organization_id', '=', org)
        .where('kind', '=', kind)
        .where('subject_id', '=', subjectId)
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : (row.at as Instant);
    },
    tell: async ({ id, userId, kind, subjectId, words, at }) => {
      await sql`insert into alert (organization_id, id, user_id, kind, subject_id, words, at, put_away)
        values (${org}, ${id}, ${userId}, ${kind}, ${subjectId}, ${words}, ${at}, 0)
        on conflict (organization_id, kind, subject_id)
          where put_away = 0 and kind in ('connectionStopped', 'profileFailing')
          do update set user_id = excluded.user_id, words = excluded.words, at = excluded.at`.execute(db);
    },
    add,
    addOnce: async (alert) => {
      const before = await db
        .selectFrom('alert')
        .select('id')
        .where('organization_id', '=', org)
        .where('kind', '=', alert.kind)
        .where('subject_id', '=', alert.subjectId)
        .limit(1)
        .executeTakeFirst();
      if (before === undefined) await add(alert);
    },
    drop: async (kind, subjectId) => {
      await db
        .deleteFrom('alert')
        .where('organization_id', '=', org)
        .where('kind', '=', kind)
        .where('subject_id', '=', subjectId)
        .execute();
    },
    putAway: async (alertId, userId, ofAdministrators) => {
      const put = await db
        .updateTable('alert')
        .set({ put_away: 1 })
        .where('organization_id', '=', org)
        .where('id', '=', alertId)
        .where('put_away', '=', 0)
        .where((where) =>
          ofAdministrators
            ? where.or([where('user_id', '=', userId), where('user_id', 'is', null)])
            : where('user_id', '=', userId),
        )
        .returning('id')
        .executeTakeFirst();
      return put !== undefined;
    },
    forget: async (before) => {
      await db.deleteFrom('alert').where('organization_id', '=', org).where('at', '<', before).execute();
    },
  };
};
