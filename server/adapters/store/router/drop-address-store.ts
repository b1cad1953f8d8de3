import { sql } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { DropAddress, DropAddressStoreWrite } from '../../../ports/drop-address-store.ts';
import { isAnyOf, type Scope } from '../scope.ts';
import type { DropAddressTable } from './schema.ts';

const presentDropAddress = (row: DropAddressTable): DropAddress => ({
  userId: row.user_id,
  address: row.address,
  addressKey: row.address_key,
  madeAt: row.made_at as Instant,
});

export const dropAddressStore = (scope: Scope): DropAddressStoreWrite => {
  const { db, organizationId } = scope;
  return {
    findOf: async (userId) => {
      const row = await db
        .selectFrom('drop_address')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row === undefined ? null : presentDropAddress(row);
    },
    among: async (addressKeys) => {
      if (addressKeys.length === 0) return [];
      const found = await sql<DropAddressTable>`select d.* from drop_address d
        join membership m on m.organization_id = d.organization_id and m.user_id = d.user_id and m.active = 1
        where d.organization_id = ${organizationId} and ${isAnyOf(scope, 'd.address_key', addressKeys)}`.execute(db);
      return found.rows.map(presentDropAddress);
    },
    replace: async ({ userId, address, addressKey, madeAt }) => {
      const row = { address, address_key: addressKey, made_at: madeAt };
      await db
        .insertInto('drop_address')
        .values({ organization_id: organizationId, user_id: userId, ...row })
        .onConflict((conflict) => conflict.columns(['organization_id', 'user_id']).doUpdateSet(row))
        .execute();
    },
  };
};
