import { createContext, useContext, useSyncExternalStore } from 'react';
import type { OfflineRecords, OfflineState } from '../../offline/records/offline-records.ts';

const OfflineContext = createContext<OfflineRecords | null>(null);
export const OfflineProvider = OfflineContext.Provider;

export const useOffline = (): { readonly records: OfflineRecords; readonly state: OfflineState } => {
  const records = useContext(OfflineContext);
  if (!records) throw new Error('OfflineProvider is missing');
  return { records, state: useSyncExternalStore(records.subscribe, records.state) };
};
