import type { Side, SyncFields } from './item.ts';
import type { Merge } from './merge.ts';

/** Why two items are no longer taken for one thing. Neither of them is deleted by that. */
export type UnlinkReason = 'deletedInCrm' | 'deletedInMailbox' | 'deletedInBoth' | 'keptByRule' | 'readOnly';

/** Why two items are left as they are until the record comes back. */
export type SuspendReason = 'outsideFilter' | 'accessLost';

/** Why an item is left as it is. */
export type LeaveReason = 'copy';

/** A version of an item that a write expects to meet; another one makes the write wait for the next cycle. */
export interface Expected {
  readonly id: string;
  readonly revision: string;
}

/** One thing to do. Each is complete in itself: done alone, or not at all, both sides stay right. */
export type SyncAction =
  /** Two items that nobody linked so far are one thing. `marks` asks to write the mark, by which a copy is known for one. */
  | {
      readonly do: 'link';
      readonly crm: Expected;
      readonly mailbox: Expected;
      readonly merge: Merge;
      readonly marks: boolean;
    }
  /**
   * A linked pair is brought together. Where nothing is to be written the link only learns the revisions.
   */
  | {
      readonly do: 'merge';
      readonly linkId: string;
      readonly crm: Expected;
      readonly mailbox: Expected;
      readonly merge: Merge;
      readonly marks: boolean;
    }
  /** An item that only `source` has is written on the other side, and linked. */
  | { readonly do: 'create'; readonly source: Side; readonly from: Expected; readonly fields: SyncFields }
  /** What was deleted on `side` was changed on the other since: it comes back with the changes. */
  | {
      readonly do: 'restore';
      readonly side: Side;
      readonly linkId: string;
      readonly from: Expected;
      readonly fields: SyncFields;
    }
  | { readonly do: 'remove'; readonly side: Side; readonly linkId: string; readonly item: Expected }
  | { readonly do: 'suspend'; readonly linkId: string; readonly reason: SuspendReason }
  | { readonly do: 'unlink'; readonly linkId: string; readonly reason: UnlinkReason }
  | { readonly do: 'leave'; readonly side: Side; readonly id: string; readonly reason: LeaveReason };
