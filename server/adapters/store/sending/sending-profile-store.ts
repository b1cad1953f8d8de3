import type { SendingSettings } from '#shared/model/sending-settings.ts';
import type {
  ProfileOwner,
  SendingProfileStoreWrite,
  StoredSendingProfile,
} from '../../../ports/sending-profile-store.ts';
import type { Scope } from '../scope.ts';
import type { SendingProfileTable } from './schema.ts';

const presentProfile = (row: SendingProfileTable): StoredSendingProfile => ({
  owner: { type: row.owner_type as ProfileOwner['type'], id: row.owner_id },
  version: row.version,
  settings: { sentCopy: null, ...(JSON.parse(row.settings) as Omit<SendingSettings, 'sentCopy'>) },
  sealedSecret: row.sealed_secret,
  sealedClientSecret: row.sealed_client_secret,
  approved: row.approved === 1,
  test: row.test === null ? null : (JSON.parse(row.test) as StoredSendingProfile['test']),
});

/** Servers that take mail (S2). */
export const sendingProfileStore = ({ db, organizationId }: Scope): SendingProfileStoreWrite => {
  const rows = () => db.selectFrom('sending_profile').selectAll().where('organization_id', '=', organizationId);
  const change = ({ type, id }: ProfileOwner) =>
    db
      .updateTable('sending_profile')
      .where('organization_id', '=', organizationId)
      .where('owner_type', '=', type)
      .where('owner_id', '=', id);
  return {
    find: async ({ type, id }) => {
      const row = await rows().where('owner_type', '=', type).where('owner_id', '=', id).executeTakeFirst();
      return row === undefined ? null : presentProfile(row);
    },
    listOfUsers: async () => (await rows().where('owner_type', '=', 'user').execute()).map(presentProfile),
    save: async (profile) => {
      const values = {
        version: profile.version,
        settings: JSON.stringify(profile.settings),
        sealed_secret: profile.sealedSecret,
        sealed_client_secret: profile.sealedClientSecret,
        approved: profile.approved ? 1 : 0,
        test: profile.test === null ? null : JSON.stringify(profile.test),
      };
      await db
        .insertInto('sending_profile')
        .values({
          organization_id: organizationId,
          owner_type: profile.owner.type,
          owner_id: profile.owner.id,
          ...values,
        })
        .onConflict((on) => on.columns(['organization_id', 'owner_type', 'owner_id']).doUpdateSet(values))
        .execute();
    },
    remove: async ({ type, id }) => {
      const row = await db
        .deleteFrom('sending_profile')
        .where('organization_id', '=', organizationId)
        .where('owner_type', '=', type)
        .where('owner_id', '=', id)
        .returning('owner_id')
        .executeTakeFirst();
      return row !== undefined;
    },
    saveTest: async (owner, version, test) => {
      const saved = await change(owner)
        .set({ test: JSON.stringify(test) })
        .where('version', '=', version)
        .returning('owner_id')
        .executeTakeFirst();
      return saved !== undefined;
    },
    saveSecret: async (owner, version, sealed) => {
      await change(owner).set({ sealed_secret: sealed }).where('version', '=', version).execute();
    },
  };
};
