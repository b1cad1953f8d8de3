import { sameValue, type SyncFields, type SyncValue } from '../sync/item.ts';
import { mergeFields } from '../sync/merge.ts';
import { offlineLimits } from './limits.ts';
import { type Seen, valueOf } from './record-values.ts';
import type { WaitingChange } from './waiting-change.ts';

/** A field with the value that was set here, and the one it has on the server. */
export interface BothValues {
  readonly field: string;
  readonly mine: SyncValue;
  readonly theirs: SyncValue;
}

/** What only a person can decide. */
export type Conflict =
  /** Both changed these fields; `theirs` is the record as it was seen then. */
  | { readonly kind: 'fields'; readonly fields: readonly BothValues[]; readonly theirs: Seen }
  /** Changed here, deleted there or out of the person's sight. */
  | { readonly kind: 'goneThere' }
  /** Deleted here, changed there; `mine` is the value before. */
  | { readonly kind: 'changedThere'; readonly fields: readonly BothValues[]; readonly theirs: Seen }
  /** A new record was handed over long ago, and the answer never came. */
  | { readonly kind: 'mayStand' };

/** What is to be done next for a waiting change. */
export type Step =
  | { readonly kind: 'create'; readonly values: SyncFields }
  | { readonly kind: 'restore' }
  | { readonly kind: 'write'; readonly values: SyncFields; readonly version: number }
  | { readonly kind: 'delete'; readonly version: number }
  /** The server has it already. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'ask'; readonly conflict: Conflict };

const ask = (conflict: Conflict): Step => ({ kind: 'ask', conflict });

const creation = ({ values, handedOver }: WaitingChange, now: number): Step => {
  if (handedOver === null) return { kind: 'create', values };
  return now - handedOver.at > offlineLimits.keyTrustedMs
    ? ask({ kind: 'mayStand' })
    : { kind: 'create', values: handedOver.values };
};

const only = (fields: readonly string[], values: SyncFields): SyncFields =>
  Object.fromEntries(fields.map((field) => [field, valueOf(values, field)]));

const change = ({ values, restores }: WaitingChange, base: Seen, theirs: Seen | null): Step => {
  if (theirs === null) return restores ? { kind: 'restore' } : ask({ kind: 'goneThere' });
  const fields = Object.keys(values);
  const { writes, open } = mergeFields({
    directions: Object.fromEntries(fields.map((field) => [field, 'both'])),
    conflicts: 'ask',
    base: only(fields, base.values),
    crm: only(fields, theirs.values),
    mailbox: only(fields, values),
    newer: 'crm',
    writable: { crm: true, mailbox: true },
  });
  // All of a change goes at once: a street without its town would be neither the former nor the new address.
  if (open.length > 0) {
    const both = open.map(({ field, crm, mailbox }) => ({ field, mine: mailbox, theirs: crm }));
    return ask({ kind: 'fields', fields: both, theirs });
  }
  return Object.keys(writes.crm).length === 0
    ? { kind: 'settled' }
    : { kind: 'write', values: writes.crm, version: theirs.version };
};

const removal = (base: Seen, theirs: Seen | null): Step => {
  if (theirs === null) return { kind: 'settled' };
  if (theirs.version === base.version) return { kind: 'delete', version: theirs.version };
  const names = [...new Set([...Object.keys(base.values), ...Object.keys(theirs.values)])];
  const fields = names
    .map((field) => ({ field, mine: valueOf(base.values, field), theirs: valueOf(theirs.values, field) }))
    .filter(({ mine, theirs: value }) => !sameValue(mine, value));
  return ask({ kind: 'changedThere', fields, theirs });
};

/**
 * What to do for a waiting change, seeing the record as the server has it now (null: it is gone there; not asked for while it
 * has no id). Different fields are both kept, field by field; for the same field, and where one side deleted, the person is
 * asked. An answer that was lost is noticed: what is there already is settled.
 */
export const nextStep = (waiting: WaitingChange, theirs: Seen | null, now: number): Step => {
  const { base, wish } = waiting;
  if (base === null) return creation(waiting, now);
  return wish === 'delete' ? removal(base, theirs) : change(waiting, base, theirs);
};

export type Choice = 'mine' | 'theirs';

/** Both values were seen: what was chosen from the server is dropped here, the rest stands on what was seen there. */
const chosenFields = (
  waiting: WaitingChange,
  { fields, theirs }: Extract<Conflict, { kind: 'fields' }>,
  choices: Readonly<Record<string, Choice>>,
): WaitingChange | null => {
  const base: Record<string, SyncValue> = { ...waiting.base?.values };
  for (const { field } of fields) base[field] = valueOf(theirs.values, field);
  const isLetGo = (name: string) => choices[name] !== 'mine' && fields.some(({ field }) => field === name);
  const values = Object.fromEntries(Object.entries(waiting.values).filter(([field]) => !isLetGo(field)));
  if (Object.keys(values).length === 0) return null;
  return { ...waiting, values, base: { version: theirs.version, values: base } };
};

/** Where a whole record is at stake: null lets go of what was done here. */
const chosenWhole = (waiting: WaitingChange, conflict: Conflict): WaitingChange => {
  switch (conflict.kind) {
    case 'goneThere':
      return { ...waiting, restores: true };
    case 'changedThere':
      return { ...waiting, base: conflict.theirs };
    case 'mayStand':
      return { ...waiting, handedOver: null };
    case 'fields':
      return waiting;
  }
};

/**
 * The change after the person answered its conflict, field by field (`fields`), or for the whole record under the name
 * `record`. An answer is for the values that were shown: when the server has others by then, it is asked again.
 */
export const answered = (waiting: WaitingChange, choices: Readonly<Record<string, Choice>>): WaitingChange | null => {
  if (waiting.state.kind !== 'conflict') return waiting;
  const { conflict } = waiting.state;
  const whole = choices['record'] === 'mine' ? chosenWhole(waiting, conflict) : null;
  const after = conflict.kind === 'fields' ? chosenFields(waiting, conflict, choices) : whole;
  return after === null ? null : { ...after, revision: waiting.revision + 1, state: { kind: 'waiting' } };
};
