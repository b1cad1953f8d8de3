import { toWire } from '#shared/model/instant.ts';
import type { WireRecord } from '#shared/model/record.ts';
import type { StoredRecord } from '../../ports/record-store.ts';

/** A record on the wire. */
export const presentRecord = (record: StoredRecord): WireRecord => ({
  id: record.id,
  type: record.type,
  name: record.name,
  addresses: record.addresses.map(({ address, primary }) => ({ address, primary })),
  owner: record.owner,
  access: record.access,
  active: record.active,
  ...(record.externalId === null ? {} : { externalId: record.externalId }),
  createdAt: toWire(record.createdAt),
  updatedAt: toWire(record.updatedAt),
  version: record.version,
  fields: { ...record.fields },
  ...(record.type === 'team' ? { members: [...record.members] } : {}),
});
