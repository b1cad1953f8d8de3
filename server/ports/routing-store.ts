import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { AddressChoice, KnownActivity, MatchingFacts, TokenHolder } from '../domain/routing/facts.ts';

/** The activity that already stands for an identity, whoever may see it. */
export interface StandingActivity {
  readonly id: string;
  readonly source: 'original' | 'reconstructed' | 'metadata';
  readonly deleted: boolean;
}

export interface RoutingQuestion {
  /** Null: the organization itself, for mail that comes by no person; it has no choices. */
  readonly readerId: string | null;
  readonly addresses: readonly AddressKey[];
  readonly looseAddresses: readonly AddressKey[];
}

export interface ThreadQuestion {
  readonly identity: string;
  readonly ownMessageIdKey: string | null;
  readonly messageIds: readonly string[];
  readonly conversationKey: string | null;
  readonly readerId: string;
  /** Keys of classic tokens, and of signed ones whose MAC was found right. */
  readonly tokenKeys: readonly string[];
  /** Null: smart match is off, or has nothing to go by. */
  readonly likeness: LikenessQuestion | null;
}

/** C4: mail that a subject may follow, within a window of time. */
export interface LikenessQuestion {
  /** Of the subject, and of the one it was before its writer changed it. */
  readonly subjectWordsKeys: readonly string[];
  /** Where words may differ: somebody besides ourselves, whose newest mail is looked at too. */
  readonly counterpart: AddressKey | null;
  readonly since: Instant;
  readonly until: Instant;
}

export interface ThreadFacts {
  readonly standing: StandingActivity | null;
  /** Another activity has this Message-ID, with other From or Date (A5). */
  readonly messageIdTaken: boolean;
  readonly byMessageId: readonly KnownActivity[];
  readonly byConversation: readonly KnownActivity[];
  readonly byToken: readonly TokenHolder[];
  readonly bySubject: readonly KnownActivity[];
}

/** What the store knows that routing needs; a fixed number of statements whatever the message. */
export interface RoutingStore {
  /** Owners that the reader may see, choices of the reader; at most 101 owners an address. */
  matching(question: RoutingQuestion): Promise<MatchingFacts>;
  /** What this user chose these addresses to mean. */
  choicesOf(userId: string, addresses: readonly AddressKey[]): Promise<AddressChoice[]>;
  threads(question: ThreadQuestion): Promise<ThreadFacts>;
  /** Address keys of a user, aliases included. */
  ownAddresses(userId: string): Promise<AddressKey[]>;
  /** The account of each record that has one. */
  accountsOf(recordIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
