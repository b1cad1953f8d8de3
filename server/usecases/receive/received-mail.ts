import type { Wrapping } from '#shared/model/mailbox.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { FoundWhere } from '../../domain/routing/tracking-rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { MessageBuilder } from '../../ports/message-builder.ts';
import type { MessageReader } from '../../ports/message-reader.ts';
import type { Store } from '../../ports/store.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';

export interface ReceiveNeeds {
  readonly store: Store;
  readonly reader: MessageReader;
  readonly builder: MessageBuilder;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly signer: TokenSigner;
  /** A4: the salt of what is kept of mail that was not tracked. */
  readonly salt: string;
}

/** A mail that nobody handed over: found in a mailbox, or given by a mail server. */
export interface ReceivedMail extends FoundWhere {
  readonly organizationId: string;
  readonly bytes: Uint8Array;
  /** The address it was found under. */
  readonly foundAt: string | null;
  /** A17: recipients of the envelope, besides. */
  readonly envelopeTo: readonly string[];
  readonly wrapping: Wrapping;
  /** A18: the site it came by cannot tell which of several organizations it is for; a person decides. */
  readonly ownerUnknown?: boolean;
  /** Absent: it came just now. `import`: older mail that is looked through (A1). */
  readonly origin?: 'import';
}

/** What became of it. */
export interface ReceiveReceipt {
  /** It is tracked, and was not before. */
  readonly promote: boolean;
  readonly outcome: Outcome;
  /** Of the mail that was judged, with angle brackets. */
  readonly internetMessageId: string | null;
  readonly activityId: string | null;
  readonly created: boolean;
  readonly holdId: string | null;
}
