import { useEffect } from 'react';
import { createTabster } from 'tabster';

const kept = new WeakSet<Window>();

/**
 * For whatever opens a dialog. While a dialog stands, Tabster hides the page behind it from screen readers, and shows it
 * again a moment after. It would end with the last component that uses it, which may be the dialog's own, and leave the
 * page hidden: so it stays for as long as the page does.
 */
export const useTabsterThatStays = (): void => {
  useEffect(() => {
    if (kept.has(window)) return;
    kept.add(window);
    createTabster(window);
  }, []);
};
