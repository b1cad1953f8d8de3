import { useCallback, useRef } from 'react';
import { useTabsterThatStays } from './tabster-that-stays.ts';

/**
 * Runs what was confirmed once the dialog is gone: while it stands, the page behind it is hidden from screen readers, and
 * would stay so if what opened it went first. `body` is the ref of what the dialog holds.
 */
export const useOnceGone = () => {
  useTabsterThatStays();
  const confirmed = useRef<(() => void) | null>(null);
  const body = useCallback((element: HTMLDivElement | null) => {
    const run = confirmed.current;
    if (element !== null || run === null) return;
    confirmed.current = null;
    queueMicrotask(run);
  }, []);
  const onceGone = (run: () => void): void => {
    confirmed.current = run;
  };
  return { body, onceGone };
};
