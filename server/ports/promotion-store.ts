import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { NewPromotion } from '../domain/activity/new-activity.ts';

/** Standing; untracked with the activity kept; untracked and gone for this person. */
export type PromotionState = 'standing' | 'kept' | 'removed';

export interface StoredPromotion {
  readonly id: string;
  readonly activityId: string;
  readonly userId: string;
  readonly actorId: string;
  readonly visibility: Visibility;
  readonly at: Instant;
  readonly state: PromotionState;
  readonly stateSince: Instant;
}

export interface RememberedAnswer {
  readonly requestSha256: string;
  readonly status: number;
  readonly answer: unknown;
}

export interface PromotionStoreRead {
  find(promotionId: string): Promise<StoredPromotion | null>;
  /** That user's promotion of the activity, withdrawn ones too. */
  findOf(activityId: string, userId: string): Promise<StoredPromotion | null>;
  /** How many promotions stand or are kept, whoever may see them. */
  countStanding(activityId: string): Promise<number>;
  /** Those that the reader sees, kept ones too, oldest first. */
  visible(readerId: string, activityId: string): Promise<StoredPromotion[]>;
  regardingOf(promotionId: string): Promise<RecordRef[]>;
  rememberedAnswer(userId: string, key: string): Promise<RememberedAnswer | null>;
}

export interface NewOutcome extends Outcome {
  readonly id: string;
  readonly evidence: unknown;
  readonly userId: string | null;
  readonly activityId: string | null;
  readonly holdId: string | null;
  readonly at: Instant;
  /** Only what the router decided: where it was found, a salted hash of which mail it was, and for a time who wrote what. */
  readonly found?: {
    readonly mailbox: string | null;
    readonly mailHash: string | null;
    readonly sender: string | null;
    readonly subject: string | null;
  };
}

export interface PromotionStoreWrite extends PromotionStoreRead {
  add(promotion: NewPromotion, at: Instant): Promise<void>;
  changeState(promotionId: string, state: PromotionState, at: Instant): Promise<void>;
  changeVisibility(promotionId: string, visibility: Visibility): Promise<void>;
  /** Sets what a promotion regards, and the timeline rows that follow from it. */
  setRegarding(promotionId: string, activityId: string, regarding: readonly RecordRef[]): Promise<void>;
  /** By which id the user's Outlook knows the appointment (P11). */
  setPlace(promotionId: string, place: string): Promise<void>;
  addOutcome(outcome: NewOutcome): Promise<void>;
  /** False when another transaction used the key meanwhile. */
  rememberAnswer(userId: string, key: string, answer: RememberedAnswer & { readonly at: Instant }): Promise<boolean>;
}
