import { afterEach, beforeEach, vi } from 'vitest';
import { cleanup } from '@testing-library/react';

/** What jsdom lacks of a browser; the preferred colours can be set by a test. */
export const browser = { prefersDark: false };

class NoResize {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/**
 * jsdom lays nothing out, so nothing has an offsetParent and Fluent takes every element for an invisible one: a dialog
 * would then hold the focus itself, without its first button, and be left among what is hidden from screen readers.
 */
const layOut = (): void => {
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get(this: HTMLElement) {
      return this.parentElement;
    },
  });
};

export const useBrowser = (): void => {
  beforeEach(() => {
    layOut();
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
