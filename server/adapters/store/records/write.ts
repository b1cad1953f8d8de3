import { recordLimits } from '#shared/model/record.ts';
import { RecordRef } from '#shared/model/record-ref.ts';
import { foldText, searchWords } from '../../../domain/search-words.ts';
import type { RecordStoreWrite, RecordToStore } from '../../../ports/record-store.ts';
import { moveAccountTimeline } from '../activities/timeline.ts';
import type { Scope } from '../scope.ts';
import { loadRecords } from './load-records.ts';
import { recordReads } from './read.ts';

/** What follows from a record: addresses for matching, links to other records, search terms. */
const writeBelongings = async ({ db, organizationId }: Scope, record: RecordToStore): Promise<void> => {
  const own = { organization_id: organizationId, record_id: record.id };
  if (record.addresses.length > 0)
    await db
      .insertInto('record_address')
      .values(
        record.addresses.map((address, position) => ({
          ...own,
          position,
          address: address.address,
          address_key: address.addressKey,
          loose_key: address.looseKey,
          is_primary: address.primary ? 1 : 0,
        })),
      )
      .execute();
  const links = Object.entries(record.fields).flatMap(([field, value]) => {
    const ref = RecordRef.safeParse(value);
    return ref.success ? [{ ...own, field, to_id: ref.data.id, to_type: ref.data.type }] : [];
  });
  if (links.length > 0) await db.insertInto('record_link').values(links).execute();
  const terms = searchWords([record.name, ...record.addresses.map(({ address }) => address)].join(' '));
  if (terms.length > 0)
    await db
      .insertInto('record_term')
      .values(terms.map((term) => ({ ...own, term })))
      .execute();
};

const removeBelongings = async ({ db, organizationId }: Scope, recordId: string): Promise<void> => {
  for (const table of ['record_address', 'record_link', 'record_term'] as const)
    await db
      .deleteFrom(table)
      .where('organization_id', '=', organizationId)
      .where('record_id', '=', recordId)
      .execute();
};

const writeMembers = async ({ db, organizationId }: Scope, teamId: string, userIds: readonly string[]) => {
  await db
    .deleteFrom('team_member')
    .where('organization_id', '=', organizationId)
    .where('team_id', '=', teamId)
    .execute();
  const members = [...new Set(userIds)];
  if (members.length > 0)
    await db
      .insertInto('team_member')
      .values(members.map((userId) => ({ organization_id: organizationId, team_id: teamId, user_id: userId })))
      .execute();
};

const accountOf = async ({ db, organizationId }: Scope, recordId: string): Promise<string | null> => {
  const link = await db
    .selectFrom('record_link')
    .select('to_id')
    .where('organization_id', '=', organizationId)
    .where('record_id', '=', recordId)
    .where('field', '=', 'account')
    .executeTakeFirst();
  return link?.to_id ?? null;
};

const columnsOf = (record: RecordToStore) => ({
  type: record.type,
  name: record.name,
  name_key: Array.from(foldText(record.name)).slice(0, recordLimits.nameLength).join(''),
  owner_id: record.ownerId,
  access: record.access,
  active: record.active ? 1 : 0,
  external_id: record.externalId,
  fields: JSON.stringify(record.fields),
});

export const recordWrites = (scope: Scope): RecordStoreWrite => {
  const { db, organizationId } = scope;
  const own = (recordId: string) =>
    db.updateTable('record').where('organization_id', '=', organizationId).where('id', '=', recordId);
  return {
    ...recordReads(scope),
    findWritten: async ({ type, id }) => {
      const rows = await db
        .selectFrom('record')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('type', '=', type)
        .where('id', '=', id)
        .execute();
      return (await loadRecords(scope, rows))[0] ?? null;
    },
    add: async (record, at) => {
      const added = await db
        .insertInto('record')
        .values({
          organization_id: organizationId,
          id: record.id,
          ...columnsOf(record),
          created_at: at,
          updated_at: at,
          deleted_at: null,
          version: 1,
        })
        .onConflict((conflict) => conflict.columns(['organization_id', 'type', 'external_id']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (added === undefined) return false;
      await writeBelongings(scope, record);
      if (record.members !== undefined) await writeMembers(scope, record.id, record.members);
      return true;
    },
    save: async (record, version, at) => {
      const saved = await own(record.id)
        .where('version', '=', version)
        .set({ ...columnsOf(record), updated_at: at, version: version + 1 })
        .returning('id')
        .executeTakeFirst();
      if (saved === undefined) return false;
      const accountBefore = await accountOf(scope, record.id);
      await removeBelongings(scope, record.id);
      await writeBelongings(scope, record);
      if (record.members !== undefined) await writeMembers(scope, record.id, record.members);
      if ((await accountOf(scope, record.id)) !== accountBefore) await moveAccountTimeline(scope, record.id);
      return true;
    },
    markDeleted: async (recordId, at) => {
      await own(recordId)
        .set((set) => ({ deleted_at: at, version: set('version', '+', 1) }))
        .execute();
    },
    declareType: async (type) => {
      const columns = {
        label: type.label,
        plural_label: type.pluralLabel,
        fields: JSON.stringify(type.fields),
      };
      await db
        .insertInto('record_type')
        .values({ organization_id: organizationId, name: type.name, ...columns })
        .onConflict((conflict) => conflict.columns(['organization_id', 'name']).doUpdateSet(columns))
        .execute();
    },
    pin: async (userId, recordId, at) => {
      await db
        .insertInto('record_pin')
        .values({ organization_id: organizationId, user_id: userId, record_id: recordId, pinned_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    unpin: async (userId, recordId) => {
      await db
        .deleteFrom('record_pin')
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId)
        .where('record_id', '=', recordId)
        .execute();
    },
  };
};
