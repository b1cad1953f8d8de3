import type { Instant } from '#shared/model/instant.ts';

/** S8: put a copy into the folder of sent mail; S4: see whether one lies there. */
export type SentCopyTask = 'append' | 'find';

/** waits: it is tried when due; kept: the copy lies there; absent: looked for in vain; failed: it cannot be put there. */
export type SentCopyState = 'waiting' | 'kept' | 'absent' | 'failed';

export interface StoredSentCopy {
  readonly emailId: string;
  readonly task: SentCopyTask;
  readonly state: SentCopyState;
  readonly attempts: number;
  /** What went wrong last, as a sentence; null: nothing. */
  readonly answer: string | null;
}

/** One that is due, with the mail it is about. */
export interface DueSentCopy extends StoredSentCopy {
  readonly principal: { readonly type: 'user' | 'queue'; readonly id: string };
  /** With angle brackets. */
  readonly messageId: string;
  /** Of the bytes that left. */
  readonly sha256: string;
}

export interface SentCopyChange {
  readonly state: SentCopyState;
  readonly attempts: number;
  readonly dueAt: Instant | null;
  readonly answer: string | null;
}

export interface SentCopyStoreRead {
  find(emailId: string): Promise<StoredSentCopy | null>;
  /** Mails with something due, by the clock of the database. */
  due(most: number): Promise<string[]>;
}

export interface SentCopyStoreWrite extends SentCopyStoreRead {
  /** Begins a task anew; what stood for this mail gives way. */
  want(emailId: string, task: SentCopyTask, dueAt: Instant): Promise<void>;
  /** Takes one that is due in hand for so long; null when somebody else was first. */
  claim(emailId: string, forMs: number): Promise<DueSentCopy | null>;
  settle(emailId: string, change: SentCopyChange): Promise<void>;
}
