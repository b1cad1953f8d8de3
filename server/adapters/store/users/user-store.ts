import { sql, type RawBuilder } from 'kysely';
import type { Role, StoredUser, UserStoreWrite } from '../../../ports/user-store.ts';
import { loadRecords, type RecordRow } from '../records/load-records.ts';
import type { Scope } from '../scope.ts';

interface MemberColumns {
  readonly login_id: string;
  readonly email: string;
  readonly role: string;
  readonly member_active: number;
  readonly has_password: number;
}
type UserRow = RecordRow & MemberColumns;

/** The first text after every text that starts with `word`, by bytes. */
const afterPrefix = (word: string): string => `${word}\u{10FFFF}`;

const roleOf = (text: string): Role => (text === 'administrator' ? 'administrator' : 'user');

/** Users of the organization: membership, login and record read as one. */
export const userStore = (scope: Scope): UserStoreWrite => {
  const { db, organizationId: org } = scope;
  const load = async (rows: readonly UserRow[]): Promise<(StoredUser & { nameKey: string })[]> => {
    const records = await loadRecords(scope, rows);
    return records.flatMap((record, index) => {
      const row = rows[index];
      if (row === undefined) return [];
      return {
        id: record.id,
        loginId: row.login_id,
        name: record.name,
        email: row.email,
        addresses: record.addresses,
        role: roleOf(row.role),
        active: row.member_active === 1,
        hasPassword: row.has_password === 1,
        version: record.version,
        nameKey: row.name_key,
      };
    });
  };
  const select = async (where: RawBuilder<unknown>, limit: number) =>
    load(
      (
        await sql<UserRow>`select r.*, m.login_id, m.role, m.active as member_active, l.email,
            case when l.password_hash is null then 0 else 1 end as has_password
          from membership m join login l on l.id = m.login_id
          join record r on r.organization_id = m.organization_id and r.id = m.user_id
          where m.organization_id = ${org} and ${where}
          order by r.name_key, r.id limit ${limit}`.execute(db)
      ).rows,
    );
  const membership = (userId: string) =>
    db.updateTable('membership').where('organization_id', '=', org).where('user_id', '=', userId);
  return {
    find: async (userId) => (await select(sql`m.user_id = ${userId}`, 1))[0] ?? null,
    findByLogin: async (loginId) => (await select(sql`m.login_id = ${loginId}`, 1))[0] ?? null,
    list: (words, { limit, after }) => {
      const where = words.map(
        (word) => sql`exists (select 1 from record_term w where w.organization_id = ${org}
          and w.record_id = r.id and w.term >= ${word} and w.term < ${afterPrefix(word)})`,
      );
      if (after !== null)
        where.push(sql`(r.name_key > ${after.nameKey} or (r.name_key = ${after.nameKey} and r.id > ${after.id}))`);
      return select(where.length === 0 ? sql`1 = 1` : sql.join(where, sql` and `), limit);
    },
    withAddress: async (addressKey) => {
      const row = await db
        .selectFrom('record_address as a')
        .innerJoin('membership as m', (on) =>
          on.onRef('m.organization_id', '=', 'a.organization_id').onRef('m.user_id', '=', 'a.record_id'),
        )
        .select('a.record_id as id')
        .where('a.organization_id', '=', org)
        .where('a.address_key', '=', addressKey)
        .executeTakeFirst();
      return row ?? null;
    },
    activeAdministrators: async () => {
      const { count } = await db
        .selectFrom('membership')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('organization_id', '=', org)
        .where('role', '=', 'administrator')
        .where('active', '=', 1)
        .executeTakeFirstOrThrow();
      return count;
    },
    join: async ({ loginId, userId, role }) => {
      const joined = await db
        .insertInto('membership')
        .values({ login_id: loginId, organization_id: org, user_id: userId, role, active: 1, settings: '{}' })
        .onConflict((conflict) => conflict.columns(['login_id', 'organization_id']).doNothing())
        .returning('user_id')
        .executeTakeFirst();
      return joined !== undefined;
    },
    setRole: async (userId, role) => {
      await membership(userId).set({ role }).execute();
    },
    setActive: async (userId, active) => {
      await membership(userId)
        .set({ active: active ? 1 : 0 })
        .execute();
    },
  };
};
