import type { Instant } from '#shared/model/instant.ts';
import { SyncProtocol, type SyncSettings, usualSyncSettings } from '#shared/model/synchronization.ts';
import type { StoredSyncAccount, StoredSyncHealth, SyncStoreWrite } from '../../../ports/sync-store.ts';
import type { TimedScope } from '../scope.ts';
import { syncLeases } from './leases.ts';
import { syncLinks } from './links.ts';
import { syncMemory } from './memory.ts';
import type { SyncAccountTable } from './schema.ts';

const presentAccount = (row: SyncAccountTable): StoredSyncAccount => ({
  id: row.id,
  userId: row.user_id,
  protocol: SyncProtocol.parse(row.protocol),
  runsIn: row.runs_in === 'outlook' ? 'outlook' : 'server',
  url: row.url,
  signInUser: row.sign_in_user,
  signIn: row.sign_in === null ? null : (JSON.parse(row.sign_in) as StoredSyncAccount['signIn']),
  sealedSecret: row.sealed_secret,
  trustedHost: row.trusted_host === 1,
  collections: JSON.parse(row.collections) as StoredSyncAccount['collections'],
  settings: { ...usualSyncSettings, ...(JSON.parse(row.settings) as Partial<SyncSettings>) },
  enabled: row.enabled === 1,
  health: JSON.parse(row.health) as StoredSyncHealth,
  version: row.version,
  createdAt: row.created_at as Instant,
});

const settingsRow = (account: StoredSyncAccount) => ({
  url: account.url,
  sign_in_user: account.signInUser,
  sign_in: account.signIn === null ? null : JSON.stringify(account.signIn),
  sealed_secret: account.sealedSecret,
  trusted_host: account.trustedHost ? 1 : 0,
  collections: JSON.stringify(account.collections),
  settings: JSON.stringify(account.settings),
  enabled: account.enabled ? 1 : 0,
});

const belongings = ['sync_cycle', 'sync_link', 'sync_apart', 'sync_lost', 'sync_failure', 'sync_happening'] as const;

/** Accounts that are synchronized with a server, and all that is known of their items. */
export const syncStore = (scope: TimedScope): SyncStoreWrite => {
  const { db, organizationId: org } = scope;
  const rows = () => db.selectFrom('sync_account').selectAll().where('organization_id', '=', org);
  const one = (accountId: string) =>
    db.updateTable('sync_account').where('organization_id', '=', org).where('id', '=', accountId);
  return {
    ...syncLeases(scope),
    ...syncLinks(scope),
    ...syncMemory(scope),
    find: async (accountId) => {
      const row = await rows().where('id', '=', accountId).executeTakeFirst();
      return row === undefined ? null : presentAccount(row);
    },
    ofUser: async (userId) => {
      const row = await rows().where('user_id', '=', userId).executeTakeFirst();
      return row === undefined ? null : presentAccount(row);
    },
    list: async () => (await rows().orderBy('id').execute()).map(presentAccount),
    add: async (account) => {
      await db
        .insertInto('sync_account')
        .values({
          organization_id: org,
          id: account.id,
          user_id: account.userId,
          protocol: account.protocol,
          runs_in: account.runsIn,
          ...settingsRow(account),
          health: JSON.stringify(account.health),
          next_cycle_at: null,
          lease_owner: null,
          lease_until: null,
          version: account.version,
          created_at: account.createdAt,
        })
        .execute();
    },
    save: async (account) => {
      const saved = await one(account.id)
        .set({ ...settingsRow(account), version: account.version + 1 })
        .where('version', '=', account.version)
        .returning('id')
        .executeTakeFirst();
      return saved !== undefined;
    },
    saveSecret: async (accountId, sealedSecret) => {
      await one(accountId).set({ sealed_secret: sealedSecret }).execute();
    },
    remove: async (accountId) => {
      for (const table of belongings)
        await db.deleteFrom(table).where('organization_id', '=', org).where('account_id', '=', accountId).execute();
      await db.deleteFrom('sync_account').where('organization_id', '=', org).where('id', '=', accountId).execute();
    },
    setHealth: async (accountId, health) => {
      await one(accountId)
        .set({ health: JSON.stringify(health) })
        .execute();
    },
  };
};
