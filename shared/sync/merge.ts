import { isEmptyValue, isList, otherSide, sameValue, type Side, type SyncFields, type SyncValue } from './item.ts';
import type { ConflictPolicy, FieldDirections } from './policy.ts';

/** A value that had to give way; it goes to the undo log. */
export interface LostValue {
  readonly field: string;
  readonly side: Side;
  readonly value: SyncValue;
}

/** A field that both sides changed, left to a person. */
export interface OpenConflict {
  readonly field: string;
  readonly crm: SyncValue;
  readonly mailbox: SyncValue;
}

/** What two versions of one thing become. */
export interface Merge {
  /** What is to be written on each side: the fields that change there, none where the object is empty. */
  readonly writes: Readonly<Record<Side, SyncFields>>;
  /** What both agree on once that is written. */
  readonly base: SyncFields;
  readonly lost: readonly LostValue[];
  readonly open: readonly OpenConflict[];
  /** Fields in which both still differ afterwards: open, refused by a read-only side, or changed only where it goes to. */
  readonly unsettled: readonly string[];
}

export interface MergeInput {
  readonly directions: FieldDirections;
  readonly conflicts: ConflictPolicy;
  readonly base: SyncFields;
  readonly crm: SyncFields;
  readonly mailbox: SyncFields;
  /** The side whose item was changed last, for the policy `newer`. */
  readonly newer: Side;
  readonly writable: Readonly<Record<Side, boolean>>;
  /** What a person answered to an open conflict: the side whose value stands. */
  readonly answers?: Readonly<Record<string, Side>>;
}

type Verdict = 'agreed' | 'rest' | 'ask' | { readonly winner: Side; readonly loses: boolean };

const from = (winner: Side): Verdict => ({ winner, loses: false });

/**
 * Whether one list has all that the other added to what was agreed on, and lacks all that the other took from it: both made
 * the same change, and this one more. A list that a mailbox takes entry by entry is found so where its writing was cut off.
 */
const goesFurther = (one: SyncValue, other: SyncValue, base: SyncValue | undefined): boolean => {
  // What would be empty is never written unasked.
  if (!isList(one) || !isList(other) || one.length === 0) return false;
  const agreed = base !== undefined && isList(base) ? base : [];
  return (
    other.every((entry) => agreed.includes(entry) || one.includes(entry)) &&
    agreed.every((entry) => other.includes(entry) || !one.includes(entry))
  );
};

/** Where both changed a field, or nothing was ever agreed on: an empty value gives way, then the policy decides. */
const decideConflict = (input: MergeInput, field: string, crm: SyncValue, mailbox: SyncValue): Verdict => {
  const answer = input.answers?.[field];
  if (answer !== undefined) return { winner: answer, loses: true };
  if (input.base[field] === undefined && isEmptyValue(crm)) return from('mailbox');
  if (input.base[field] === undefined && isEmptyValue(mailbox)) return from('crm');
  if (goesFurther(crm, mailbox, input.base[field])) return from('crm');
  if (goesFurther(mailbox, crm, input.base[field])) return from('mailbox');
  if (input.conflicts === 'ask') return 'ask';
  return { winner: input.conflicts === 'newer' ? input.newer : input.conflicts, loses: true };
};

/** A field that goes one way only: what changes at its target alone is neither taken nor undone. */
const decideOneWay = (source: Side, base: SyncValue | undefined, value: SyncValue, target: SyncValue): Verdict => {
  if (base !== undefined && sameValue(base, value)) return 'rest';
  return { winner: source, loses: base === undefined ? !isEmptyValue(target) : !sameValue(base, target) };
};

/** What the record was written with alone says nothing of what the mailbox has of its own. */
const isTold = (crm: SyncValue | undefined, base: SyncValue | undefined, mailbox: SyncValue | undefined): boolean =>
  crm === undefined && base === undefined && mailbox !== undefined;

const decideBothWays = (input: MergeInput, field: string, crm: SyncValue, mailbox: SyncValue): Verdict => {
  const base = input.base[field];
  if (base !== undefined && sameValue(base, mailbox)) return from('crm');
  if (base !== undefined && sameValue(base, crm)) return from('mailbox');
  return decideConflict(input, field, crm, mailbox);
};

const decideField = (input: MergeInput, field: string): Verdict | 'none' => {
  const crm = input.crm[field];
  const mailbox = input.mailbox[field];
  if (crm === undefined && mailbox === undefined) return 'none';
  const direction = input.directions[field];
  const base = input.base[field];
  const isFromMailbox = direction === 'toCrm' || direction === 'given';
  if (isFromMailbox && isTold(crm, base, mailbox)) return from('mailbox');
  if (direction === 'none' || crm === undefined || mailbox === undefined) return 'none';
  if (sameValue(crm, mailbox)) return 'agreed';
  if (direction === 'toMailbox') return decideOneWay('crm', base, crm, mailbox);
  return isFromMailbox ? decideOneWay('mailbox', base, mailbox, crm) : decideBothWays(input, field, crm, mailbox);
};

/**
 * Two versions of one thing brought together, field by field, against what both last agreed on: changes of different
 * fields are both kept, for the same field the policy decides, and what gives way is told. Features: Y5.
 */
export const mergeFields = (input: MergeInput): Merge => {
  const writes: Record<Side, Record<string, SyncValue>> = { crm: {}, mailbox: {} };
  const base: Record<string, SyncValue> = { ...input.base };
  const lost: LostValue[] = [];
  const open: OpenConflict[] = [];
  const unsettled: string[] = [];
  // Keys and not entries: this runs for every field of every item that meets its like for the first time.
  for (const field of Object.keys(input.directions)) {
    const verdict = decideField(input, field);
    if (verdict === 'none') continue;
    const crm = input.crm[field] ?? null;
    const mailbox = input.mailbox[field] ?? null;
    if (verdict === 'agreed') base[field] = crm;
    else if (verdict === 'rest') unsettled.push(field);
    else if (verdict === 'ask') {
      open.push({ field, crm, mailbox });
      unsettled.push(field);
    } else {
      const target = otherSide(verdict.winner);
      if (!input.writable[target]) unsettled.push(field);
      else {
        const value = verdict.winner === 'crm' ? crm : mailbox;
        writes[target][field] = value;
        base[field] = value;
        if (verdict.loses) lost.push({ field, side: target, value: target === 'crm' ? crm : mailbox });
      }
    }
  }
  return { writes, base, lost, open, unsettled };
};
