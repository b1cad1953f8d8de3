/** The clients the simulator can play. A profile says what the client offers, never how the add-in should cope with it. */
export type ProfileId = '1.5' | '1.9' | '1.12' | '1.16' | 'mobile-1.5';

export interface Profile {
  readonly id: ProfileId;
  readonly label: string;
  /** Mailbox requirement set 1.<minor>. */
  readonly minor: number;
  readonly canPin: boolean;
  readonly hasComposePane: boolean;
  /** OnMessageSend and the other launch events. */
  readonly hasSendEvents: boolean;
  readonly isMobile: boolean;
}

/** The newest requirement set the npm library knows; newer members come from frame/top-up.ts, our reading of the documentation. */
export const libraryMinor = 12;

const desktop = { canPin: true, hasComposePane: true, hasSendEvents: false, isMobile: false };

export const profiles: Readonly<Record<ProfileId, Profile>> = {
  '1.5': { ...desktop, id: '1.5', label: '1.5 · Exchange on premises', minor: 5 },
  '1.9': { ...desktop, id: '1.9', label: '1.9 · Outlook LTSC 2021', minor: 9 },
  '1.12': { ...desktop, id: '1.12', label: '1.12 · classic Outlook 2206', minor: 12, hasSendEvents: true },
  '1.16': { ...desktop, id: '1.16', label: '1.16 · web and new Outlook', minor: 16, hasSendEvents: true },
  'mobile-1.5': {
    ...desktop,
    id: 'mobile-1.5',
    label: '1.5 · mobile',
    minor: 5,
    canPin: false,
    hasComposePane: false,
    isMobile: true,
  },
};

export const profileIds = Object.keys(profiles) as ProfileId[];

/** Shared folders came with 1.8; Outlook on telephones does not tell of them. */
export const tellsOfSharing = ({ minor, isMobile }: Profile): boolean => minor >= 8 && !isMobile;

/** Several selected messages came with 1.13; the member asks for the permission that the administrator's manifest has. */
export const selectsSeveral = ({ minor }: Profile, manifest: ManifestProfile): boolean =>
  minor >= 13 && manifest === 'admin';

export const isTopUp = (profile: Profile): boolean => profile.minor > libraryMinor;

/** Which manifest the add-in was installed with: it decides the permission the host grants. */
export type ManifestProfile = 'user' | 'admin';

/** The host's numbers: 3 is ReadWriteItem, 2 is ReadWriteMailbox. */
export const permissionLevel: Readonly<Record<ManifestProfile, number>> = { user: 3, admin: 2 };
