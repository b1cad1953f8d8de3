import { useEffect, useState } from 'react';
import type { SelectedMail } from './host.ts';
import { useHost } from './host-context.ts';

const nothing: readonly SelectedMail[] = [];

/** Messages that are selected together now. Where Outlook does not tell, for want of an API or of a right, there are none. */
export const useSelection = (): readonly SelectedMail[] => {
  const host = useHost();
  const [mails, setMails] = useState(nothing);
  useEffect(() => {
    let asked = 0;
    const reread = () => {
      asked += 1;
      const turn = asked;
      const show = (found: readonly SelectedMail[]) => turn === asked && setMails(found);
      host.readSelection().then(show, () => show(nothing));
    };
    reread();
    const stop = host.onSelectionChange(reread);
    return () => {
      asked = -1;
      stop();
    };
  }, [host]);
  return mails;
};
