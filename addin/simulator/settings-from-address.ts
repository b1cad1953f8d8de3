import type { Folder } from './mailbox/model.ts';
import type { ProfileId } from './profiles.ts';
import { profileIds } from './profiles.ts';
import type { State } from './state.ts';

/** Choices made in the address, as in `?profile=1.9&language=es-ES&theme=dark&manifest=user`; what is not known is ignored. */
export function settingsFromAddress(query: string): Partial<State> {
  const wanted = new URLSearchParams(query);
  const profile = wanted.get('profile');
  const language = wanted.get('language');
  const theme = wanted.get('theme');
  const manifest = wanted.get('manifest');
  return {
    ...(isProfile(profile) ? { profileId: profile } : {}),
    ...(language === 'en-US' || language === 'es-ES' ? { language } : {}),
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(manifest === 'user' || manifest === 'admin' ? { manifest } : {}),
  };
}

/** The folder of somebody else that `?shared=support@contoso.test` gives to the user; everything is permitted there. */
export function sharedFolders(query: string): readonly Folder[] {
  const address = new URLSearchParams(query).get('shared');
  if (address === null || address === '') return [];
  return [{ id: 'shared', name: 'Inbox', sharedBy: { name: address, address, permissions: 63 } }];
}

const isProfile = (value: string | null): value is ProfileId => profileIds.some((id) => id === value);
