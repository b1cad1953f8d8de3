/** Outbound mail as the store holds it. */
import type { ActivityParty, CorrelationMethod } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { OutboundPriority, RecipientState } from '#shared/model/outbound-email.ts';
import type { StoredAttachment } from '../domain/activity/new-activity.ts';
import type { DraftRecipient } from '../domain/outbound/recipients.ts';

/** Mail of people, mail of campaigns: each has its own turns, campaigns a rate (S7). */
export type Lane = 'person' | 'campaign';

export interface StoredRecipient extends DraftRecipient {
  readonly position: number;
  readonly addressKey: string | null;
  readonly state: RecipientState;
  readonly dueAt: Instant | null;
  /** The marker of the attempt in hand covers it. */
  readonly marked: boolean;
  readonly attempts: number;
  readonly lastAnswer: string | null;
}

/** What the author decides about a mail, beside its text. */
export interface OutboundOptions {
  readonly principal: { readonly type: 'user' | 'queue'; readonly id: string };
  readonly from: { readonly address: string; readonly name: string };
  readonly sendAt: Instant | null;
  readonly priority: OutboundPriority;
  readonly readReceipt: boolean;
  readonly deliveryNotification: boolean;
  /** The activity that is answered. */
  readonly inReplyTo: string | null;
}

export interface StoredOutbound extends OutboundOptions {
  readonly id: string;
  readonly authorId: string;
  readonly lane: Lane;
  readonly listUnsubscribe: { readonly url: string; readonly mailto: string | null } | null;
  /** What Auto-Submitted says (RFC 3834 section 5); null: a person wrote it. */
  readonly autoSubmitted: 'auto-generated' | 'auto-replied' | null;
  readonly subjectSent: string | null;
  readonly token: string | null;
  readonly returnPath: string | null;
  readonly submittedAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly profileId: string | null;
  readonly sandbox: boolean;
  readonly fence: number;
  /** Of the attempt in hand; null when nobody holds it. */
  readonly leaseUntil: Instant | null;
  readonly marked: boolean;
  readonly attemptStartedAt: Instant | null;
  readonly attempts: number;
  readonly lastAnswer: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
  readonly recipients: readonly StoredRecipient[];
}

export interface StoredAttempt {
  readonly number: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly results: readonly { readonly address: string; readonly state: RecipientState; readonly answer: string }[];
}

/** A draft's words and people, as its activity holds them. */
export interface DraftContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly threadId: string;
  readonly correlation: {
    readonly method: CorrelationMethod;
    readonly activityId: string;
    readonly evidence: string;
  } | null;
  readonly parties: readonly ActivityParty[];
}

export interface NewDraft extends OutboundOptions {
  readonly id: string;
  readonly authorId: string;
  readonly ownerId: string;
  readonly lane: Lane;
  readonly listUnsubscribe: StoredOutbound['listUnsubscribe'];
  readonly autoSubmitted: StoredOutbound['autoSubmitted'];
  /** Names the mail, as long as it stands: no second one has the same. Null: it may be written as often as somebody likes. */
  readonly onceKey: string | null;
  readonly content: DraftContent;
  readonly recipients: readonly DraftRecipient[];
  readonly attachments: readonly StoredAttachment[];
}

/** What handing over adds: from here the content stays as it is. */
export interface Submission {
  readonly identity: string;
  readonly messageId: string;
  readonly messageIdKey: string | null;
  /** By which mail about the same is found (C4). */
  readonly subjectWordsKey: string | null;
  readonly date: Instant;
  readonly dueAt: Instant;
  readonly subjectSent: string;
  readonly token: string | null;
  readonly returnPath: string | null;
  readonly profileId: string | null;
  readonly sandbox: boolean;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly text: string;
}
