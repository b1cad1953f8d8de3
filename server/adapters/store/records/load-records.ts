import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { FieldValue, RecordAccess } from '#shared/model/record.ts';
import type { StoredAddress, StoredRecord } from '../../../ports/record-store.ts';
import { isAnyOf, type Scope } from '../scope.ts';
import type { RecordTable } from './schema.ts';

export type RecordRow = Omit<RecordTable, 'organization_id'>;

const addressesOf = async (scope: Scope, ids: readonly string[]): Promise<Map<string, StoredAddress[]>> => {
  const rows = await scope.db
    .selectFrom('record_address')
    .selectAll()
    .where('organization_id', '=', scope.organizationId)
    .where(isAnyOf(scope, 'record_id', ids))
    .orderBy('position')
    .execute();
  const byRecord = new Map<string, StoredAddress[]>();
  for (const row of rows) {
    const address: StoredAddress = {
      address: row.address,
      addressKey: row.address_key as AddressKey,
      looseKey: row.loose_key as AddressKey,
      primary: row.is_primary === 1,
    };
    const group = byRecord.get(row.record_id);
    if (group === undefined) byRecord.set(row.record_id, [address]);
    else group.push(address);
  }
  return byRecord;
};

const ownersOf = async (scope: Scope, rows: readonly RecordRow[]) => {
  const ids = [...new Set(rows.flatMap((row) => row.owner_id ?? []))];
  if (ids.length === 0) return new Map<string, { type: string; id: string; name: string }>();
  const owners = await scope.db
    .selectFrom('record')
    .select(['type', 'id', 'name'])
    .where('organization_id', '=', scope.organizationId)
    .where(isAnyOf(scope, 'id', ids))
    .execute();
  return new Map(owners.map((owner) => [owner.id, owner]));
};

const membersOf = async (scope: Scope, rows: readonly RecordRow[]) => {
  const teams = rows.flatMap((row) => (row.type === 'team' ? row.id : []));
  if (teams.length === 0) return [];
  return scope.db
    .selectFrom('team_member as m')
    .innerJoin('record as u', (on) =>
      on.onRef('u.organization_id', '=', 'm.organization_id').onRef('u.id', '=', 'm.user_id'),
    )
    .select(['m.team_id', 'u.type', 'u.id', 'u.name'])
    .where('m.organization_id', '=', scope.organizationId)
    .where(isAnyOf(scope, 'm.team_id', teams))
    .orderBy('u.name_key')
    .orderBy('u.id')
    .execute();
};

/** Records with their addresses, owners' names and members, in at most three more statements whatever their number. */
export const loadRecords = async (scope: Scope, rows: readonly RecordRow[]): Promise<StoredRecord[]> => {
  if (rows.length === 0) return [];
  const addresses = await addressesOf(
    scope,
    rows.map((row) => row.id),
  );
  const owners = await ownersOf(scope, rows);
  const members = await membersOf(scope, rows);
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    name: row.name,
    addresses: addresses.get(row.id) ?? [],
    owner: row.owner_id === null ? null : (owners.get(row.owner_id) ?? null),
    access: row.access as RecordAccess,
    active: row.active === 1,
    externalId: row.external_id,
    fields: JSON.parse(row.fields) as Record<string, FieldValue>,
    members: members.filter(({ team_id }) => team_id === row.id).map(({ type, id, name }) => ({ type, id, name })),
    createdAt: row.created_at as Instant,
    updatedAt: row.updated_at as Instant,
    deletedAt: row.deleted_at as Instant | null,
    version: row.version,
  }));
};
