import type { AddressKey, AddressRules } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { NamedRecordRef, RecordRef } from '#shared/model/record-ref.ts';

/** More matches than these name no one (R3). */
export const mostMatches = 100;

/** A record that has the address. */
export interface AddressOwner {
  readonly addressKey: AddressKey;
  readonly looseKey: AddressKey;
  readonly record: NamedRecordRef;
  readonly active: boolean;
  /** User id of the record's owner. */
  readonly ownerId: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly lastActivityAt: Instant | null;
}

/** What a person said an address means; with its name it counts even where the record does not have the address. */
export interface AddressChoice {
  readonly addressKey: AddressKey;
  readonly record: RecordRef & { readonly name?: string };
}

/** What the store answered about the addresses of a message. */
export interface MatchingFacts {
  readonly owners: readonly AddressOwner[];
  readonly choices: readonly AddressChoice[];
  /** Keys (strict or loose) that more than `mostMatches` records have; their owners need not be given. */
  readonly crowded: readonly AddressKey[];
}

export interface MatchingPolicy extends AddressRules {
  /** R5: what to do with several candidates of the same rank. */
  readonly candidatePolicy: 'ask' | 'oldest' | 'mostRecentActivity' | 'mostRecentlyUpdated';
  /** R4: all matches of a recipient become parties, or one unresolved party. */
  readonly recipientPolicy: 'allMatches' | 'onlyUnique';
  /** User id of the owner of the mailbox that the message came from. */
  readonly mailboxOwner: string | null;
}

/** A stored activity that a message may belong to. */
export interface KnownActivity {
  readonly id: string;
  readonly threadId: string;
  readonly messageIdKey: string | null;
  readonly conversationKey: string | null;
  readonly sentAt: Instant | null;
  readonly subject: string;
  /** Every address of its thread. */
  readonly threadParties: readonly AddressKey[];
  readonly regarding: readonly NamedRecordRef[];
  /** User id. */
  readonly ownerId: string | null;
  /** Whether the person who promotes may know of it (O9); it links threads in any case. */
  readonly visible: boolean;
  /** Only where likeness decides: the beginning of its text. */
  readonly text?: string;
}

/** What the store answered about the ids of a message: only stored ids are ever found (C2). */
export interface CorrelationFacts {
  readonly byMessageId: readonly KnownActivity[];
  readonly byConversation: readonly KnownActivity[];
  /** Mails that carry a token, by its key; a classic one can stand on several (T5). */
  readonly byToken: readonly TokenHolder[];
  /** C4: mails with the same words in their subject, within the window. */
  readonly bySubject: readonly KnownActivity[];
}

export interface TokenHolder {
  readonly key: string;
  readonly sentAt: Instant;
  readonly activity: KnownActivity;
}
