import { type OrganizationSettings, SmartMatchSettings } from '#shared/contracts/settings.ts';
import { defaultTokenSettings, TokenFormat, TokenSettings } from '#shared/model/tracking-token.ts';
import { defaultOrganizationSettings } from './default-settings.ts';

/** Settings as an earlier release, an import or a restored copy may have left them. */
export type StoredSettings = {
  readonly [Key in keyof OrganizationSettings]?: Key extends 'token' | 'smartMatch' | 'formerTokenFormats'
    ? unknown
    : OrganizationSettings[Key];
};

/** T7: what is no token setting switches the token off; it stops nothing else. */
const readToken = (stored: unknown): TokenSettings => {
  if (stored === undefined) return defaultTokenSettings;
  const read = TokenSettings.safeParse(stored);
  return read.success ? read.data : { ...defaultTokenSettings, mode: 'off' };
};

const readSmartMatch = (stored: unknown): SmartMatchSettings => {
  const read = SmartMatchSettings.safeParse(stored);
  return read.success ? read.data : defaultOrganizationSettings.smartMatch;
};

const readFormats = (stored: unknown): TokenFormat[] =>
  (Array.isArray(stored) ? stored : []).flatMap((one: unknown) => {
    const read = TokenFormat.safeParse(one);
    return read.success ? [read.data] : [];
  });

/** Stored settings with the default of each that is missing. */
export const completeSettings = (stored: StoredSettings): OrganizationSettings => ({
  ...defaultOrganizationSettings,
  ...(stored as Partial<OrganizationSettings>),
  token: readToken(stored.token),
  smartMatch: readSmartMatch(stored.smartMatch),
  formerTokenFormats: readFormats(stored.formerTokenFormats),
});
