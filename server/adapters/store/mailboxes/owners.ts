import type { MailboxStoreRead } from '../../../ports/mailbox-store.ts';
import type { Scope } from '../scope.ts';

/** Whose mailboxes these are. */
export const mailboxOwners = ({
  db,
  organizationId: org,
}: Scope): Pick<MailboxStoreRead, 'ownerNames' | 'queueNamed'> => ({
  ownerNames: async () => {
    const rows = await db
      .selectFrom('record')
      .select(['id', 'name'])
      .where('organization_id', '=', org)
      .where('id', 'in', (from) =>
        from
          .selectFrom('mailbox')
          .select('owner_id')
          .where('organization_id', '=', org)
          .where('owner_id', 'is not', null)
          .$castTo<{ owner_id: string }>(),
      )
      .execute();
    return new Map(rows.map(({ id, name }) => [id, name]));
  },
  queueNamed: async (nameOrAddress) => {
    const rows = await db
      .selectFrom('record')
      .leftJoin('record_address', (join) =>
        join
          .onRef('record_address.organization_id', '=', 'record.organization_id')
          .onRef('record_address.record_id', '=', 'record.id'),
      )
      .select(['record.id', 'record.name', 'record_address.address'])
      .where('record.organization_id', '=', org)
      .where('record.type', '=', 'queue')
      .where('record.deleted_at', 'is', null)
      .orderBy('record.id')
      .orderBy('record_address.position')
      .execute();
    const asked = nameOrAddress.trim().toLowerCase();
    const found = rows.find((row) => [row.name, row.address].some((word) => word?.toLowerCase() === asked));
    if (found === undefined) return null;
    return { id: found.id, address: rows.find(({ id }) => id === found.id)?.address ?? null };
  },
});
