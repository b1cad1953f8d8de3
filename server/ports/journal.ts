import type { EventOrigin } from '#shared/contracts/workflows.ts';
import type { Instant } from '#shared/model/instant.ts';

export type EventKind =
  | 'activity.promoted'
  | 'activity.untracked'
  | 'activity.changed'
  | 'activity.deleted'
  | 'activity.restored'
  | 'email.written'
  | 'email.changed'
  | 'email.deleted'
  | 'email.queued'
  | 'email.sending'
  | 'email.sent'
  | 'email.deferred'
  | 'email.failed'
  | 'email.uncertain'
  | 'email.settled'
  | 'email.canceled'
  | 'email.resent'
  | 'email.copyRetried'
  | 'email.bounced'
  | 'sending.paused'
  | 'sending.resumed'
  | 'sending.allowed'
  | 'sending.forbidden'
  | 'record.created'
  | 'record.changed'
  | 'record.deleted'
  | 'record.restored'
  | 'hold.added'
  | 'outcome.read'
  | 'queueItem.changed'
  | 'dropAddress.made'
  | 'hold.read'
  | 'hold.settled'
  | 'settings.changed'
  | 'token.nearlyUsedUp'
  | 'thread.vetoed'
  | 'thread.vetoLifted'
  | 'user.changed'
  | 'device.designated'
  | 'device.released'
  | 'recordType.declared'
  | 'address.resolved'
  | 'address.chosen'
  | 'address.trusted'
  | 'template.changed'
  | 'sendingProfile.changed'
  | 'forwarding.changed'
  | 'campaign.changed'
  | 'marketingList.changed'
  | 'address.unsubscribed'
  | 'workflow.changed'
  | 'workflow.paused'
  | 'mailbox.changed';

/** What a reader of the feed must know of an event beside its subject. */
export interface EventFacts {
  /** Absent: by hand. */
  readonly origin?: EventOrigin;
  readonly recordType?: string;
  /** Names of the record's fields that it changed; of a new record those that have a value. */
  readonly changed?: readonly string[];
  /** Of a promotion: the mail was not known before. Of a mail of ours: a server took it for the first time. */
  readonly isNew?: boolean;
}

export interface JournalEntry {
  readonly kind: EventKind;
  readonly subjectId: string;
  readonly at: Instant;
  readonly actorId: string | null;
  /** In whose name, when another acts for them (P13). */
  readonly principalId?: string | null;
  readonly reason: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly facts?: EventFacts;
}

/** An event as the feed gives it. */
export interface StoredEvent {
  readonly sequence: number;
  readonly kind: EventKind;
  readonly subjectId: string;
  readonly at: Instant;
  readonly facts: EventFacts;
}

/** One committed change: a row of the event feed and a row of the hash-chained audit (O3), numbered without gaps. */
export interface Journal {
  /**
   * Whoever writes of many things in one transaction first waits until no other writer of the organization is under way:
   * those who wait for its journal after they have written something else, and for each other, wait in vain.
   */
  takeTurn(): Promise<void>;
  append(entries: readonly JournalEntry[]): Promise<void>;
}

/** What walking the chain of audit hashes finds; `sequence` is the first entry that is missing or was changed. */
export type AuditVerdict =
  { readonly kind: 'intact'; readonly entries: number } | { readonly kind: 'broken'; readonly sequence: number };

export interface AuditRead {
  verify(): Promise<AuditVerdict>;
}
