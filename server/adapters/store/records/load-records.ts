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

/** Records with their addresses and owners' names, in two more statements whatever their number. */
export const loadRecords = async (scope: Scope, rows: readonly RecordRow[]): Promise<StoredRecord[]> => {
  if (rows.length === 0) return [];
  const addresses = await addressesOf(
    scope,
    rows.map((row) => row.id),
  );
  const owners = await ownersOf(scope, rows);
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
    createdAt: row.created_at as Instant,
    updatedAt: row.updated_at as Instant,
    deletedAt: row.deleted_at as Instant | null,
    version: row.version,
  }));
};
