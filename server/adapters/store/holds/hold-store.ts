import type { Kysely } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { HoldStoreWrite, StoredHold } from '../../../ports/hold-store.ts';
import type { HoldTable } from '../activities/schema.ts';
import type { Database } from '../database.ts';
import type { Scope } from '../scope.ts';

const presentHold = (row: HoldTable): StoredHold => ({
  id: row.id,
  userId: row.user_id,
  reason: row.reason,
  detail: row.detail,
  outcomeCode: row.outcome_code,
  messageId: row.message_id,
  messageIdKey: row.message_id_key,
  sha256: row.sha256,
  sizeBytes: row.size_bytes,
  mailbox: row.mailbox,
  request: JSON.parse(row.request) as unknown,
  attempts: row.attempts,
  at: row.held_at as Instant,
});

/** Of every organization: a figure for whoever runs the installation. */
export const countHolds = async (db: Kysely<Database>): Promise<number> => {
  const row = await db
    .selectFrom('hold')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
};

export const holdStore = ({ db, organizationId }: Scope): HoldStoreWrite => {
  const rows = () => db.selectFrom('hold').selectAll().where('organization_id', '=', organizationId);
  const first = async (query: ReturnType<typeof rows>) => {
    const row = await query.orderBy('held_at').orderBy('id').limit(1).executeTakeFirst();
    return row === undefined ? null : presentHold(row);
  };
  return {
    find: (holdId) => first(rows().where('id', '=', holdId)),
    findByMessageId: (userId, messageIdKey) =>
      first(rows().where('user_id', '=', userId).where('message_id_key', '=', messageIdKey)),
    findByContent: (userId, sha256) =>
      first(
        rows()
          .where('user_id', userId === null ? 'is' : '=', userId)
          .where('sha256', '=', sha256),
      ),
    list: async (userId, { limit, after }) => {
      let query = rows().orderBy('held_at', 'desc').orderBy('id', 'desc').limit(limit);
      if (userId !== null) query = query.where('user_id', '=', userId);
      if (after !== null)
        query = query.where((where) =>
          where.or([
            where('held_at', '<', after.sortAt),
            where.and([where('held_at', '=', after.sortAt), where('id', '<', after.id)]),
          ]),
        );
      return (await query.execute()).map(presentHold);
    },
    count: async (userId) => {
      let query = db
        .selectFrom('hold')
        .select((select) => select.fn.countAll<number | string>().as('count'))
        .where('organization_id', '=', organizationId);
      if (userId !== null) query = query.where('user_id', '=', userId);
      return Number((await query.executeTakeFirstOrThrow()).count);
    },
    add: async (hold) => {
      await db
        .insertInto('hold')
        .values({
          organization_id: organizationId,
          id: hold.id,
          user_id: hold.userId,
          reason: hold.reason,
          detail: hold.detail,
          outcome_code: hold.outcomeCode,
          message_id: hold.messageId,
          message_id_key: hold.messageIdKey,
          sha256: hold.sha256,
          size_bytes: hold.sizeBytes,
          request: JSON.stringify(hold.request),
          attempts: hold.attempts,
          held_at: hold.at,
          mailbox: hold.mailbox,
        })
        .execute();
    },
    before: async (at, limit) =>
      (await rows().where('held_at', '<', at).orderBy('held_at').orderBy('id').limit(limit).execute()).map(presentHold),
    countAttempt: async (holdId) => {
      await db
        .updateTable('hold')
        .set((set) => ({ attempts: set('attempts', '+', 1) }))
        .where('organization_id', '=', organizationId)
        .where('id', '=', holdId)
        .execute();
    },
    remove: async (holdId) => {
      await db.deleteFrom('hold').where('organization_id', '=', organizationId).where('id', '=', holdId).execute();
    },
  };
};
