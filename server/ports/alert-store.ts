import type { Instant } from '#shared/model/instant.ts';

/**
 * What an alert is about: the mailbox went to another user, or to another organization (I5, I6); a server that mail leaves
 * through refused us (S5); a connection stopped for a person, or many at one server failed (Y10).
 */
export type AlertKind = 'mailboxTaken' | 'synchronizingElsewhere' | 'sendingPaused' | StandingAlertKind;

/** What lasts: one alert of a subject is open at a time. */
export type StandingAlertKind = 'connectionStopped' | 'profileFailing';

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
  /** When the last one about this was told, whether it was put away or not. */
  lastTold(kind: StandingAlertKind, subjectId: string): Promise<Instant | null>;
}

export interface AlertStoreWrite extends AlertStoreRead {
  add(alert: StoredAlert): Promise<void>;
  /** Where one about this is open already, its words and moment become these. */
  tell(alert: StoredAlert & { readonly kind: StandingAlertKind }): Promise<void>;
  /** Nothing where there was one of this kind about the same before, though it was put away. */
  addOnce(alert: StoredAlert): Promise<void>;
  /** What they were about is over. */
  drop(kind: AlertKind, subjectId: string): Promise<void>;
  /** False when there is none of theirs with this id. */
  putAway(alertId: string, userId: string, ofAdministrators: boolean): Promise<boolean>;
  /** Those from before then. */
  forget(before: Instant): Promise<void>;
}
