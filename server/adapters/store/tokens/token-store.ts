import { sql } from 'kysely';
import type { TokenStoreWrite } from '../../../ports/token-store.ts';
import type { Scope } from '../scope.ts';

const ofUser = 'user:';

/** Counters are rows that only ever grow, so that no number is given out twice. */
export const tokenStore = ({ db, organizationId }: Scope): TokenStoreWrite => {
  const next = async (name: string): Promise<number> => {
    const { rows } = await sql<{ used: number }>`
      insert into token_counter (organization_id, name, number, used) values (${organizationId}, ${name}, 0, 1)
      on conflict (organization_id, name) do update set used = token_counter.used + 1
      returning used`.execute(db);
    return rows[0]?.used ?? 1;
  };
  const countUser = (name: string) =>
    db
      .updateTable('token_counter')
      .set((set) => ({ used: set('used', '+', 1) }))
      .where('organization_id', '=', organizationId)
      .where('name', '=', name)
      .returning(['number', 'used'])
      .executeTakeFirst();
  return {
    classicCounts: async () => {
      const rows = await db
        .selectFrom('token_counter')
        .select(['name', 'used'])
        .where('organization_id', '=', organizationId)
        .where('name', 'like', `${ofUser}%`)
        .orderBy('name')
        .execute();
      return rows.map(({ name, used }) => ({ userId: name.slice(ofUser.length), mails: used }));
    },
    nextSignedNumber: () => next('signed'),
    nextClassicNumbers: async (userId) => {
      const name = `${ofUser}${userId}`;
      const known = await countUser(name);
      if (known !== undefined) return { user: known.number, mail: known.used };
      const number = await next('users');
      // Two first mails of a user at once: the second finds the number that the first took.
      const { rows } = await sql<{ number: number; used: number }>`
        insert into token_counter (organization_id, name, number, used) values (${organizationId}, ${name}, ${number}, 1)
        on conflict (organization_id, name) do update set used = token_counter.used + 1
        returning number, used`.execute(db);
      return { user: rows[0]?.number ?? number, mail: rows[0]?.used ?? 1 };
    },
    add: async ({ key, activityId, sentAt }) => {
      await db
        .insertInto('tracking_token')
        .values({ organization_id: organizationId, token_key: key, activity_id: activityId, sent_at: sentAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    addMessageAlias: async (messageIdKey, activityId) => {
      await db
        .insertInto('message_alias')
        .values({ organization_id: organizationId, message_id_key: messageIdKey, activity_id: activityId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
};
