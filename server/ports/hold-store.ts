import type { Instant } from '#shared/model/instant.ts';

export interface StoredHold {
  readonly id: string;
  readonly userId: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly outcomeCode: number;
  readonly messageId: string | null;
  readonly messageIdKey: string | null;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** The address it was found under, when nobody handed it over by hand. */
  readonly mailbox: string | null;
  /** What is repeated at retry: what a person asked, or how it came. */
  readonly request: unknown;
  readonly attempts: number;
  readonly at: Instant;
}

export interface HoldStoreRead {
  find(holdId: string): Promise<StoredHold | null>;
  findByMessageId(userId: string, messageIdKey: string): Promise<StoredHold | null>;
  /** Held before; oldest first. */
  before(at: Instant, limit: number): Promise<StoredHold[]>;
  findByContent(userId: string | null, sha256: string): Promise<StoredHold | null>;
  /** One user's, or everyone's (null), newest first. */
  list(
    userId: string | null,
    page: { readonly limit: number; readonly after: { readonly sortAt: number; readonly id: string } | null },
  ): Promise<StoredHold[]>;
  /** One user's, or everyone's (null). */
  count(userId: string | null): Promise<number>;
}

export interface HoldStoreWrite extends HoldStoreRead {
  add(hold: StoredHold): Promise<void>;
  countAttempt(holdId: string): Promise<void>;
  remove(holdId: string): Promise<void>;
}
