import type { OrganizationSettings, UserSettings } from '#shared/contracts/settings.ts';

export interface OrganizationStoreRead {
  settings(): Promise<OrganizationSettings>;
  name(): Promise<string>;
  /** Null: no such user here. */
  userSettings(userId: string): Promise<UserSettings | null>;
}

export interface OrganizationStoreWrite extends OrganizationStoreRead {
  saveSettings(settings: OrganizationSettings): Promise<void>;
  saveUserSettings(userId: string, settings: UserSettings): Promise<void>;
}
