import type { UserSettings } from '#shared/contracts/settings.ts';
import { defaultUserSettings } from '../../../domain/default-settings.ts';
import { completeSettings, type StoredSettings } from '../../../domain/complete-settings.ts';
import type { OrganizationStoreWrite } from '../../../ports/organization-store.ts';
import type { Scope } from '../scope.ts';

/** Settings are stored as written; a setting that came later has its default until somebody changes it. */
export const organizationStore = ({ db, organizationId }: Scope): OrganizationStoreWrite => ({
  settings: async () => {
    const row = await db
      .selectFrom('organization')
      .select('settings')
      .where('id', '=', organizationId)
      .executeTakeFirstOrThrow();
    return completeSettings(JSON.parse(row.settings) as StoredSettings);
  },
  name: async () => {
    const row = await db
      .selectFrom('organization')
      .select('name')
      .where('id', '=', organizationId)
      .executeTakeFirstOrThrow();
    return row.name;
  },
  userSettings: async (userId) => {
    const row = await db
      .selectFrom('membership')
      .select('settings')
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (row === undefined) return null;
    return { ...defaultUserSettings, ...(JSON.parse(row.settings) as Partial<UserSettings>) };
  },
  saveSettings: async (settings) => {
    await db
      .updateTable('organization')
      .set({ settings: JSON.stringify(settings) })
      .where('id', '=', organizationId)
      .execute();
  },
  saveUserSettings: async (userId, settings) => {
    await db
      .updateTable('membership')
      .set({ settings: JSON.stringify(settings) })
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', userId)
      .execute();
  },
});
