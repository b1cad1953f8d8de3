import type { Instant } from '#shared/model/instant.ts';

export interface TokenStoreRead {
  /** How many mails of each user had a classic token. */
  classicCounts(): Promise<{ readonly userId: string; readonly mails: number }[]>;
}

/** Counters and written tokens of an organization. */
export interface TokenStoreWrite extends TokenStoreRead {
  /** The next id of a signed token, from 1. */
  nextSignedNumber(): Promise<number>;
  /** The user's number, from 1 in the order of their first tokens, and which mail of theirs this is, from 1. */
  nextClassicNumbers(userId: string): Promise<{ readonly user: number; readonly mail: number }>;
  /** Ties a token to the mail that carries it; twice the same is once. */
  add(token: { readonly key: string; readonly activityId: string; readonly sentAt: Instant }): Promise<void>;
  /** C2: another id under which a provider sent or kept a mail of ours. */
  addMessageAlias(messageIdKey: string, activityId: string): Promise<void>;
}
