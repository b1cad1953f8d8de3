import { useSyncExternalStore } from 'react';
import type { RecordRef } from '#shared/model/record-ref.ts';

/** What the editor begins with. */
export type Begin =
  | { readonly kind: 'new' }
  /** The id is that of the draft, or of the activity that is answered. */
  | { readonly kind: 'draft'; readonly id: string }
  | { readonly kind: 'reply' | 'replyAll' | 'forward'; readonly id: string };

/** Where one is in the console; the address bar says it and the back button works. */
export type Place =
  | { readonly room: 'records'; readonly type: string }
  | { readonly room: 'record'; readonly record: RecordRef }
  | {
      readonly room:
        | 'activities'
        | 'addresses'
        | 'tracking'
        | 'log'
        | 'held'
        | 'mine'
        | 'synchronization'
        | 'devices'
        | 'sending'
        | 'mailboxes'
        | 'forwarding'
        | 'connections'
        | 'people'
        | 'settings'
        | 'invitation'
        | 'unknown';
    }
  | { readonly room: 'activity'; readonly activityId: string }
  | { readonly room: 'emails' | 'templates' | 'campaigns' | 'lists' }
  | { readonly room: 'campaign'; readonly campaignId: string }
  /** Null: the first. */
  | { readonly room: 'queues'; readonly queueId: string | null }
  | { readonly room: 'workflows' }
  /** Null: a new one. */
  | { readonly room: 'workflow'; readonly workflowId: string | null }
  | { readonly room: 'email'; readonly emailId: string }
  | { readonly room: 'write'; readonly begin: Begin };

const base = '/console';

const begins = ['reply', 'replyAll', 'forward'] as const;

const parseBegin = (name: string | undefined, id: string | undefined): Begin => {
  if (id === undefined) return { kind: 'new' };
  if (name === 'draft') return { kind: 'draft', id };
  const kind = begins.find((one) => one === name);
  return kind === undefined ? { kind: 'new' } : { kind, id };
};

type Parse = (first: string | undefined, second: string | undefined) => Place;

/** By the first step of the address; what leads nowhere is `unknown`. */
const places: Readonly<Record<string, Parse>> = {
  records: (type, id) =>
    type !== undefined && id !== undefined
      ? { room: 'record', record: { type, id } }
      : { room: 'records', type: type ?? 'contact' },
  activities: (activityId) => (activityId === undefined ? { room: 'activities' } : { room: 'activity', activityId }),
  emails: (emailId) => (emailId === undefined ? { room: 'emails' } : { room: 'email', emailId }),
  write: (name, id) => ({ room: 'write', begin: parseBegin(name, id) }),
  templates: () => ({ room: 'templates' }),
  lists: () => ({ room: 'lists' }),
  campaigns: (campaignId) => (campaignId === undefined ? { room: 'campaigns' } : { room: 'campaign', campaignId }),
  workflows: (workflowId) => {
    if (workflowId === undefined) return { room: 'workflows' };
    return { room: 'workflow', workflowId: workflowId === 'new' ? null : workflowId };
  },
  addresses: () => ({ room: 'addresses' }),
  queues: (queueId) => ({ room: 'queues', queueId: queueId ?? null }),
  tracking: () => ({ room: 'tracking' }),
  log: () => ({ room: 'log' }),
  held: () => ({ room: 'held' }),
  mine: () => ({ room: 'mine' }),
  synchronization: () => ({ room: 'synchronization' }),
  devices: () => ({ room: 'devices' }),
  sending: () => ({ room: 'sending' }),
  forwarding: () => ({ room: 'forwarding' }),
  connections: () => ({ room: 'connections' }),
  mailboxes: () => ({ room: 'mailboxes' }),
  people: () => ({ room: 'people' }),
  settings: () => ({ room: 'settings' }),
  invitation: () => ({ room: 'invitation' }),
};

/** Address to place. */
export const parsePlace = (path: string): Place => {
  const [room = 'records', first, second] = path.slice(base.length).split('/').filter(Boolean).map(decodeURIComponent);
  const parse = Object.hasOwn(places, room) ? places[room] : undefined;
  return parse === undefined ? { room: 'unknown' } : parse(first, second);
};

/** A room, or one thing of it. */
const within = (room: string, id: string | null): string =>
  id === null ? `${base}/${room}` : `${base}/${room}/${encodeURIComponent(id)}`;

export const pathOf = (place: Place): string => {
  switch (place.room) {
    case 'records':
      return within('records', place.type);
    case 'record':
      return `${base}/records/${encodeURIComponent(place.record.type)}/${encodeURIComponent(place.record.id)}`;
    case 'activity':
      return within('activities', place.activityId);
    case 'email':
      return within('emails', place.emailId);
    case 'campaign':
      return within('campaigns', place.campaignId);
    case 'queues':
      return within('queues', place.queueId);
    case 'workflow':
      return within('workflows', place.workflowId ?? 'new');
    case 'write':
      return place.begin.kind === 'new'
        ? `${base}/write`
        : `${base}/write/${place.begin.kind}/${encodeURIComponent(place.begin.id)}`;
    case 'unknown':
      return base;
    default:
      return `${base}/${place.room}`;
  }
};

const listeners = new Set<() => void>();
/** Tells when one goes somewhere, also to where one is; gives the end of telling. */
export const onGoing = (listener: () => void): (() => void) => {
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
export const usePlace = (): Place => parsePlace(useSyncExternalStore(onGoing, () => location.pathname));
