import type { Instant } from '#shared/model/instant.ts';
import { type Kysely, sql } from 'kysely';
import type { AttemptDirectory } from '../../../ports/session-store.ts';
import type { Database } from '../database.ts';

/** Failed sign-ins by subject. Writing a row first locks it: attempts at the same time are counted one by one. */
export const attemptDirectory = (db: Kysely<Database>): AttemptDirectory => ({
  take: async (subject, now) => {
    const row = await db
      .insertInto('sign_in_attempt')
      .values({ subject, failures: 0, locked_until: 0, updated_at: now })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet({ subject }))
      .returning(['failures', 'locked_until', 'updated_at'])
      .executeTakeFirstOrThrow();
    return {
      failures: row.failures,
      lockedUntil: row.locked_until as Instant,
      updatedAt: row.updated_at as Instant,
    };
  },
  save: async (subject, { failures, lockedUntil, updatedAt }) => {
    await db
      .updateTable('sign_in_attempt')
      .set({ failures, locked_until: lockedUntil, updated_at: updatedAt })
      .where('subject', '=', subject)
      .execute();
  },
  forgive: async (subject) => {
    await db
      .updateTable('sign_in_attempt')
      .set({ failures: sql`case when failures > 0 then failures - 1 else 0 end`, locked_until: 0 })
      .where('subject', '=', subject)
      .execute();
  },
  forget: async (subject) => {
    await db.deleteFrom('sign_in_attempt').where('subject', '=', subject).execute();
  },
  purge: async (before) => {
    await db.deleteFrom('sign_in_attempt').where('updated_at', '<', before).execute();
  },
});
