/** What is synchronized. Each kind states its fields in kinds/. */
export type SyncKind = 'contact' | 'task' | 'appointment';

/** The two sides of a synchronization: our records, and the person's mailbox (address book, task list, calendar). */
export type Side = 'crm' | 'mailbox';

export const otherSide = (side: Side): Side => (side === 'crm' ? 'mailbox' : 'crm');

/** The value of one field in the form that both sides are brought to. Lists are sorted by whoever reads the side. */
export type SyncValue = string | number | boolean | null | readonly string[];

/** An item's fields. A field that stands nowhere in it is one that the side cannot carry, and is left alone. */
export type SyncFields = Readonly<Record<string, SyncValue>>;

export const isList = (value: SyncValue): value is readonly string[] => Array.isArray(value);

export const sameValue = (one: SyncValue, other: SyncValue): boolean =>
  one === other ||
  (isList(one) && isList(other) && one.length === other.length && one.every((entry, index) => entry === other[index]));

export const isEmptyValue = (value: SyncValue): boolean =>
  value === null || value === '' || (isList(value) && value.length === 0);

/** An item as a side shows it in this cycle. */
export interface PresentItem {
  readonly state: 'present';
  readonly id: string;
  /** Changes with every change of the item: an ETag, a changeKey, a record's version. */
  readonly revision: string;
  readonly fields: SyncFields;
  /** When it was last changed, in milliseconds since 1970; 0 where the side does not tell. */
  readonly modifiedAt: number;
  /** False where the side refuses changes of this item: a shared read-only book, a meeting of somebody else. */
  readonly writable: boolean;
  /**
   * In the CRM: `wanted` where a filter of the user takes it, `outside` where none does any more, `unreadable` where the
   * user lost access. In the mailbox: `wanted` where the user tracked it or a rule did, else `outside`.
   */
  readonly scope: 'wanted' | 'outside' | 'unreadable';
  /** In the CRM: the mailbox has it already, so it is paired with its like there and never written anew. */
  readonly stands?: boolean;
  /** In the mailbox: the CRM record that the item was written for, which stays with a copy of it. */
  readonly mark?: string;
}

/** An item that the side says is deleted. */
export interface GoneItem {
  readonly state: 'gone';
  readonly id: string;
}

export type SideItem = PresentItem | GoneItem;

/**
 * What a side showed. A complete view lists every item, so that a missing one is gone; otherwise it holds the changes
 * since a cursor, and a missing one is as it was.
 */
export interface SideView {
  readonly complete: boolean;
  readonly items: ReadonlyMap<string, SideItem>;
}

/** A record and an item of the mailbox that are the same thing, as they were when both last agreed. */
export interface SyncLink {
  readonly id: string;
  readonly crmId: string;
  readonly mailboxId: string;
  readonly crmRevision: string;
  readonly mailboxRevision: string;
  /** The values that both sides had agreed on. A field that is missing was never agreed on. */
  readonly base: SyncFields;
  /** Fields in which both still differ: a conflict that waits for a person, or a side that took no change. */
  readonly unsettled: readonly string[];
  /**
   * `suspended`: the record left the filter or the user's sight, and both items stay as they are until it comes back.
   * `removing`: we began to delete the mailbox's item; `rewriting`: it was deleted there, and we began to write it anew. A
   * cycle that is cut off leaves these two behind, so that what we deleted is not taken for a wish of the person.
   */
  readonly state: 'whole' | 'suspended' | 'removing' | 'rewriting';
}
