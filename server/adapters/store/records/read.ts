import { type RawBuilder, sql } from 'kysely';
import type { FieldDefinition } from '#shared/model/record.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { RecordStoreRead } from '../../../ports/record-store.ts';
import { isAnyOf, readableRecord, type Scope } from '../scope.ts';
import { loadRecords, type RecordRow } from './load-records.ts';

/** The first text after every text that starts with `word`, by bytes. */
const afterPrefix = (word: string): string => `${word}\u{10FFFF}`;

/** Every word starts one of the record's search terms. */
const hasWords = (scope: Scope, words: readonly string[]): RawBuilder<unknown>[] =>
  words.map(
    (word) => sql`r.id in (select w.record_id from record_term w where w.organization_id = ${scope.organizationId}
      and w.term >= ${word} and w.term < ${afterPrefix(word)})`,
  );

const allOf = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join([...parts], sql` and `);

export const recordReads = (scope: Scope): RecordStoreRead => {
  const org = scope.organizationId;
  const visible = (readerId: string) => [
    sql`r.organization_id = ${org}`,
    sql`r.deleted_at is null`,
    readableRecord(scope, readerId, 'r'),
  ];
  const select = async (where: RawBuilder<unknown>, rest: RawBuilder<unknown>) =>
    (await sql<RecordRow>`select r.* from record r where ${where} ${rest}`.execute(scope.db)).rows;
  const one = async (where: RawBuilder<unknown>) =>
    (await loadRecords(scope, await select(where, sql`limit 1`)))[0] ?? null;
  return {
    find: (readerId, { type, id }) => one(allOf([...visible(readerId), sql`r.id = ${id}`, sql`r.type = ${type}`])),
    findById: (readerId, id) => one(allOf([...visible(readerId), sql`r.id = ${id}`])),
    findMany: async (readerId, ids) => {
      if (ids.length === 0) return [];
      const rows = await select(allOf([...visible(readerId), isAnyOf(scope, 'r.id', ids)]), sql``);
      const records = await loadRecords(scope, rows);
      return ids.flatMap((id) => records.find((record) => record.id === id) ?? []);
    },
    unwilling: async (addressKeys) => {
      if (addressKeys.length === 0) return new Set();
      const { rows } = await sql<{ address_key: string; fields: string }>`
        select e.address_key, r.fields from record_address e
        join record r on r.organization_id = e.organization_id and r.id = e.record_id
        where e.organization_id = ${org} and r.deleted_at is null and ${isAnyOf(scope, 'e.address_key', addressKeys)}`.execute(
        scope.db,
      );
      const saysNo = (fields: string): boolean =>
        (JSON.parse(fields) as Record<string, unknown>)['doNotEmail'] === true;
      return new Set(rows.filter(({ fields }) => saysNo(fields)).map((row) => row.address_key));
    },
    findAny: (readerId, { type, id }) =>
      one(
        sql`r.organization_id = ${org} and r.id = ${id} and r.type = ${type} and ${readableRecord(scope, readerId, 'r')}`,
      ),
    findByExternalId: async (readerId, type, externalId) => {
      const found = sql`r.organization_id = ${org} and r.type = ${type} and r.external_id = ${externalId}`;
      const readable = await one(allOf([found, readableRecord(scope, readerId, 'r')]));
      if (readable !== null) return readable;
      return (await select(found, sql`limit 1`)).length > 0 ? 'unreadable' : null;
    },
    names: async (readerId, refs) => {
      const ids = refs.map((ref) => ref.id);
      const rows = await sql<NamedRecordRef>`select r.type, r.id, r.name from record r
        where ${allOf([...visible(readerId), isAnyOf(scope, 'r.id', ids)])}`.execute(scope.db);
      return refs.flatMap((ref) => rows.rows.find((row) => row.id === ref.id && row.type === ref.type) ?? []);
    },
    list: async (readerId, type, filter, { limit, after }) => {
      const where = [...visible(readerId), sql`r.type = ${type}`, ...hasWords(scope, filter.words)];
      if (filter.active !== undefined) where.push(sql`r.active = ${filter.active ? 1 : 0}`);
      if (filter.ownerId !== undefined) where.push(sql`r.owner_id = ${filter.ownerId}`);
      if (filter.ids !== undefined) where.push(isAnyOf(scope, 'r.id', filter.ids));
      if (filter.addressKey !== undefined)
        where.push(sql`exists (select 1 from record_address e where e.organization_id = ${org} and e.record_id = r.id
          and e.address_key = ${filter.addressKey})`);
      if (after !== null)
        where.push(sql`(r.name_key > ${after.nameKey} or (r.name_key = ${after.nameKey} and r.id > ${after.id}))`);
      const rows = await select(allOf(where), sql`order by r.name_key, r.id limit ${limit}`);
      const records = await loadRecords(scope, rows);
      return records.map((record, index) => ({ ...record, nameKey: rows[index]?.name_key ?? '' }));
    },
    search: async (readerId, words, types, limit) => {
      if (words.length === 0) return [];
      const where = [...visible(readerId), ...hasWords(scope, words)];
      if (types !== null) where.push(isAnyOf(scope, 'r.type', types));
      const rows = await select(
        allOf(where),
        sql`order by r.active desc,
          case when r.name_key >= ${words[0]} and r.name_key < ${afterPrefix(words[0] ?? '')} then 0 else 1 end,
          r.name_key, r.id limit ${limit}`,
      );
      return loadRecords(scope, rows);
    },
    openWork: async (readerId, recordIds, limit) => {
      const rows = await select(
        allOf([
          ...visible(readerId),
          sql`r.type in ('opportunity', 'case')`,
          sql`r.active = 1`,
          sql`r.id in (select k.record_id from record_link k where k.organization_id = ${org}
            and ${isAnyOf(scope, 'k.to_id', recordIds)})`,
        ]),
        sql`order by r.updated_at desc, r.id limit ${limit}`,
      );
      return loadRecords(scope, rows);
    },
    recentRegardings: async (readerId, limit) => {
      const rows = await sql<NamedRecordRef>`select r.type, r.id, r.name from record r
        join (select g.record_id, max(p.promoted_at) as used_at from regarding g
          join promotion p on p.organization_id = g.organization_id and p.id = g.promotion_id
          where g.organization_id = ${org} and p.user_id = ${readerId}
          group by g.record_id) used on used.record_id = r.id
        where ${allOf(visible(readerId))} order by used.used_at desc, r.id limit ${limit}`.execute(scope.db);
      return rows.rows;
    },
    pinned: async (readerId) => {
      const rows = await sql<NamedRecordRef>`select r.type, r.id, r.name from record r
        join record_pin n on n.organization_id = r.organization_id and n.record_id = r.id and n.user_id = ${readerId}
        where ${allOf(visible(readerId))} order by n.pinned_at desc, r.id`.execute(scope.db);
      return rows.rows;
    },
    declaredTypes: async () => {
      const rows = await scope.db
        .selectFrom('record_type')
        .selectAll()
        .where('organization_id', '=', org)
        .orderBy('name')
        .execute();
      return rows.map((row) => ({
        name: row.name,
        label: row.label,
        pluralLabel: row.plural_label,
        fields: JSON.parse(row.fields) as FieldDefinition[],
      }));
    },
  };
};
