import { sql } from 'kysely';
import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import {
  type AddressChoice,
  type AddressOwner,
  type MatchingFacts,
  mostMatches,
} from '../../../domain/routing/facts.ts';
import type { RoutingQuestion } from '../../../ports/routing-store.ts';
import { isAnyOf, preparedIn, readableRecord, type Scope } from '../scope.ts';

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

interface Asked {
  readonly keys: readonly string[];
  readonly readerId: string;
}

/**
 * Owners by one key column, at most 101 for each key; an inactive user owns no address (R3). A reader finds what they may
 * read (R9); the organization itself, which judges mail that comes by no person, finds all.
 */
const ownersBy = (column: 'address_key' | 'loose_key', whose: 'readers' | 'organizations') =>
  preparedIn<Asked, OwnerRow>((scope, value) =>
    sql<OwnerRow>`select owned.*, (select max(t.sort_at) from timeline t
      where t.organization_id = ${scope.organizationId} and t.record_id = owned.id) as last_activity_at from (
    select a.address_key, a.loose_key, r.id, r.type, r.name, r.active, r.owner_id, r.created_at, r.updated_at,
      row_number() over (partition by a.${sql.ref(column)} order by r.id) as place
    from record_address a
    join record r on r.organization_id = a.organization_id and r.id = a.record_id
    where a.organization_id = ${scope.organizationId} and ${isAnyOf(scope, `a.${column}`, value('keys'))}
      and r.deleted_at is null and not (r.type = 'user' and r.active = 0)
      and ${whose === 'readers' ? readableRecord(scope, value('readerId'), 'r') : sql`1 = 1`}
  ) owned where place <= ${sql.lit(mostMatches + 1)}`.compile(scope.db),
  );

const owners = {
  address_key: { readers: ownersBy('address_key', 'readers'), organizations: ownersBy('address_key', 'organizations') },
  loose_key: { readers: ownersBy('loose_key', 'readers'), organizations: ownersBy('loose_key', 'organizations') },
};

const ownersOf = (
  scope: Scope,
  column: keyof typeof owners,
  keys: readonly string[],
  readerId: string | null,
): Promise<OwnerRow[]> => {
  if (keys.length === 0) return Promise.resolve([]);
  return readerId === null
    ? owners[column].organizations(scope, { keys, readerId: '' })
    : owners[column].readers(scope, { keys, readerId });
};

interface ChoiceRow {
  address_key: string;
  id: string;
  type: string;
  name: string;
}

/** The reader's remembered choices, of records that are still there for them. */
const choicesOf = preparedIn<Asked, ChoiceRow>((scope, value) =>
  sql<ChoiceRow>`
    select c.address_key, r.id, r.type, r.name
    from address_choice c
    join record r on r.organization_id = c.organization_id and r.id = c.record_id
    where c.organization_id = ${scope.organizationId} and c.user_id = ${value('readerId')}
      and ${isAnyOf(scope, 'c.address_key', value('keys'))} and r.deleted_at is null
      and not (r.type = 'user' and r.active = 0) and ${readableRecord(scope, value('readerId'), 'r')}`.compile(
    scope.db,
  ),
);

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

const presentChoice = ({ address_key, id, type, name }: ChoiceRow): AddressChoice => ({
  addressKey: address_key as AddressKey,
  record: { type, id, name },
});

const crowded = (rows: readonly OwnerRow[], keyOf: (row: OwnerRow) => string): AddressKey[] =>
  rows.filter((row) => row.place > mostMatches).map((row) => keyOf(row) as AddressKey);

/** What this user chose the addresses to mean. */
export const choicesFacts = async (
  scope: Scope,
  readerId: string,
  keys: readonly AddressKey[],
): Promise<AddressChoice[]> =>
  keys.length === 0 ? [] : (await choicesOf(scope, { keys, readerId })).map(presentChoice);

/** Whose the addresses of a message are, for one reader. */
export const matchingFacts = async (scope: Scope, question: RoutingQuestion): Promise<MatchingFacts> => {
  const { readerId, addresses, looseAddresses } = question;
  const [strict, loose, choices] = await Promise.all([
    ownersOf(scope, 'address_key', addresses, readerId),
    ownersOf(scope, 'loose_key', looseAddresses, readerId),
    readerId === null ? [] : choicesFacts(scope, readerId, addresses),
  ]);
  const known = new Set(strict.map((row) => `${row.id} ${row.address_key}`));
  const rows = [...strict, ...loose.filter((row) => !known.has(`${row.id} ${row.address_key}`))];
  return {
    owners: rows.map(presentOwner),
    choices,
    crowded: [...crowded(strict, (row) => row.address_key), ...crowded(loose, (row) => row.loose_key)],
  };
};
