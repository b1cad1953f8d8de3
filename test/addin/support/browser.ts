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
 * jsdom lays nothing out, so nothing has an offsetParent and the body is empty: Fluent's keyboard library then takes every
 * element for an invisible one, a dialog gets no focus, and what is focused elsewhere stays the place where one is, so that
 * the dialog itself is hidden from screen readers.
 */
const layOut = (): void => {
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get(this: HTMLElement) {
      return this.parentElement;
    },
  });
  HTMLBodyElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 320, 640);
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
