import type { ActivityFlag, ActivityParty, CorrelationMethod, SourceRung, Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';
import type { MessageAttachment } from '../mail/message.ts';

/** An e-mail activity about to be recorded. */
export interface NewActivity {
  readonly id: string;
  readonly identity: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly status: 'received' | 'sent';
  readonly subject: string;
  readonly sentAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly messageId: string | null;
  readonly messageIdKey: string | null;
  readonly conversationKey: string | null;
  readonly threadId: string;
  readonly correlation: {
    readonly method: CorrelationMethod;
    readonly activityId: string;
    readonly evidence: string;
  } | null;
  readonly ownerId: string | null;
  readonly parties: readonly ActivityParty[];
  readonly flags: readonly ActivityFlag[];
  readonly subjectChanged: boolean;
  /** C4: the digest of the words of its subject; null when it has none. */
  readonly subjectWordsKey?: string | null;
  readonly content: ActivityContent;
}

/** What a better source of the same message replaces (A5). */
export interface ActivityContent {
  readonly source: SourceRung;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly StoredAttachment[];
}

export interface StoredAttachment extends MessageAttachment {
  readonly sha256: string;
}

/** One person's tracking of one activity (O9). */
export interface NewPromotion {
  readonly id: string;
  readonly activityId: string;
  readonly userId: string;
  readonly actorId: string;
  readonly method: 'byHand' | 'router' | 'written';
  readonly visibility: Visibility;
  readonly outcomeCode: number;
  readonly regarding: readonly RecordRef[];
  /** C7: proposed to this person, not set. */
  readonly offeredRegarding: readonly NamedRecordRef[];
  readonly why: string;
}
