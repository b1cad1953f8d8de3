import { createContext, useContext, useSyncExternalStore } from 'react';
import type { OutlookHost } from './host.ts';
import type { OpenItem } from './open-item.ts';

/** What is open, for views: re-read on every hint, and news only when something differs. */
export interface OpenItemStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => OpenItem | null;
}

export const createOpenItemStore = (host: OutlookHost): OpenItemStore => {
  let item = host.readOpenItem();
  const reread = (): boolean => {
    const next = host.readOpenItem();
    if (JSON.stringify(next) === JSON.stringify(item)) return false;
    item = next;
    return true;
  };
  return {
    subscribe: (listener) => {
      // Something may have been opened before anyone listened.
      reread();
      return host.onItemChange(() => reread() && listener());
    },
    get: () => item,
  };
};

export interface Around {
  readonly host: OutlookHost;
  readonly items: OpenItemStore;
}

const HostContext = createContext<Around | null>(null);
export const HostProvider = HostContext.Provider;

const useAround = (): Around => {
  const around = useContext(HostContext);
  if (!around) throw new Error('HostProvider is missing');
  return around;
};

export const useHost = (): OutlookHost => useAround().host;

export const useOpenItem = (): OpenItem | null => {
  const { items } = useAround();
  return useSyncExternalStore(items.subscribe, items.get);
};
