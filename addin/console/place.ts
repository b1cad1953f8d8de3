import { useSyncExternalStore } from 'react';
import type { RecordRef } from '#shared/model/record-ref.ts';

/** Where one is in the console; the address bar says it and the back button works. */
export type Place =
  | { readonly room: 'records'; readonly type: string }
  | { readonly room: 'record'; readonly record: RecordRef }
  | { readonly room: 'activities' | 'addresses' | 'held' | 'devices' | 'sending' | 'people' | 'invitation' | 'unknown' }
  | { readonly room: 'activity'; readonly activityId: string };

const base = '/console';
const simple = new Set(['activities', 'addresses', 'held', 'devices', 'sending', 'people', 'invitation']);

/** Address to place; what leads nowhere is `unknown`. */
export const parsePlace = (path: string): Place => {
  const [room = '', first, second] = path.slice(base.length).split('/').filter(Boolean).map(decodeURIComponent);
  if (room === '') return { room: 'records', type: 'contact' };
  if (room === 'records' && first !== undefined && second !== undefined)
    return { room: 'record', record: { type: first, id: second } };
  if (room === 'records') return { room: 'records', type: first ?? 'contact' };
  if (room === 'activities' && first !== undefined) return { room: 'activity', activityId: first };
  return simple.has(room) ? ({ room } as Place) : { room: 'unknown' };
};

export const pathOf = (place: Place): string => {
  switch (place.room) {
    case 'records':
      return `${base}/records/${encodeURIComponent(place.type)}`;
    case 'record':
      return `${base}/records/${encodeURIComponent(place.record.type)}/${encodeURIComponent(place.record.id)}`;
    case 'activity':
      return `${base}/activities/${encodeURIComponent(place.activityId)}`;
    case 'unknown':
      return base;
    default:
      return `${base}/${place.room}`;
  }
};

const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
};

export const goTo = (place: Place): void => {
  history.pushState(null, '', pathOf(place));
  scrollTo(0, 0);
  listeners.forEach((listener) => listener());
};

/** The place of the address bar. */
export const usePlace = (): Place => parsePlace(useSyncExternalStore(subscribe, () => location.pathname));
