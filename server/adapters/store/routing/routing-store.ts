import { sql } from 'kysely';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import { type AddressChoice, type AddressOwner, mostMatches } from '../../../domain/routing/facts.ts';
import type { RoutingStore } from '../../../ports/routing-store.ts';
import { isAnyOf, readableRecord, type Scope } from '../scope.ts';
import { threadFacts } from './thread-facts.ts';

interface OwnerRow {
  address_key: string;
  loose_key: string;
  id: string;
  type: string;
  name: string;
  active: number;
  owner_id: string | null;
  created_at: number;
  updated_at: number;
  last_activity_at: number | null;
  place: number;
}

const presentOwner = (row: OwnerRow): AddressOwner => ({
  addressKey: row.address_key as AddressKey,
  looseKey: row.loose_key as AddressKey,
  record: { type: row.type, id: row.id, name: row.name },
  active: row.active === 1,
  ownerId: row.owner_id,
  createdAt: row.created_at as Instant,
  updatedAt: row.updated_at as Instant,
  lastActivityAt: row.last_activity_at as Instant | null,
});

/** Owners by one key column, at most 101 for each key; an inactive user owns no address (R3). */
const ownersBy = async (
  scope: Scope,
  column: 'address_key' | 'loose_key',
  keys: readonly string[],
  readerId: string,
): Promise<OwnerRow[]> => {
  if (keys.length === 0) return [];
  const rows = await sql<OwnerRow>`select owned.*, (select max(t.sort_at) from timeline t
      where t.organization_id = ${scope.organizationId} and t.record_id = owned.id) as last_activity_at from (
    select a.address_key, a.loose_key, r.id, r.type, r.name, r.active, r.owner_id, r.created_at, r.updated_at,
      row_number() over (partition by a.${sql.ref(column)} order by r.id) as place
    from record_address a
    join record r on r.organization_id = a.organization_id and r.id = a.record_id
    where a.organization_id = ${scope.organizationId} and ${isAnyOf(scope, `a.${column}`, keys)}
      and r.deleted_at is null and not (r.type = 'user' and r.active = 0) and ${readableRecord(scope, readerId, 'r')}
  ) owned where place <= ${mostMatches + 1}`.execute(scope.db);
  return rows.rows;
};

/** The reader's remembered choices, of records that are still there for them. */
const choicesOf = async (scope: Scope, keys: readonly string[], readerId: string): Promise<AddressChoice[]> => {
  if (keys.length === 0) return [];
  const rows = await sql<{ address_key: string; id: string; type: string; name: string }>`
    select c.address_key, r.id, r.type, r.name
    from address_choice c
    join record r on r.organization_id = c.organization_id and r.id = c.record_id
    where c.organization_id = ${scope.organizationId} and c.user_id = ${readerId}
      and ${isAnyOf(scope, 'c.address_key', keys)} and r.deleted_at is null
      and not (r.type = 'user' and r.active = 0) and ${readableRecord(scope, readerId, 'r')}`.execute(scope.db);
  return rows.rows.map(({ address_key, id, type, name }) => ({
    addressKey: address_key as AddressKey,
    record: { type, id, name },
  }));
};

const crowded = (rows: readonly OwnerRow[], keyOf: (row: OwnerRow) => string): AddressKey[] =>
  rows.filter((row) => row.place > mostMatches).map((row) => keyOf(row) as AddressKey);

export const routingStore = (scope: Scope): RoutingStore => ({
  matching: async ({ readerId, addresses, looseAddresses }) => {
    const strict = await ownersBy(scope, 'address_key', addresses, readerId);
    const loose = await ownersBy(scope, 'loose_key', looseAddresses, readerId);
    const choices = await choicesOf(scope, addresses, readerId);
    const known = new Set(strict.map((row) => `${row.id} ${row.address_key}`));
    const rows = [...strict, ...loose.filter((row) => !known.has(`${row.id} ${row.address_key}`))];
    return {
      owners: rows.map(presentOwner),
      choices,
      crowded: [...crowded(strict, (row) => row.address_key), ...crowded(loose, (row) => row.loose_key)],
    };
  },
  threads: (question) => threadFacts(scope, question),
  ownAddresses: async (userId) => {
    const rows = await scope.db
      .selectFrom('record_address')
      .select('address_key')
      .where('organization_id', '=', scope.organizationId)
      .where('record_id', '=', userId)
      .execute();
    return rows.map((row) => row.address_key as AddressKey);
  },
  accountsOf: async (recordIds) => {
    if (recordIds.length === 0) return new Map();
    const rows = await scope.db
      .selectFrom('record_link')
      .select(['record_id', 'to_id'])
      .where('organization_id', '=', scope.organizationId)
      .where('field', '=', 'account')
      .where(isAnyOf(scope, 'record_id', recordIds))
      .execute();
    return new Map(rows.map((row) => [row.record_id, row.to_id]));
  },
});
