import type { SyncSignIn } from '#shared/model/synchronization.ts';
import type { SyncKind } from '#shared/sync/item.ts';
import type { MailboxSide } from '#shared/sync/cycle-ports.ts';

interface AnyAccount {
  readonly url: string;
  /** Of Microsoft Graph: whose mailbox it is. */
  readonly user: string;
  readonly secret: string;
  /** The egress guard lets its host pass. */
  readonly trustedHost: boolean;
}

export interface DavAccount extends AnyAccount {
  readonly protocol: 'dav';
}

export interface GraphAccount extends AnyAccount {
  readonly protocol: 'graph';
  /** Names whoever holds the secret among all; who share it go on together. */
  readonly holder: string;
  readonly signIn: SyncSignIn;
  /** The token endpoint gave another refresh token: it is kept from now on. */
  readonly keepSecret: (secret: string) => Promise<void>;
}

/** Where an account is, and who we are there. */
export type RemoteAccount = DavAccount | GraphAccount;

/** One step towards an account, in the words of Test & Enable (Y10). */
export interface RemoteTestStep {
  readonly step: 'resolve' | 'connect' | 'auth' | 'contact' | 'task' | 'appointment';
  readonly passed: boolean;
  readonly answer: string;
  /** Null when it passed. */
  readonly remedy: string | null;
}

/** Where each kind lies; a kind that the server has no place for is absent. */
export type RemoteCollections = Readonly<Partial<Record<SyncKind, string>>>;

export interface RemoteTest {
  readonly steps: readonly RemoteTestStep[];
  readonly collections: RemoteCollections;
}

/** One collection of an account. */
export interface RemotePlace {
  readonly kind: SyncKind;
  readonly collection: string;
  /** Marks that are written, and understood, are those of this organization (I6). */
  readonly organizationId: string;
  /** Y13: items with one of these categories are tracked; the words of case and space around them count as one. */
  readonly categories: readonly string[];
  /** Y6: what its owner calls private may be tracked too. */
  readonly takesPrivate: boolean;
  /** Keys of the user's addresses: what one of them organizes is theirs to change. */
  readonly ownAddresses: readonly string[];
}

/** A collection that is open. */
export interface RemoteSide extends MailboxSide {
  close(): void;
}

/**
 * Address books, task lists and calendars on servers. A side throws PermanentFailure `sign_in_refused`,
 * `permission_refused`, `mailbox_missing` or `egress_refused` for what a person must mend, and TemporaryFailure for the
 * rest; what concerns one item alone is its answer.
 */
export interface RemoteSides<Account extends RemoteAccount = RemoteAccount> {
  /** Whoever opened it closes it. */
  open(account: Account, place: RemotePlace, signal: AbortSignal): Promise<RemoteSide>;
  /** Goes as far as it gets, for these kinds. Changes nothing there, and never throws. */
  test(account: Account, kinds: readonly SyncKind[], signal: AbortSignal): Promise<RemoteTest>;
}
