import type { MessageParts } from '#shared/contracts/promotions.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';

/** What a promotion should regard: what the correlated mail regards, nothing, or these (first is primary). */
export type RegardingWish =
  | { readonly kind: 'inherit' }
  | { readonly kind: 'none' }
  | { readonly kind: 'chosen'; readonly records: readonly RecordRef[] };

/** A mail tracked because a person said so, or because the router decided so (`because` is told, `code` is kept). */
export type TrackingWay =
  { readonly kind: 'byHand' } | { readonly kind: 'router'; readonly code: number; readonly because: string };

/** Track in CRM, as asked by a person. */
export interface PromotionRequest {
  readonly source:
    | { readonly kind: 'original'; readonly bytes: Uint8Array }
    | { readonly kind: 'parts'; readonly parts: MessageParts };
  readonly regarding: RegardingWish;
  /** Null: the person's default, else the organization's. */
  readonly visibility: Visibility | null;
  /** P8: numbers of attachments to leave out. */
  readonly withoutAttachments: readonly number[];
  readonly quotedText: 'keep' | 'remove';
  /** P13: user id or address of the mailbox owner. */
  readonly onBehalfOf: string | null;
  /** S14: one of several that are tracked together. */
  readonly inBatch?: boolean;
  readonly idempotency: { readonly key: string; readonly requestSha256: string } | null;
}

/** What is remembered of an answer; the activity itself is read anew each time. */
export interface PromotionReceipt {
  readonly promotionId: string | null;
  /** The promotion was there before; of what was remembered by an earlier version it is not known. */
  readonly stood?: boolean;
  readonly activityId: string | null;
  readonly holdId: string | null;
  readonly created: boolean;
  readonly outcome: { readonly code: number; readonly reason: string; readonly sentence: string };
  /** The activity that was just made, as the actor sees it; not remembered. Without it the activity is read. */
  readonly view?: ActivityView;
}
