import type { PromotionRequest } from '../queries/promote-item.ts';
import type { OfflineDatabase } from './database.ts';
import { type KeptPromotion, type KeptScope, hasRoom } from './kept-promotion.ts';

/** The list of kept promotions and their mail, in IndexedDB; what is written here survives the pane and Outlook. */
export interface PromotionShelf {
  /** Oldest first, of these people of these organizations alone. */
  list(scopes: readonly KeptScope[]): Promise<readonly KeptPromotion[]>;
  /** Lays it down with its mail; false when there is no room. */
  add(kept: KeptPromotion, request: PromotionRequest): Promise<boolean>;
  find(id: string): Promise<{ readonly kept: KeptPromotion; readonly request: PromotionRequest } | null>;
  /** Writes its new state; nothing when it is gone by now. */
  change(kept: KeptPromotion): Promise<void>;
  /** False when it was gone already. */
  remove(id: string): Promise<boolean>;
}

const both = ['promotion', 'promotionRequest'] as const;

/** `open` gives the database, and is asked at every use. */
export const createPromotionShelf = (open: () => Promise<OfflineDatabase>): PromotionShelf => ({
  list: async (scopes) => {
    const all = await (await open()).getAll('promotion');
    return all.filter((kept) => scopes.some(isOf(kept))).toSorted((one, other) => one.keptAt - other.keptAt);
  },
  add: async (kept, request) => {
    // One transaction: two panes that fill the last place at once do not both get it.
    const writing = (await open()).transaction(both, 'readwrite');
    const fits = hasRoom(await writing.objectStore('promotion').getAll(), kept.sizeBytes);
    const added = fits
      ? [writing.objectStore('promotion').add(kept), writing.objectStore('promotionRequest').add(request)]
      : [];
    await Promise.all([...added, writing.done]);
    return fits;
  },
  find: async (id) => {
    const reading = (await open()).transaction(both, 'readonly');
    const [kept, request] = await Promise.all([
      reading.objectStore('promotion').get(id),
      reading.objectStore('promotionRequest').get(id),
    ]);
    return kept && request ? { kept, request } : null;
  },
  change: async (kept) => {
    const writing = (await open()).transaction('promotion', 'readwrite');
    const stands = (await writing.store.getKey(kept.id)) !== undefined;
    await Promise.all([stands ? writing.store.put(kept) : null, writing.done]);
  },
  remove: async (id) => {
    const writing = (await open()).transaction(both, 'readwrite');
    const stood = (await writing.objectStore('promotion').getKey(id)) !== undefined;
    await Promise.all([
      writing.objectStore('promotion').delete(id),
      writing.objectStore('promotionRequest').delete(id),
      writing.done,
    ]);
    return stood;
  },
});

const isOf =
  (kept: KeptPromotion) =>
  ({ server, organizationId, userId }: KeptScope): boolean =>
    kept.server === server && kept.organizationId === organizationId && kept.userId === userId;
