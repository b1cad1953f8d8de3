import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { PromotionRequest } from '../queries/promote-item.ts';
import type { KeptPromotion } from './kept-promotion.ts';

/** What this Outlook profile keeps for work without a connection. The mail lies beside the list, which is read often. */
export interface OfflineSchema extends DBSchema {
  promotion: { key: string; value: KeptPromotion };
  promotionRequest: { key: string; value: PromotionRequest };
}

export type OfflineDatabase = IDBPDatabase<OfflineSchema>;

const version = 1;

/**
 * Gives the way to the database: made or brought up to date at the first use, opened anew after it was closed. Rejects where
 * the browser keeps nothing (blocked storage).
 */
export const offlineDatabaseIn = (partition: string): (() => Promise<OfflineDatabase>) => {
  let opened: Promise<OfflineDatabase> | null = null;
  const forget = () => (opened = null);
  const open = async (): Promise<OfflineDatabase> => {
    try {
      return await openDB<OfflineSchema>(`${partition}correspond.offline`, version, {
        upgrade: (database) => {
          database.createObjectStore('promotion', { keyPath: 'id' });
          database.createObjectStore('promotionRequest', { keyPath: 'key' });
        },
        // A page of a newer version waits for us; what is kept is on disk.
        blocking: (_current, _wanted, event) => {
          forget();
          (event.target as IDBDatabase).close();
        },
        terminated: forget,
      });
    } catch (error) {
      forget();
      throw error;
    }
  };
  return () => (opened ??= open());
};
