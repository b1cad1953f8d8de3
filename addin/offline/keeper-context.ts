import { createContext, useContext, useSyncExternalStore } from 'react';
import type { OpenItem } from '../office/open-item.ts';
import type { PromotionRequest } from '../queries/promote-item.ts';
import type { KeptPromotion } from './kept-promotion.ts';
import type { KeeperState, PromotionKeeper } from './promotion-keeper.ts';

/** What the views may ask of the keeper; the program behind it is fetched once the first view stands. */
export interface Keeping {
  readonly state: () => KeeperState;
  readonly subscribe: PromotionKeeper['subscribe'];
  /** For the organization that is shown. False when there is no room. Rejects where the browser keeps nothing. */
  keep(item: OpenItem, request: PromotionRequest): Promise<boolean>;
  send(): Promise<void>;
  discard(id: string): Promise<boolean>;
  erase(): Promise<void>;
}

const KeepingContext = createContext<Keeping | null>(null);
export const KeepingProvider = KeepingContext.Provider;

export const useKeeping = (): Keeping => {
  const keeping = useContext(KeepingContext);
  if (!keeping) throw new Error('KeepingProvider is missing');
  return keeping;
};

/** What is kept here, of all organizations of the person, and which one is on its way. */
export const useKept = (): KeeperState => {
  const { subscribe, state } = useKeeping();
  return useSyncExternalStore(subscribe, state);
};

/** The kept promotion of this item in this organization. */
export const useKeptOf = (item: OpenItem, organizationId: string): KeptPromotion | null =>
  useKept().kept.find(
    (kept) =>
      kept.organizationId === organizationId &&
      (kept.itemKey === item.key ||
        (kept.internetMessageId !== null && kept.internetMessageId === item.internetMessageId)),
  ) ?? null;
