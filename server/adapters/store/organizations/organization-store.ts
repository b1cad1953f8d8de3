import type { OrganizationSettings, UserSettings } from '#shared/contracts/settings.ts';
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

/** Shared by whoever reads it: nobody may change it. */
const frozen = <T extends object>(value: T): T => {
  for (const inner of Object.values(value) as unknown[])
    if (typeof inner === 'object' && inner !== null && !Object.isFrozen(inner)) frozen(inner);
  return Object.freeze(value);
};

/** What a stored text says, by the text itself: it is read for every message and seldom changes. */
const settingsByText = new Map<string, OrganizationSettings>();
const mostTexts = 200;

const readSettings = (text: string): OrganizationSettings => {
  const known = settingsByText.get(text);
  if (known !== undefined) return known;
  const settings = frozen(completeSettings(JSON.parse(text) as StoredSettings));
  if (settingsByText.size >= mostTexts) settingsByText.clear();
  settingsByText.set(text, settings);
  return settings;
};

/** Settings are stored as written; a setting that came later has its default until somebody changes it. */
export const organizationStore = (scope: Scope): OrganizationStoreWrite => ({
  settings: async () => {
    const [row] = await settingsOf(scope, {});
    if (row === undefined) throw new Error('there is no such organization');
    return readSettings(row.settings);
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
