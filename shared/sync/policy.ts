import type { Side, SyncFields, SyncKind } from './item.ts';

/** Which way a field goes; `given` with a new item to the mailbox, and from then on what the mailbox has. Features: Y2. */
export type FieldDirection = 'both' | 'toMailbox' | 'toCrm' | 'given' | 'none';

export type FieldDirections = Readonly<Record<string, FieldDirection>>;

/** Whose value stands where both sides changed the same field. Features: Y5. */
export type ConflictPolicy = 'crm' | 'mailbox' | 'newer' | 'ask';

/** What becomes of the other side's item when one is deleted. Features: Y6. */
export type OnDeletion = 'remove' | 'unlink';

/** What synchronization must know of a kind of item. */
export interface KindRules {
  readonly kind: SyncKind;
  /** The fields with their classic directions. */
  readonly directions: FieldDirections;
  /** What tells two items to be the same when they meet for the first time; null where they say too little. */
  readonly identity: (fields: SyncFields) => string | null;
  /** What tells an item of the CRM without an identity of its own to be one of the mailbox; absent: `identity` alone. */
  readonly likeness?: (fields: SyncFields) => string | null;
  /** The side whose item was deleted, to what becomes of the other's. */
  readonly onDeletion: Readonly<Record<Side, OnDeletion>>;
  /** Whether an item is kept although its counterpart was deleted: history, or a meeting of somebody else. */
  readonly isKept: (fields: SyncFields, now: number) => boolean;
  /** Whether it reaches a mailbox by somebody else alone, and is never written there by us: a meeting to which others invite. */
  readonly comesByInvitation: (fields: SyncFields) => boolean;
}

/** How one mailbox is synchronized. */
export interface SyncPolicy {
  readonly rules: KindRules;
  /** The directions in force: those of the kind, as the organization changed them. */
  readonly directions: FieldDirections;
  readonly conflicts: ConflictPolicy;
  /** What becomes of the mailbox's item when its record leaves the filter or the user's sight. Features: Y4. */
  readonly onLeaving: OnDeletion;
  /** In milliseconds since 1970. */
  readonly now: number;
}
