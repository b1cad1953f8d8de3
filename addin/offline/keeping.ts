import type { Keeping } from './keeper-context.ts';
import type { KeptScope } from './kept-promotion.ts';
import type { KeeperNeeds, KeeperState, PromotionKeeper } from './promotion-keeper.ts';

type OnSent = KeeperNeeds['onSent'];

/** Begins and ends with the views that show it. */
interface StartedKeeping extends Keeping {
  begin(onSent: OnSent): void;
  readonly stop: () => void;
}

const nothingKept: KeeperState = { kept: [], sendingId: null };

/**
 * The keeper as the views see it before its program is there: it shows nothing, and what is asked of it waits. `start`
 * fetches the program; it is called again only after it failed.
 */
export const createKeeping = (
  start: (onSent: OnSent) => Promise<PromotionKeeper>,
  scope: KeptScope,
): StartedKeeping => {
  const listeners = new Set<() => void>();
  let tellSent: OnSent = () => undefined;
  let keeper: PromotionKeeper | null = null;
  let starting: Promise<PromotionKeeper> | null = null;
  let isStopped = false;
  const begin = async (): Promise<PromotionKeeper> => {
    try {
      keeper = await start((kept, answer) => tellSent(kept, answer));
    } catch (error) {
      starting = null;
      throw error;
    }
    if (isStopped) keeper.stop();
    const tell = () => listeners.forEach((listener) => listener());
    keeper.subscribe(tell);
    tell();
    return keeper;
  };
  const started = () => (starting ??= begin());
  return {
    state: () => keeper?.state() ?? nothingKept,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    keep: async (item, request) => (await started()).keep(scope, item, request),
    send: async () => (await started()).send('now'),
    discard: async (id) => (await started()).discard(id),
    erase: async () => (await started()).erase(),
    begin: (onSent) => {
      tellSent = onSent;
      // Where the program or the storage is missing nothing can be kept; whoever asks to keep something is told.
      started().catch(() => undefined);
    },
    stop: () => {
      isStopped = true;
      keeper?.stop();
    },
  };
};
