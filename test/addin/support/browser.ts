import { afterEach, beforeEach, vi } from 'vitest';
import { cleanup } from '@testing-library/react';

/** What jsdom lacks of a browser; the preferred colours can be set by a test. */
export const browser = { prefersDark: false };

class NoResize {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

export const useBrowser = (): void => {
  beforeEach(() => {
    browser.prefersDark = false;
    vi.stubGlobal('matchMedia', (media: string) => ({
      media,
      matches: media.includes('dark') && browser.prefersDark,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }));
    vi.stubGlobal('ResizeObserver', NoResize);
    localStorage.clear();
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });
};
