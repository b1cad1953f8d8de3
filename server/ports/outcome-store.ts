import type { Instant } from '#shared/model/instant.ts';

/** One line of the router's log. */
export interface StoredOutcome {
  readonly id: string;
  readonly code: number;
  readonly sentence: string;
  readonly evidence: unknown;
  readonly userId: string | null;
  readonly mailbox: string | null;
  readonly activityId: string | null;
  readonly holdId: string | null;
  readonly at: Instant;
  /** A4: only of mail that was not tracked, and only for a time. */
  readonly sender: string | null;
  readonly subject: string | null;
}

export interface OutcomeFilter {
  /** Null: everybody's. */
  readonly userId: string | null;
  /** Any of them. */
  readonly codes?: readonly number[];
  /** Stands in the mailbox; and in who wrote what, of this user's lines alone: nobody finds out another's by asking. */
  readonly text?: { readonly words: string; readonly readerId: string };
  readonly mailbox?: string;
  readonly since?: Instant;
  readonly until?: Instant;
}

export interface OutcomeStoreRead {
  find(outcomeId: string): Promise<StoredOutcome | null>;
  /** Newest first. */
  list(
    filter: OutcomeFilter,
    page: { readonly limit: number; readonly after: { readonly sortAt: number; readonly id: string } | null },
  ): Promise<StoredOutcome[]>;
  counts(filter: OutcomeFilter): Promise<{ readonly code: number; readonly count: number }[]>;
  /** A19: automatic mail of this author since then. */
  automaticSince(authorHash: string, since: Instant): Promise<number>;
}

export interface OutcomeStoreWrite extends OutcomeStoreRead {
  noteAutomatic(arrival: { readonly id: string; readonly authorHash: string; readonly at: Instant }): Promise<void>;
  /** A4: forgets sender and subject of what was decided before. */
  forgetDetails(before: Instant): Promise<void>;
  /** Returns how many lines went. */
  removeBefore(before: Instant): Promise<number>;
  forgetAutomatic(before: Instant): Promise<void>;
}
