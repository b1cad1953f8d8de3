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

/** So many owners of all addresses together are numbered here; where there are more, the statement numbers them. */
const mostUnnumbered = 200;

type KeyColumn = 'address_key' | 'loose_key';

/**
 * Owners by one key column; an inactive user owns no address (R3). A reader finds what they may read (R9); the organization
 * itself, which judges mail that comes by no person, finds all.
 */
const ownersBy = (column: KeyColumn, whose: 'readers' | 'organizations', numbering: 'numbered' | 'plain') =>
  preparedIn<Asked, OwnerRow>((scope, value) => {
    const lastActivity = (recordId: string) => sql`(select max(t.sort_at) from timeline t
      where t.organization_id = ${scope.organizationId} and t.record_id = ${sql.ref(recordId)}) as last_activity_at`;
    const columns = sql`a.address_key, a.loose_key, r.id, r.type, r.name, r.active, r.owner_id, r.created_at, r.updated_at`;
    const found = sql`from record_address a
      join record r on r.organization_id = a.organization_id and r.id = a.record_id
      where a.organization_id = ${scope.organizationId} and ${isAnyOf(scope, `a.${column}`, value('keys'))}
        and r.deleted_at is null and not (r.type = 'user' and r.active = 0)
        and ${whose === 'readers' ? readableRecord(scope, value('readerId'), 'r') : sql`1 = 1`}`;
    const plain = sql<OwnerRow>`select ${columns}, ${lastActivity('r.id')}, 0 as place ${found}
      limit ${sql.lit(mostUnnumbered)}`;
    const numbered = sql<OwnerRow>`select owned.*, ${lastActivity('owned.id')} from (
      select ${columns}, row_number() over (partition by a.${sql.ref(column)} order by r.id) as place ${found}
    ) owned where place <= ${sql.lit(mostMatches + 1)}`;
    return (numbering === 'plain' ? plain : numbered).compile(scope.db);
  });

const ownersFor = (column: KeyColumn, numbering: 'numbered' | 'plain') => ({
  readers: ownersBy(column, 'readers', numbering),
  organizations: ownersBy(column, 'organizations', numbering),
});

const owners = {
  address_key: { plain: ownersFor('address_key', 'plain'), numbered: ownersFor('address_key', 'numbered') },
  loose_key: { plain: ownersFor('loose_key', 'plain'), numbered: ownersFor('loose_key', 'numbered') },
};

/** Numbers the owners of each key by their ids, as the other statement does, and leaves out those beyond the last place. */
const number = (column: KeyColumn, rows: readonly OwnerRow[]): OwnerRow[] => {
  const count = new Map<string, number>();
  return [...rows]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((row) => {
      const place = (count.get(row[column]) ?? 0) + 1;
      count.set(row[column], place);
      return place > mostMatches + 1 ? [] : [{ ...row, place }];
    });
};

/**
 * At most 101 owners for each key. To number rows SQLite keeps them aside, which takes as long as finding them: where they
 * are few, as they are nearly always, it only finds them. PostgreSQL would rather walk along a table for a limit.
 */
const ownersOf = async (
  scope: Scope,
  column: KeyColumn,
  keys: readonly string[],
  readerId: string | null,
): Promise<OwnerRow[]> => {
  if (keys.length === 0) return [];
  const whose = readerId === null ? 'organizations' : 'readers';
  const asked = { keys, readerId: readerId ?? '' };
  if (scope.engine === 'sqlite') {
    const rows = await owners[column].plain[whose](scope, asked);
    if (rows.length < mostUnnumbered) return number(column, rows);
  }
  return owners[column].numbered[whose](scope, asked);
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
