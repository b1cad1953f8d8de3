import { useCallback, useEffect, useRef, useState } from 'react';
import type { View } from './views.ts';

/** The page over the mail; going back returns the focus to what opened it. */
export const useView = () => {
  const [view, setView] = useState<View>({ page: 'mail' });
  const opener = useRef<Element | null>(null);
  const go = useCallback((next: View) => {
    // From page to page the focus still returns to what was used on the mail itself.
    setView((now) => {
      if (now.page === 'mail') opener.current = document.activeElement;
      return next;
    });
  }, []);
  const back = useCallback(() => setView({ page: 'mail' }), []);
  useEffect(() => {
    if (view.page === 'mail' && opener.current instanceof HTMLElement) opener.current.focus();
    // Leaving (another item, signing out) answers whoever waits for a choice.
    return () => {
      if (view.page === 'regarding') view.settle(null);
    };
  }, [view]);
  return { view, go, back };
};
