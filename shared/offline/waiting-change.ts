import { sameValue, type SyncFields } from '../sync/item.ts';
import type { Conflict } from './next-step.ts';
import { type Seen, valueOf } from './record-values.ts';

/** What a person did to one record without a connection; there is one of these for a record at most. Features: Y12. */
export interface WaitingChange {
  readonly wish: 'create' | 'change' | 'delete';
  /** The record as it was when the change began; null: the server has given it no id yet. */
  readonly base: Seen | null;
  /** What it shall be: the fields that change, of a new record all that were filled in. */
  readonly values: SyncFields;
  /** The new record as it was handed to the server, whose answer has not come: it may be there. */
  readonly handedOver: { readonly values: SyncFields; readonly at: number } | null;
  /** The record was deleted there, and the person wants it back. */
  readonly restores: boolean;
  /** Rises with every edit, so that an edit while it is sent is not taken for sent. */
  readonly revision: number;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'conflict'; readonly conflict: Conflict }
    | { readonly kind: 'refused'; readonly code: string; readonly details: readonly string[] };
}

/** What a person does: fill in a new record, set fields, or delete. */
export type Edit = { readonly kind: 'set'; readonly values: SyncFields } | { readonly kind: 'delete' };

/** The values that are not the base's by now. */
const differing = (base: Seen, values: SyncFields): SyncFields =>
  Object.fromEntries(
    Object.entries(values).filter(([field]) => !sameValue(valueOf(base.values, field), valueOf(values, field))),
  );

const begin = (base: Seen | null): WaitingChange => ({
  wish: base === null ? 'create' : 'change',
  base,
  values: {},
  handedOver: null,
  restores: false,
  revision: 0,
  state: { kind: 'waiting' },
});

/** A record that may be there by an answer that was lost still has to be deleted there. */
const deleted = (change: WaitingChange): WaitingChange | null =>
  change.base === null && change.handedOver === null ? null : { ...change, wish: 'delete', values: {} };

const withValues = (change: WaitingChange, set: SyncFields): WaitingChange | null => {
  const all = { ...change.values, ...set };
  const wish = change.base === null ? 'create' : 'change';
  const values = change.base === null ? all : differing(change.base, all);
  if (wish === 'change' && Object.keys(values).length === 0 && !change.restores) return null;
  return { ...change, wish, values };
};

/**
 * The one change that stands for all that was done to a record: later values over earlier ones, a change that changes nothing
 * gone, a new record that is deleted before the server heard of it gone. Null: nothing waits any more.
 */
export const withEdit = (standing: WaitingChange | null, base: Seen | null, edit: Edit): WaitingChange | null => {
  const before = standing ?? begin(base);
  const after = edit.kind === 'delete' ? deleted(before) : withValues(before, edit.values);
  return after === null ? null : { ...after, revision: before.revision + 1, state: { kind: 'waiting' } };
};

/** The record as the person sees it: with what waits. */
export const shownValues = (base: Seen | null, change: WaitingChange | null): SyncFields => ({
  ...base?.values,
  ...change?.values,
});

/**
 * What still waits after the server took `sent` and answered with the record: nothing, or what was edited meanwhile, on top
 * of that answer. `standing` is the change as it is kept by then; null: the person took it back, and what was sent stays.
 */
export const afterSent = (sent: WaitingChange, standing: WaitingChange | null, answer: Seen): WaitingChange | null => {
  const isDeletedNext = sent.base === null && sent.wish === 'delete';
  if (standing === null || (standing.revision === sent.revision && !isDeletedNext && isAllSent(sent))) return null;
  const rest = { ...standing, base: answer, handedOver: null, restores: false };
  return standing.wish === 'delete' ? rest : withValues(rest, standing.values);
};

/** Of a new record that was handed over before its last edit only the former values went. */
const isAllSent = ({ base, handedOver, values }: WaitingChange): boolean =>
  base !== null ||
  handedOver === null ||
  (Object.keys(handedOver.values).length === Object.keys(values).length &&
    Object.entries(values).every(([field]) => sameValue(valueOf(handedOver.values, field), valueOf(values, field))));
