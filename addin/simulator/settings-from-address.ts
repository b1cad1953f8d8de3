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

const isProfile = (value: string | null): value is ProfileId => profileIds.some((id) => id === value);
