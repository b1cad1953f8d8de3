import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { AddressClaim, AddressClaimStoreWrite } from '../../../ports/address-claim-store.ts';
import type { Scope } from '../scope.ts';
import type { AddressClaimTable } from './schema.ts';

const presentClaim = (row: AddressClaimTable): AddressClaim => ({
  userId: row.user_id,
  addressKey: row.address_key as AddressKey,
  address: row.address,
  codeMac: row.code_mac,
  expiresAt: row.expires_at as Instant,
  tries: row.tries,
});

/** P20: addresses that wait for their code, and how often codes were asked for. */
export const addressClaimStore = ({ db, organizationId }: Scope): AddressClaimStoreWrite => ({
  waiting: async (userId, now) => {
    const rows = await db
      .selectFrom('address_claim')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', userId)
      .where('expires_at', '>', now)
      .orderBy('address_key')
      .execute();
    return rows.map(presentClaim);
  },
  isTaken: async (userId, addressKey) => {
    const row = await db
      .selectFrom('record_address as a')
      .innerJoin('record as r', (on) =>
        on.onRef('r.organization_id', '=', 'a.organization_id').onRef('r.id', '=', 'a.record_id'),
      )
      .select('r.id')
      .where('a.organization_id', '=', organizationId)
      .where('a.address_key', '=', addressKey)
      .where('r.type', 'in', ['user', 'queue'])
      .where('r.id', '!=', userId)
      .where('r.deleted_at', 'is', null)
      .executeTakeFirst();
    return row !== undefined;
  },
  put: async ({ userId, addressKey, address, codeMac, expiresAt, tries }) => {
    const row = { address, code_mac: codeMac, expires_at: expiresAt, tries };
    await db
      .insertInto('address_claim')
      .values({ organization_id: organizationId, user_id: userId, address_key: addressKey, ...row })
      .onConflict((conflict) => conflict.columns(['organization_id', 'user_id', 'address_key']).doUpdateSet(row))
      .execute();
  },
  countTry: async (userId, addressKey) => {
    const row = await db
      .updateTable('address_claim')
      .set((column) => ({ tries: column('tries', '+', 1) }))
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', userId)
      .where('address_key', '=', addressKey)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : presentClaim(row);
  },
  remove: async (userId, addressKey) => {
    const row = await db
      .deleteFrom('address_claim')
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', userId)
      .where('address_key', '=', addressKey)
      .returning('user_id')
      .executeTakeFirst();
    return row !== undefined;
  },
  removeEnded: async (before) => {
    await db
      .deleteFrom('address_claim')
      .where('organization_id', '=', organizationId)
      .where('expires_at', '<=', before)
      .execute();
  },
  requestsSince: async (userId, addressKey, since) => {
    const requests = db.deleteFrom('address_code_request').where('organization_id', '=', organizationId);
    await requests.where('asked_at', '<=', since).execute();
    const rows = await db
      .selectFrom('address_code_request')
      .select(['user_id', 'address_key', 'asked_at'])
      .where('organization_id', '=', organizationId)
      .where((where) => where.or([where('user_id', '=', userId), where('address_key', '=', addressKey)]))
      .orderBy('asked_at')
      .execute();
    const momentsOf = (found: typeof rows) => found.map(({ asked_at: at }) => at as Instant);
    return {
      byUser: momentsOf(rows.filter((row) => row.user_id === userId)),
      toAddress: momentsOf(rows.filter((row) => row.address_key === addressKey)),
    };
  },
  noteRequest: async ({ id, userId, addressKey, at }) => {
    await db
      .insertInto('address_code_request')
      .values({ organization_id: organizationId, id, user_id: userId, address_key: addressKey, asked_at: at })
      .execute();
  },
});
