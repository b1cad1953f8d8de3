import type { Visibility } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { OutboundPriority } from '#shared/model/outbound-email.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import type { RecipientWish } from '../../domain/outbound/recipients.ts';
import type { SenderWish } from '../../domain/outbound/sender.ts';
import type { Lane, StoredOutbound } from '../../ports/stored-outbound.ts';

export interface FileToAttach {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly inline: boolean;
  readonly contentId: string | null;
}

/** A mail as its author wants it. */
export interface EmailWish {
  readonly from: SenderWish;
  readonly recipients: readonly RecipientWish[];
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  /** Null: what the answered mail regards. */
  readonly regarding: readonly RecordRef[] | null;
  readonly sendAt: Instant | null;
  /** The activity that is answered. */
  readonly inReplyTo: string | null;
  readonly priority: OutboundPriority;
  readonly readReceipt: boolean;
  readonly deliveryNotification: boolean;
  /** Null: the author's default, else the organization's. */
  readonly visibility: Visibility | null;
}

/** What a program of ours adds to the wishes of a person. */
export interface EmailOrigin {
  readonly lane: Lane;
  readonly listUnsubscribe: StoredOutbound['listUnsubscribe'];
  readonly autoSubmitted: StoredOutbound['autoSubmitted'];
  /** Names this mail: there is never a second one for the same event of a workflow, the same member of a campaign. */
  readonly onceKey: string | null;
}

export const byHand: EmailOrigin = { lane: 'person', listUnsubscribe: null, autoSubmitted: null, onceKey: null };
