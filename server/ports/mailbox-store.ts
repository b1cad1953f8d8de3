import type { Instant } from '#shared/model/instant.ts';
import type { IncomingSettings, MailboxHealth, MailboxOwner, Settlement, Wrapping } from '#shared/model/mailbox.ts';
import type { MessageOrigin } from '../domain/mailbox/message-origin.ts';
import type { SourceCursor } from './mail-source.ts';

/** How well fetching goes; moments as the store keeps them. */
export interface StoredHealth {
  readonly state: MailboxHealth['state'];
  readonly since: Instant;
  readonly lastPolledAt: Instant | null;
  readonly failures: number;
  readonly problem: string | null;
}

export interface StoredMailbox {
  readonly id: string;
  readonly owner: MailboxOwner;
  readonly address: string;
  readonly incoming: IncomingSettings;
  readonly sealedSecret: string;
  /** Its host was given by command line: the egress guard lets it pass. */
  readonly trustedHost: boolean;
  readonly wrapping: Wrapping;
  readonly settlement: Settlement;
  /** A13: the user whose mailbox it is agrees to mail being moved or deleted there. */
  readonly ownerConsents: boolean;
  readonly pollSeconds: number;
  readonly approved: boolean;
  readonly enabled: boolean;
  readonly health: StoredHealth;
  readonly cursor: SourceCursor | null;
  /** A1: what arrived earlier is passed over. */
  readonly startsAt: Instant;
  /** Rises with every change of the place where mail is fetched (A25). */
  readonly epoch: number;
  readonly version: number;
  readonly createdAt: Instant;
}

/** What became of a mail that was found: `left` is never touched at its source. */
export type FoundState = 'failing' | 'handled' | 'settled' | 'left' | 'purged';

/** One mail at its source, by all that tells it from others. */
export interface FoundMail {
  readonly mailboxId: string;
  readonly key: string;
  readonly origin: MessageOrigin;
  readonly epoch: number;
  readonly folder: string | null;
  /** Keys of one generation tell mails apart; those of another name the same mails anew. */
  readonly generation: string;
  /** Salted hash of what makes it the same mail on another server; null: nobody has seen its bytes. */
  readonly identity: string | null;
}

/** Whose lease it is. */
export interface MailboxLease {
  readonly mailboxId: string;
  readonly owner: string;
}

export interface NotedMail {
  readonly found: FoundMail;
  readonly state: FoundState;
}

export interface ClaimedMailbox {
  readonly mailboxId: string;
  /** Whoever polled it last ended without saying so: something in it may have ended the process. */
  readonly unclean: boolean;
}

export interface MailboxStoreRead {
  find(mailboxId: string): Promise<StoredMailbox | null>;
  /** By address. */
  list(): Promise<StoredMailbox[]>;
  ofUser(userId: string): Promise<StoredMailbox[]>;
  /** Versions of those that are approved and enabled, by id. */
  served(): Promise<ReadonlyMap<string, number>>;
  /** Of these keys the ones that need not be fetched again. */
  known(mailboxId: string, keys: readonly string[]): Promise<Set<string>>;
  /** Failing mail that was tried since then: its keys. */
  resting(mailboxId: string, since: Instant): Promise<Set<string>>;
  /** Names of the users and queues whose mailboxes these are, by id. */
  ownerNames(): Promise<ReadonlyMap<string, string>>;
  /** The queue of this name or address, without regard to case; null when there is none. */
  queueNamed(nameOrAddress: string): Promise<{ readonly id: string; readonly address: string | null } | null>;
  /** Enabled mailboxes whose lease somebody else holds now. */
  leasedElsewhere(owner: string): Promise<number>;
  /** Whether mail was handled whose keys are of another generation. */
  hasOtherGenerations(found: Omit<FoundMail, 'key' | 'origin' | 'identity'>): Promise<boolean>;
  /** A25: the same mail was handled on a former server, or under a former UIDVALIDITY of its folder. */
  wasHandledElsewhere(found: FoundMail): Promise<boolean>;
  /** Of this epoch: committed and not settled at the source yet. */
  unsettled(mailboxId: string, epoch: number, limit: number): Promise<{ key: string; origin: MessageOrigin }[]>;
  /** A22: settled before, and perhaps still at the source. */
  settledBefore(
    mailboxId: string,
    epoch: number,
    before: Instant,
    limit: number,
  ): Promise<{ key: string; origin: MessageOrigin }[]>;
}

export interface MailboxStoreWrite extends MailboxStoreRead {
  add(mailbox: StoredMailbox): Promise<void>;
  /** All but health, cursor and lease; false when the version is another one by now. */
  save(mailbox: StoredMailbox): Promise<boolean>;
  /** With what is known of its mail. */
  remove(mailboxId: string): Promise<void>;
  /** A26: the source gave another refresh token; the version stays. */
  saveSecret(mailboxId: string, sealedSecret: string): Promise<void>;
  /** A25: begins anew at another place; what was handled stays known. */
  restart(mailboxId: string, from: { readonly cursor: SourceCursor | null; readonly startsAt: Instant }): Promise<void>;
  /** To be polled at once, or (false) not at all. */
  schedule(mailboxId: string, due: boolean): Promise<void>;
  /** To be polled at once, if it is polled at all. */
  hurry(mailboxId: string): Promise<void>;
  /** All that wait for their time and are read by nobody: a process that ended may have been told of news in them. */
  hurryWaiting(): Promise<void>;
  /** All that are enabled and wait for their time, those too that waited for a person. */
  hurryAll(): Promise<void>;
  setHealth(mailboxId: string, health: StoredHealth): Promise<void>;

  /** Takes mailboxes that are due, longest due first, under a lease by the clock of the database. */
  claim(claim: { readonly owner: string; readonly leaseMs: number; readonly most: number }): Promise<ClaimedMailbox[]>;
  renew(owner: string, leaseMs: number): Promise<void>;
  /** Ends the lease; the next poll is so much later, null: it waits for a person. Nothing happens when the lease is lost. */
  release(lease: MailboxLease, nextPollInMs: number | null): Promise<void>;
  /** Moves the cursor (null leaves it) while the lease is held; false when it is lost, and then nothing may be committed. */
  hold(lease: MailboxLease, cursor: SourceCursor | null): Promise<boolean>;

  /** What became of mails, each of them once. */
  note(mails: readonly NotedMail[], at: Instant): Promise<void>;
  /** One more try that did not end well; gives how many there were, `atLeast` counted in. */
  countTry(found: FoundMail, atLeast: number, at: Instant): Promise<number>;
  markSettled(mailboxId: string, keys: readonly string[], state: 'settled' | 'purged', at: Instant): Promise<void>;
}

/** Above organizations. */
export interface MailboxDirectory {
  /** Which organizations have mailboxes that are due, longest due first. */
  organizationsDue(): Promise<string[]>;
}
