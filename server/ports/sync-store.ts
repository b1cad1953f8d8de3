import type { Instant } from '#shared/model/instant.ts';
import type { SyncHealthState, SyncProtocol, SyncSettings, SyncSignIn } from '#shared/model/synchronization.ts';
import type { CycleState } from '#shared/sync/cycle-ports.ts';
import type { Stop } from '#shared/sync/guard.ts';
import type { Side, SyncKind, SyncLink } from '#shared/sync/item.ts';
import type { LostValue, OpenConflict } from '#shared/sync/merge.ts';
import type { Answers } from '#shared/sync/plan-input.ts';

/** How well synchronization goes. `failing` is tried again by itself; `stopped` waits for a person. */
export interface StoredSyncHealth {
  readonly state: SyncHealthState;
  readonly since: Instant;
  readonly lastCycleAt: Instant | null;
  /** Cycles in a row that were cut off. */
  readonly failures: number;
  /** Cycles in a row that found nothing to do. */
  readonly quiet: number;
  /** A sentence without host, address or secret. */
  readonly problem: string | null;
}

/** How we sign in at Microsoft Graph: with a secret of the account's own, or with what is kept for the user's mailbox. */
export type StoredSyncSignIn =
  ({ readonly kind: 'own' } & SyncSignIn) | { readonly kind: 'mailbox'; readonly mailboxId: string };

/** A user's address book, task list and calendar on a server, and what is wanted of them. */
export interface StoredSyncAccount {
  readonly id: string;
  readonly userId: string;
  readonly protocol: SyncProtocol;
  /** `outlook`: the user's synchronizing Outlook does it, with a sign-in of its own; nothing of it is kept here. */
  readonly runsIn: 'server' | 'outlook';
  readonly url: string;
  readonly signInUser: string;
  /** Null where user and secret are all. */
  readonly signIn: StoredSyncSignIn | null;
  readonly sealedSecret: string;
  /** Its host was given by command line: the egress guard lets it pass. */
  readonly trustedHost: boolean;
  /** Where each kind lies on the server, as the last test found it. */
  readonly collections: Readonly<Partial<Record<SyncKind, string>>>;
  readonly settings: SyncSettings;
  readonly enabled: boolean;
  readonly health: StoredSyncHealth;
  readonly version: number;
  readonly createdAt: Instant;
}

export interface SyncLease {
  readonly accountId: string;
  readonly owner: string;
}

/** One kind of items of one account. */
export interface SyncScope {
  readonly accountId: string;
  readonly kind: SyncKind;
}

/** Why nothing was done, and what would have been removed. */
export type StoredStop = Stop & { readonly removes: readonly { readonly linkId: string; readonly side: Side }[] };

/** Where the last cycle of one kind stopped, and what it asks. */
export interface StoredCycle {
  readonly state: CycleState;
  /** Y8: why nothing was done; a person says whether it may be. */
  readonly stop: StoredStop | null;
  readonly confirmed: boolean;
}

/** A link with what only we know of it. */
export interface StoredLink {
  readonly link: SyncLink;
  /** Which side the thing came from: what came from the mailbox stays wanted whatever the filters say. */
  readonly origin: Side;
  readonly open: readonly OpenConflict[];
  /** Y5: what a person answered to them. */
  readonly answers: Answers;
}

/** Y5: a value that gave way. */
export interface StoredLost extends LostValue {
  readonly kind: SyncKind;
  readonly crmId: string;
  readonly at: Instant;
}

/** Y10: an item that a side will not take, once however often it was tried. */
export interface StoredSyncFailure {
  readonly kind: SyncKind;
  readonly crmId: string | null;
  readonly mailboxId: string | null;
  readonly words: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly tries: number;
}

/** What a cycle did with one thing. */
export interface StoredHappening {
  readonly kind: SyncKind;
  readonly at: Instant;
  readonly what: string;
  readonly crmId: string | null;
}

export interface SyncStoreRead {
  find(accountId: string): Promise<StoredSyncAccount | null>;
  ofUser(userId: string): Promise<StoredSyncAccount | null>;
  list(): Promise<StoredSyncAccount[]>;
  cycle(of: SyncScope): Promise<StoredCycle>;
  countLinks(of: SyncScope): Promise<number>;
  links(of: SyncScope): Promise<StoredLink[]>;
  /** Those that name one of the records or items. */
  linksOf(of: SyncScope, crmIds: readonly string[], mailboxIds: readonly string[]): Promise<StoredLink[]>;
  findLink(of: SyncScope, linkId: string): Promise<StoredLink | null>;
  /** Those in the middle of being removed or written anew. */
  unfinished(of: SyncScope): Promise<StoredLink[]>;
  /** Of these, the ones that were set apart. */
  apart(of: SyncScope, side: Side, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** All that were set apart. */
  allApart(of: SyncScope): Promise<Readonly<Record<Side, readonly string[]>>>;
  /** Last ones first. */
  lost(accountId: string, limit: number): Promise<StoredLost[]>;
  failures(accountId: string, limit: number): Promise<StoredSyncFailure[]>;
  happenings(accountId: string, limit: number): Promise<StoredHappening[]>;
  /** Which of these records are there, whoever may read them. */
  standing(recordIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Links with open conflicts, by record; null: all of them. */
  inConflict(of: SyncScope, limit: number | null): Promise<StoredLink[]>;
  /** Y9: whether a cycle is under way, and when the next is due; null: not before a person comes. */
  pace(accountId: string): Promise<{ readonly running: boolean; readonly nextCycleAt: Instant | null }>;
  /** Whether the lease is held still. */
  isHeld(lease: SyncLease): Promise<boolean>;
  /** Enabled accounts whose lease somebody else holds now. */
  leasedElsewhere(owner: string): Promise<number>;
}

export interface SyncStoreWrite extends SyncStoreRead {
  add(account: StoredSyncAccount): Promise<void>;
  /** All but health and lease; false when the version is another one by now. */
  save(account: StoredSyncAccount): Promise<boolean>;
  /** Whatever its version: nobody wished for it. */
  saveSecret(accountId: string, sealedSecret: string): Promise<void>;
  /** With its links and all that is known of it. */
  remove(accountId: string): Promise<void>;
  setHealth(accountId: string, health: StoredSyncHealth): Promise<void>;
  /** To be synchronized at once, or (false) not at all. */
  schedule(accountId: string, due: boolean): Promise<void>;
  /** To be synchronized at once, if it is at all. */
  hurry(accountId: string): Promise<void>;
  hurryAll(): Promise<void>;

  /** Takes accounts of the server's own that are due, longest due first, under a lease by the clock of the database. */
  claim(claim: { readonly owner: string; readonly leaseMs: number; readonly most: number }): Promise<string[]>;
  /**
   * Y9: takes an account that an Outlook synchronizes, where it is due, or enabled and wished for, and nobody is at it.
   * False otherwise.
   */
  begin(asked: SyncLease & { readonly leaseMs: number; readonly wished: boolean }): Promise<boolean>;
  renew(owner: string, leaseMs: number): Promise<void>;
  /** Holds the lease from now on for so long again; false when somebody else took it. */
  extend(lease: SyncLease, leaseMs: number): Promise<boolean>;
  /** Ends the lease; null: it waits for a person. Nothing happens when the lease is lost. */
  release(lease: SyncLease, nextInMs: number | null): Promise<void>;
  /** While the lease is held; false when it is lost, and then nothing may be committed. */
  hold(lease: SyncLease): Promise<boolean>;

  saveCycle(of: SyncScope, cycle: StoredCycle): Promise<void>;
  /** Adds the link or replaces it. */
  putLink(of: SyncScope, stored: StoredLink): Promise<void>;
  setLinkState(of: SyncScope, linkId: string, state: SyncLink['state']): Promise<boolean>;
  dropLink(of: SyncScope, linkId: string): Promise<void>;
  /** Y5: all answers of a link; nothing happens where it is gone. */
  answer(of: SyncScope, linkId: string, answers: Answers): Promise<void>;
  /** A value that was taken back gave way no longer; false when it is not there. */
  forgetLost(of: SyncScope, lost: Pick<StoredLost, 'crmId' | 'field' | 'side' | 'at'>): Promise<boolean>;
  setApart(of: SyncScope, ids: Readonly<Record<Side, string>>): Promise<void>;
  remember(of: SyncScope, crmId: string, lost: readonly LostValue[], at: Instant): Promise<void>;
  noteFailure(
    of: SyncScope,
    item: { readonly crmId: string | null; readonly mailboxId: string | null; readonly words: string },
    at: Instant,
  ): Promise<void>;
  /** What was done after all has not failed. */
  clearFailure(
    of: SyncScope,
    item: { readonly crmId: string | null; readonly mailboxId: string | null },
  ): Promise<void>;
  noteHappenings(happenings: readonly (StoredHappening & { readonly accountId: string })[]): Promise<void>;
  /** Failures, happenings and lost values from before then. */
  forget(before: Instant): Promise<void>;
}

/** Above organizations. */
export interface SyncDirectory {
  /** Which organizations have accounts that are due, longest due first. */
  organizationsDue(): Promise<string[]>;
}
