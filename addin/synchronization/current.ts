import { useSyncExternalStore } from 'react';
import type { Synchronizer, SynchronizerState } from './synchronizer.ts';

/** The synchronizer of this page, once its program is there: one per page, as one person is signed in. */
let current: Synchronizer | null = null;
const listeners = new Set<() => void>();

const nothing: SynchronizerState = { running: false, known: null, problem: null };

export const setSynchronizer = (synchronizer: Synchronizer | null): void => {
  current = synchronizer;
  const tell = () => listeners.forEach((listener) => listener());
  synchronizer?.subscribe(tell);
  tell();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What it is at; null where this pane has none (yet). */
export const useSynchronizer = (): {
  readonly synchronizer: Synchronizer;
  readonly state: SynchronizerState;
} | null => {
  const state = useSyncExternalStore(subscribe, () => current?.state() ?? nothing);
  return current === null ? null : { synchronizer: current, state };
};
