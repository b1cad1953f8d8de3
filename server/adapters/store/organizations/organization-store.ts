import type { UserSettings } from '#shared/contracts/settings.ts';
import { defaultUserSettings } from '../../../domain/default-settings.ts';
import { completeSettings, type StoredSettings } from '../../../domain/complete-settings.ts';
import type { OrganizationStoreWrite } from '../../../ports/organization-store.ts';
import { preparedIn, type Scope } from '../scope.ts';

const settingsOf = preparedIn<object, { settings: string }>(({ db, organizationId }) =>
  db.selectFrom('organization').select('settings').where('id', '=', organizationId).compile(),
);

const userSettingsOf = preparedIn<{ userId: string }, { settings: string }>(({ db, organizationId }, value) =>
  db
    .selectFrom('membership')
    .select('settings')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', value('userId'))
    .compile(),
);

/** Settings are stored as written; a setting that came later has its default until somebody changes it. */
export const organizationStore = (scope: Scope): OrganizationStoreWrite => ({
  settings: async () => {
    const [row] = await settingsOf(scope, {});
    if (row === undefined) throw new Error('there is no such organization');
    return completeSettings(JSON.parse(row.settings) as StoredSettings);
  },
  name: async () => {
    const row = await scope.db
      .selectFrom('organization')
      .select('name')
      .where('id', '=', scope.organizationId)
      .executeTakeFirstOrThrow();
    return row.name;
  },
  userSettings: async (userId) => {
    const [row] = await userSettingsOf(scope, { userId });
    if (row === undefined) return null;
    return { ...defaultUserSettings, ...(JSON.parse(row.settings) as Partial<UserSettings>) };
  },
  saveSettings: async (settings) => {
    await scope.db
      .updateTable('organization')
      .set({ settings: JSON.stringify(settings) })
      .where('id', '=', scope.organizationId)
      .execute();
  },
  saveUserSettings: async (userId, settings) => {
    await scope.db
      .updateTable('membership')
      .set({ settings: JSON.stringify(settings) })
      .where('organization_id', '=', scope.organizationId)
      .where('user_id', '=', userId)
      .execute();
  },
});
