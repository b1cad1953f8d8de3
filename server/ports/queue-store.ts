import type { Instant } from '#shared/model/instant.ts';
import type { QueueSettings } from '#shared/model/router-settings.ts';

export type QueueItemState = 'waiting' | 'picked' | 'resolved';

/** One activity that waits in a queue (A16). */
export interface QueueItem {
  readonly id: string;
  readonly queueId: string;
  readonly activityId: string;
  readonly state: QueueItemState;
  /** The user who works on it. */
  readonly workerId: string | null;
  readonly enteredAt: Instant;
  readonly changedAt: Instant;
  readonly version: number;
}

export interface QueueStoreRead {
  settings(queueId: string): Promise<QueueSettings>;
  find(itemId: string): Promise<QueueItem | null>;
  /** Of one activity, whichever queue it is in. */
  itemsOf(activityId: string): Promise<QueueItem[]>;
  /** Oldest first; null means any state. */
  items(
    queueId: string,
    state: QueueItemState | null,
    page: { readonly limit: number; readonly after: { readonly sortAt: number; readonly id: string } | null },
  ): Promise<QueueItem[]>;
}

export interface QueueStoreWrite extends QueueStoreRead {
  saveSettings(queueId: string, settings: QueueSettings): Promise<void>;
  /** False when the activity is in this queue already. */
  add(item: {
    readonly id: string;
    readonly queueId: string;
    readonly activityId: string;
    readonly at: Instant;
  }): Promise<boolean>;
  /** Writes the item where its version is still the one that was read; false when somebody was faster. */
  save(item: QueueItem): Promise<boolean>;
}
