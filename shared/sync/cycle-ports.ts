import type { Expected, SuspendReason, UnlinkReason } from './action.ts';
import type { Side, SideItem, SideView, SyncFields, SyncLink } from './item.ts';
import type { LostValue, OpenConflict } from './merge.ts';
import type { Answers } from './plan-input.ts';

/**
 * What a write of one item came to. `changed`: another version stands there, it is looked at again in the next cycle.
 * `refused`: the side will never take this item as it is, with its own words. Anything else is thrown and ends the cycle.
 */
export type Written =
  | { readonly kind: 'written'; readonly item: Expected }
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly words: string };

/** What both sides can be asked. */
export interface ReadableSide {
  /** The changes since the cursor; everything where it is null or no longer known to the side. */
  changes(cursor: string | null): Promise<{ readonly view: SideView; readonly cursor: string }>;
  /** The items as they are now, deleted ones as gone. */
  read(ids: readonly string[]): Promise<readonly SideItem[]>;
}

/** A mailbox's address book, task list or calendar. */
export interface MailboxSide extends ReadableSide {
  /**
   * Writes a new item that carries the mark. Where an item with this mark stands already nothing is written, and the
   * answer names it.
   */
  create(fields: SyncFields, mark: string): Promise<Written | { readonly kind: 'exists'; readonly id: string }>;
  /** Writes fields (perhaps none) and the mark on exactly this version. */
  update(expected: Expected, fields: SyncFields, mark: string): Promise<Written>;
  remove(expected: Expected): Promise<Written>;
}

/** What both agreed on, with what is to be remembered about it. */
export interface Agreement {
  readonly base: SyncFields;
  readonly unsettled: readonly string[];
  readonly lost: readonly LostValue[];
  readonly open: readonly OpenConflict[];
}

/** One transaction on our side: records and links change together, or not at all. */
export type CrmStep =
  /** Values of the mailbox that are about to be written over; told first, as a cycle may be cut off after the writing. */
  | {
      readonly step: 'remember';
      readonly crmId: string;
      readonly mailboxId: string;
      readonly lost: readonly LostValue[];
    }
  | {
      readonly step: 'link';
      readonly crm: Expected;
      readonly mailbox: Expected;
      readonly writes: SyncFields;
      readonly agreement: Agreement;
    }
  | {
      readonly step: 'merge';
      readonly linkId: string;
      readonly crm: Expected;
      readonly mailbox: Expected;
      readonly writes: SyncFields;
      readonly agreement: Agreement;
    }
  | { readonly step: 'createRecord'; readonly mailbox: Expected; readonly fields: SyncFields }
  | {
      readonly step: 'restoreRecord';
      readonly linkId: string;
      readonly mailbox: Expected;
      readonly fields: SyncFields;
    }
  | { readonly step: 'removeRecord'; readonly linkId: string; readonly crm: Expected }
  /** Says what is about to happen to the mailbox's item of a link. */
  | { readonly step: 'begin'; readonly linkId: string; readonly state: 'removing' | 'rewriting' }
  /** The link leads to an item that was written anew. */
  | {
      readonly step: 'relink';
      readonly linkId: string;
      readonly crm: Expected;
      readonly mailbox: Expected;
      readonly agreement: Agreement;
    }
  | { readonly step: 'drop'; readonly linkId: string }
  | { readonly step: 'suspend'; readonly linkId: string; readonly reason: SuspendReason }
  /** Ends a link and sets both items apart. */
  | { readonly step: 'unlink'; readonly linkId: string; readonly reason: UnlinkReason };

export type Committed =
  | { readonly kind: 'done'; readonly link: SyncLink | null }
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly words: string };

/** Our records and the links, within one organization. */
export interface CrmSide extends ReadableSide {
  commit(step: CrmStep): Promise<Committed>;
  countLinks(): Promise<number>;
  /** All links of this mailbox and kind. */
  allLinks(): Promise<readonly SyncLink[]>;
  /** The links that name one of the records or items. */
  linksOf(crmIds: readonly string[], mailboxIds: readonly string[]): Promise<readonly SyncLink[]>;
  /** The links that a cycle left behind in the middle of something: removing or rewriting. */
  unfinishedLinks(): Promise<readonly SyncLink[]>;
  /** Of these, the ones set apart. */
  apart(crmIds: readonly string[], mailboxIds: readonly string[]): Promise<Readonly<Record<Side, ReadonlySet<string>>>>;
  /** Answers that were given and not carried out yet, by link. */
  answers(): Promise<ReadonlyMap<string, Answers>>;
}

/** Where the last cycle stopped. */
export interface CycleState {
  readonly cursor: Readonly<Record<Side, string | null>>;
  /** Items to be looked at again, whatever the sides call changed. */
  readonly again: Readonly<Record<Side, readonly string[]>>;
}

export const firstCycle: CycleState = { cursor: { crm: null, mailbox: null }, again: { crm: [], mailbox: [] } };
