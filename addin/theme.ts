import { type BrandVariants, type Theme, createDarkTheme, createLightTheme } from '@fluentui/react-components';
import { useCallback, useSyncExternalStore } from 'react';
import type { OutlookHost } from './office/host.ts';

/** The product's own colour from near black to near white; step 80 carries white text at 5.6 to 1. */
const brand: BrandVariants = {
  10: '#001416',
  20: '#02252a',
  30: '#03333a',
  40: '#044149',
  50: '#055059',
  60: '#075f69',
  70: '#0a6872',
  80: '#0d727d',
  90: '#26838d',
  100: '#3f959e',
  110: '#5aa7af',
  120: '#76b9c0',
  130: '#93cbd1',
  140: '#b0dce1',
  150: '#cdebee',
  160: '#e8f6f8',
};

export const lightTheme: Theme = createLightTheme(brand);
const dark = createDarkTheme(brand);
/** On dark grounds brand text needs lighter steps than Fluent takes by itself. */
export const darkTheme: Theme = {
  ...dark,
  colorBrandForeground1: brand[120],
  colorBrandForeground2: brand[130],
  colorBrandForegroundLink: brand[120],
  colorBrandForegroundLinkHover: brand[130],
};

/**
 * The theme that Outlook shows, else the one the system prefers; both are followed while the page is open.
 * High contrast needs no theme of its own: the browser puts its colours in place of ours (`forced-colors`).
 */
export const useHostTheme = (host: Pick<OutlookHost, 'theme' | 'onThemeChange'> | null): Theme => {
  const subscribe = useCallback(
    (changed: () => void) => {
      const preference = matchMedia(prefersDark);
      preference.addEventListener('change', changed);
      const stop = host?.onThemeChange(changed);
      return () => {
        preference.removeEventListener('change', changed);
        stop?.();
      };
    },
    [host],
  );
  const isDark = useSyncExternalStore(subscribe, () => host?.theme()?.dark ?? matchMedia(prefersDark).matches);
  return isDark ? darkTheme : lightTheme;
};

const prefersDark = '(prefers-color-scheme: dark)';
