import { exclusivelyUnder } from '../api/exclusively.ts';
import { offlineDatabaseIn } from './database.ts';
import { type KeeperNeeds, type PromotionKeeper, createPromotionKeeper } from './promotion-keeper.ts';
import { createPromotionShelf } from './promotion-shelf.ts';

export type PageNeeds = Pick<KeeperNeeds, 'call' | 'scopes' | 'onSent'> & { readonly partition: string };

/**
 * The keeper of this page: over IndexedDB, with the lock and the news that all panes of this Outlook share. It sends when it
 * begins, when the browser is online again, when the pane is looked at, and after growing gaps. Rejects where the browser
 * keeps nothing.
 */
export const startKeeper = async ({ partition, ...needs }: PageNeeds): Promise<PromotionKeeper> => {
  const name = `${partition}correspond.offline`;
  const news = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null;
  const keeper = createPromotionKeeper({
    ...needs,
    shelf: createPromotionShelf(offlineDatabaseIn(partition)),
    exclusively: exclusivelyUnder(name),
    now: () => Date.now(),
    later: (action, ms) => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
    tellOthers: () => news?.postMessage('changed'),
  });
  await keeper.reread();
  const sendNow = () => quietly(keeper.send('now'));
  const sendDue = () => {
    if (document.visibilityState === 'visible') quietly(keeper.send('due'));
  };
  const onNews = () => quietly(keeper.reread());
  news?.addEventListener('message', onNews);
  addEventListener('online', sendNow);
  document.addEventListener('visibilitychange', sendDue);
  sendNow();
  return {
    ...keeper,
    stop: () => {
      keeper.stop();
      news?.close();
      removeEventListener('online', sendNow);
      document.removeEventListener('visibilitychange', sendDue);
    },
  };
};

/** The database went away under the page: what is kept stays where it is, and the next look reads it again. */
const quietly = (work: Promise<void>): void => void work.catch(() => undefined);
