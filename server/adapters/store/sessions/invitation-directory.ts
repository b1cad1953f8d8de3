import type { Kysely } from 'kysely';
import type { InvitationDirectory } from '../../../ports/session-store.ts';
import type { Database } from '../database.ts';

/** One-time links; `used_at` is set by the statement that gives them out, so that only one can win. */
export const invitationDirectory = (db: Kysely<Database>): InvitationDirectory => ({
  add: async ({ tokenHash, loginId, expiresAt }) => {
    await db
      .insertInto('invitation')
      .values({ token_hash: tokenHash, login_id: loginId, expires_at: expiresAt, used_at: null })
      .execute();
  },
  take: async (tokenHash, now) => {
    const row = await db
      .updateTable('invitation')
      .set({ used_at: now })
      .where('token_hash', '=', tokenHash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('login_id')
      .executeTakeFirst();
    return row === undefined ? null : { loginId: row.login_id };
  },
  void: async (loginId, at) => {
    await db
      .updateTable('invitation')
      .set({ used_at: at })
      .where('login_id', loginId === null ? 'is' : '=', loginId)
      .where('used_at', 'is', null)
      .execute();
  },
});
