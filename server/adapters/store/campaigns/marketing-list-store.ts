import type { Instant } from '#shared/model/instant.ts';
import { type RawBuilder, sql } from 'kysely';
import { foldText } from '../../../domain/search-words.ts';
import type { MarketingListStoreWrite, StoredMarketingList } from '../../../ports/marketing-list-store.ts';
import { isAnyOf, readableRecord, type Scope } from '../scope.ts';
import type { MarketingListTable } from './schema.ts';

type ListRow = MarketingListTable & { readonly members: number | string };

const presentList = (row: ListRow): StoredMarketingList => ({
  id: row.id,
  name: row.name,
  nameKey: row.name_key,
  ownerId: row.owner_id,
  members: Number(row.members),
  createdAt: row.created_at as Instant,
});

export const marketingListStore = (scope: Scope): MarketingListStoreWrite => {
  const { db, organizationId: org } = scope;
  const lists = async (where: RawBuilder<unknown>, rest: RawBuilder<unknown>) => {
    const { rows } = await sql<ListRow>`select l.*, (select count(*) from marketing_list_member m
        where m.organization_id = l.organization_id and m.list_id = l.id) as members
      from marketing_list l where l.organization_id = ${org} and ${where} ${rest}`.execute(db);
    return rows.map(presentList);
  };
  const membersOf = (listId: string) =>
    db.deleteFrom('marketing_list_member').where('organization_id', '=', org).where('list_id', '=', listId);
  return {
    find: async (listId) => (await lists(sql`l.id = ${listId}`, sql``))[0] ?? null,
    list: ({ limit, after }) =>
      lists(
        after === null
          ? sql`1 = 1`
          : sql`(l.name_key > ${after.nameKey} or (l.name_key = ${after.nameKey} and l.id > ${after.id}))`,
        sql`order by l.name_key, l.id limit ${limit}`,
      ),
    members: async (readerId, listId, { limit, after }) => {
      const further =
        after === null
          ? sql`1 = 1`
          : sql`(m.joined_at > ${after.sortAt} or (m.joined_at = ${after.sortAt} and m.record_id > ${after.id}))`;
      const { rows } = await sql<{ type: string; id: string; name: string; joined_at: number }>`
        select r.type, r.id, r.name, m.joined_at from marketing_list_member m
        join record r on r.organization_id = m.organization_id and r.id = m.record_id
        where m.organization_id = ${org} and m.list_id = ${listId} and r.deleted_at is null
          and ${readableRecord(scope, readerId, 'r')} and ${further}
        order by m.joined_at, m.record_id limit ${limit}`.execute(db);
      return rows.map(({ joined_at, ...ref }) => ({ ...ref, joinedAt: joined_at as Instant }));
    },
    add: async ({ id, name, ownerId }, at) => {
      await db
        .insertInto('marketing_list')
        .values({ organization_id: org, id, name, name_key: foldText(name), owner_id: ownerId, created_at: at })
        .execute();
    },
    remove: async (listId) => {
      await membersOf(listId).execute();
      await db.deleteFrom('marketing_list').where('organization_id', '=', org).where('id', '=', listId).execute();
    },
    join: async (listId, records, at) => {
      if (records.length === 0) return;
      await db
        .insertInto('marketing_list_member')
        .values(
          records.map(({ type, id }) => ({
            organization_id: org,
            list_id: listId,
            record_type: type,
            record_id: id,
            joined_at: at,
          })),
        )
        .onConflict((conflict) => conflict.columns(['organization_id', 'list_id', 'record_id']).doNothing())
        .execute();
    },
    leave: async (listId, records) => {
      const ids = records.map(({ id }) => id);
      await membersOf(listId)
        .where(isAnyOf(scope, 'record_id', ids))
        .execute();
    },
  };
};
