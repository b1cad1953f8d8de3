import type { Instant } from '#shared/model/instant.ts';

/** C6: somebody does not want a thread tracked by itself any more. */
export interface ThreadVeto {
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Instant;
}

export interface ThreadStoreRead {
  /** Null: no such thread, or none of its mail is for the reader to see. */
  find(
    readerId: string,
    threadId: string,
  ): Promise<{
    readonly ownerId: string | null;
    readonly everyone: ThreadVeto | null;
    readonly own: ThreadVeto | null;
  } | null>;
  /** Of the first of these Message-IDs that names a mail which the reader may see; null when none does. */
  idOf(readerId: string, messageIdKeys: readonly string[]): Promise<string | null>;
  /** C6: no message of the thread is to be tracked for this user unless a person asks. */
  isVetoed(threadId: string, userId: string): Promise<boolean>;
}

export interface ThreadStoreWrite extends ThreadStoreRead {
  /** For one user's mailbox, or (null) for everyone; a veto that stands stays as it is. */
  veto(threadId: string, userId: string | null, by: { readonly userId: string; readonly at: Instant }): Promise<void>;
  lift(threadId: string, userId: string | null): Promise<void>;
}
