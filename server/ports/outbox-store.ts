import type { Instant } from '#shared/model/instant.ts';
import type { OutboundStatus, RecipientState } from '#shared/model/outbound-email.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { StoredAttachment } from '../domain/activity/new-activity.ts';
import type { Lane, OutboundOptions, StoredOutbound, StoredAttempt, NewDraft, Submission } from './stored-outbound.ts';

/** One mail in hand: what to hand over, for whom, under which fencing number. */
export interface ClaimedEmail {
  readonly id: string;
  readonly fence: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly returnPath: string | null;
  readonly fromAddress: string;
  readonly deliveryNotification: boolean;
  readonly recipients: readonly { readonly position: number; readonly address: string }[];
}

export interface Claim {
  readonly lane: Lane;
  readonly principalId: string;
  readonly most: number;
  /** Names the process that holds the lease. */
  readonly owner: string;
  readonly leaseMs: number;
}

export interface RecipientChange {
  readonly position: number;
  readonly state: RecipientState;
  readonly dueAt: Instant | null;
  readonly attempts: number;
  readonly lastAnswer: string | null;
}

/** A change of recipients and what follows from it for the mail. */
export interface OutboundChange {
  readonly status: OutboundStatus;
  readonly recipients: readonly RecipientChange[];
  /** The earliest moment at which a waiting recipient is due; null: none waits. */
  readonly dueAt: Instant | null;
  /** Ends the lease of the attempt in hand. */
  readonly endsLease: boolean;
  readonly sentAt?: Instant;
  readonly lastAnswer?: string;
  readonly profile?: { readonly id: string; readonly sandbox: boolean };
  readonly attempt?: Omit<StoredAttempt, 'number'>;
  readonly at: Instant;
}

/** A change and the mail as it stood before. */
export interface SavedChange {
  readonly email: StoredOutbound;
  readonly change: OutboundChange;
}

/** A mail whose final dot is about to leave, for these of its recipients. */
export interface MarkedEmail {
  readonly id: string;
  readonly fence: number;
  /** `all`: of those in hand, which is the rule and asks for less. */
  readonly positions: readonly number[] | 'all';
}

export interface SendingPause {
  readonly profileId: string;
  readonly since: Instant;
  readonly answer: string;
}

export interface BouncingAddress {
  readonly addressKey: string;
  readonly since: Instant;
  readonly statusCode: string | null;
}

/** What a report said of one recipient of a mail of ours. */
export interface BounceReport {
  readonly address: string;
  readonly at: Instant;
  /** RFC 3463; null when the report has none. */
  readonly statusCode: string | null;
  readonly hard: boolean;
  readonly answer: string;
}

export interface QueueFigure {
  readonly domain: string;
  readonly state: RecipientState;
  readonly count: number;
  /** When the oldest of them was handed over. */
  readonly oldest: Instant;
}

export interface OutboxStoreRead {
  /** By the clock of the database: leases and due moments know no other. */
  now(): Promise<Instant>;
  /** Whoever may see it: the caller has asked `activities` first. */
  find(emailId: string): Promise<StoredOutbound | null>;
  findMany(emailIds: readonly string[]): Promise<StoredOutbound[]>;
  /** Mail that left under one of these Message-IDs, or whose copies a provider put under one, oldest first. */
  findByMessageIds(messageIdKeys: readonly string[]): Promise<string[]>;
  /** The mail with this key, and whether it was handed over. */
  findByOnceKey(onceKey: string): Promise<{ readonly id: string; readonly submitted: boolean } | null>;
  history(emailId: string): Promise<StoredAttempt[]>;
  /** Ids of mail that the user wrote or that is theirs to send, newest first. */
  listOf(
    userId: string,
    page: {
      readonly status: OutboundStatus | null;
      /** Only mail with a recipient in this state. */
      readonly recipientState: RecipientState | null;
      readonly after: string | null;
      readonly limit: number;
    },
  ): Promise<string[]>;
  /** Users and queues with something due in this lane. */
  dueSenders(lane: Lane): Promise<{ readonly type: 'user' | 'queue'; readonly id: string }[]>;
  pauses(): Promise<SendingPause[]>;
  /** Whom the user may send for, by permission or because the queue is theirs. */
  grantsTo(userId: string): Promise<RecordRef[]>;
  /** Who may send for this user or queue. */
  sendersOf(principalId: string): Promise<string[]>;
  bouncing(addressKeys: readonly string[]): Promise<BouncingAddress[]>;
  /** What reports said of the mail, in the order they came. */
  bounceReports(emailId: string): Promise<BounceReport[]>;
  /** Mail whose lease ran out: whoever held it is gone, or slept too long. */
  expired(most: number): Promise<string[]>;
  /** What waits, by destination and state. */
  figures(): Promise<QueueFigure[]>;
}

export interface OutboxStoreWrite extends OutboxStoreRead {
  /** False where a mail with its `onceKey` was written meanwhile: then nothing of this one may be committed. */
  addDraft(draft: NewDraft, at: Instant): Promise<boolean>;
  saveDraft(
    emailId: string,
    draft: Pick<NewDraft, keyof OutboundOptions | 'content' | 'recipients'>,
    at: Instant,
  ): Promise<void>;
  /** Gives its number. */
  attach(emailId: string, attachment: Omit<StoredAttachment, 'n'>, at: Instant): Promise<number>;
  /** False when there is no such number. */
  detach(emailId: string, n: number, at: Instant): Promise<boolean>;
  /** With its activity and all that belongs to it. */
  removeDraft(emailId: string): Promise<void>;
  /** Keeps other writers of this mail waiting until the transaction ends; null when there is none. */
  hold(emailId: string): Promise<StoredOutbound | null>;
  /** The same for many; those that there are. */
  holdMany(emailIds: readonly string[]): Promise<StoredOutbound[]>;
  submit(emailId: string, submission: Submission, at: Instant): Promise<void>;
  /** A mail that reached nobody is a draft again: its bytes are given up. */
  reopen(emailId: string, at: Instant): Promise<void>;
  save(...changes: readonly SavedChange[]): Promise<void>;
  /** Takes due mail of one sender in hand; on PostgreSQL other processes are passed by. */
  claim(claim: Claim): Promise<ClaimedEmail[]>;
  /** How many mails the lane may still send in this minute; other processes wait until the transaction has counted its own. */
  leftInBudget(lane: Lane, perMinute: number): Promise<number>;
  countInBudget(lane: Lane, mails: number): Promise<void>;
  /** The marker. Gives the mails whose lease is still this one: of any other the dot must not be sent. */
  mark(owner: string, mails: readonly MarkedEmail[]): Promise<ReadonlySet<string>>;
  /** Lengthens all leases of a process that still run. */
  renew(owner: string, leaseMs: number): Promise<void>;
  /** False when it pauses already: one alert for one trouble. */
  pause(pause: SendingPause): Promise<boolean>;
  /** False when it did not pause. */
  resume(profileId: string): Promise<boolean>;
  allow(grant: {
    readonly principal: RecordRef;
    readonly userId: string;
    readonly by: string;
    readonly at: Instant;
  }): Promise<void>;
  forbid(principalId: string, userId: string): Promise<void>;
  markBouncing(address: BouncingAddress & { readonly emailId: string | null }): Promise<void>;
  /** False when the address had no mark. */
  clearBouncing(addressKey: string): Promise<boolean>;
  /** Of a mail that the transaction holds. */
  addBounceReport(emailId: string, report: BounceReport): Promise<void>;
}

/** What a process must know before it enters an organization. */
export interface OutboxDirectory {
  /** Organizations with mail that is due or whose lease ran out. */
  organizationsDue(): Promise<string[]>;
}
