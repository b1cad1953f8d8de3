import type { ActivityParty } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { ActivityDetailView, ActivityView, AttachmentView } from '../domain/activity/activity-view.ts';
import type { ActivityContent, NewActivity } from '../domain/activity/new-activity.ts';
import type { StandingActivity } from './routing-store.ts';

export interface ActivityFilter {
  readonly regardingId?: string;
  readonly timelineOf?: string;
  readonly addressKey?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly since?: Instant;
  readonly words?: readonly string[];
}

export interface PageAsked {
  readonly limit: number;
  /** Where the page before ended. */
  readonly after: { readonly sortAt: number; readonly id: string } | null;
}

/** Reading: everything is seen through a reader, and what the reader may not see is as if it did not exist (O1, O9). */
export interface ActivityStoreRead {
  find(readerId: string, activityId: string): Promise<ActivityView | null>;
  /** Those of the ids that the reader sees, in any order. */
  findMany(readerId: string, activityIds: readonly string[]): Promise<ActivityView[]>;
  findDetail(readerId: string, activityId: string): Promise<ActivityDetailView | null>;
  /** The oldest that stands for this Message-ID. */
  findByMessageId(readerId: string, messageIdKey: string): Promise<ActivityView | null>;
  list(readerId: string, filter: ActivityFilter, page: PageAsked): Promise<ActivityView[]>;
  /** Ids of the thread that the reader sees, oldest first. */
  threadMembers(readerId: string, threadId: string): Promise<{ id: string; sortAt: Instant }[]>;
  attachment(activityId: string, n: number): Promise<AttachmentView | null>;
}

export interface ActivityStoreWrite extends ActivityStoreRead {
  /** False when another transaction recorded the same identity first. */
  add(activity: NewActivity, at: Instant): Promise<boolean>;
  /**
   * Keeps other writers of the activity waiting until the transaction ends, and tells what it is by then; null when it
   * is gone. Whoever adds to a standing activity calls it first.
   */
  hold(activityId: string): Promise<Pick<StandingActivity, 'source' | 'deleted'> | null>;
  replaceContent(activityId: string, content: ActivityContent, at: Instant): Promise<void>;
  /** Adds receivers that this copy names and the stored one does not (A5). */
  addMissingParties(activityId: string, parties: readonly ActivityParty[]): Promise<number>;
  saveNotes(activityId: string, notes: string, at: Instant): Promise<void>;
  /**
   * A person's choice for all parties with this address; null takes it back: what was ambiguous is so again, what was
   * matched is nobody's by choice. Returns how many parties there are.
   */
  settleParty(
    activityId: string,
    choice: { readonly addressKey: string; readonly recordId: string | null; readonly settledBy: string },
  ): Promise<number>;
  touch(activityId: string, at: Instant): Promise<void>;
  markDeleted(activityId: string, at: Instant | null): Promise<void>;
  /** Writes the timeline rows of parties and accounts anew. */
  rebuildTimeline(activityId: string): Promise<void>;
}
