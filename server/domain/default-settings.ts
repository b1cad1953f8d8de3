import type { OrganizationSettings, UserSettings } from '#shared/contracts/settings.ts';

/** What a new organization starts with; the classic defaults unless a statement of the product says otherwise. */
export const defaultOrganizationSettings: OrganizationSettings = {
  trackEmail: true,
  candidatePolicy: 'ask',
  recipientPolicy: 'allMatches',
  defaultVisibility: 'regarding',
  plusTagDomains: [],
  dotlessDomains: [],
  authenticationServers: [],
  messageLimitBytes: 25 * 1024 * 1024,
  regardingOfferedAfterDays: 180,
  staleDeviceDays: 30,
};

export const defaultUserSettings: UserSettings = {
  acceptance: 'replies',
  markCategory: false,
  language: 'auto',
  defaultVisibility: 'organizationDefault',
};
