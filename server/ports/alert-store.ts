import type { Instant } from '#shared/model/instant.ts';

/**
 * What an alert is about: the mailbox went to another user, or to another organization (I5, I6); a server that mail leaves
 * through refused us (S5).
 */
export type AlertKind = 'mailboxTaken' | 'synchronizingElsewhere' | 'sendingPaused';

/** A sentence that somebody must hear. */
export interface StoredAlert {
  readonly id: string;
  /** Null: for every administrator. */
  readonly userId: string | null;
  readonly kind: AlertKind;
  /** What it is about, such as the mailbox. */
  readonly subjectId: string;
  readonly words: string;
  readonly at: Instant;
}

export interface AlertStoreRead {
  /** Those of a user that nobody put away, and of administrators where asked for; the newest first. */
  open(userId: string, asked: { readonly ofAdministrators: boolean; readonly limit: number }): Promise<StoredAlert[]>;
}

export interface AlertStoreWrite extends AlertStoreRead {
  add(alert: StoredAlert): Promise<void>;
  /** Nothing where there was one of this kind about the same before, though it was put away. */
  addOnce(alert: StoredAlert): Promise<void>;
  /** What they were about is over. */
  drop(kind: AlertKind, subjectId: string): Promise<void>;
  /** False when there is none of theirs with this id. */
  putAway(alertId: string, userId: string, ofAdministrators: boolean): Promise<boolean>;
  /** Those from before then. */
  forget(before: Instant): Promise<void>;
}
