import type { IncomingSettings, Settlement } from '#shared/model/mailbox.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { MessageOrigin } from '../domain/mailbox/message-origin.ts';
import type { TestStep } from './mail-transport.ts';

/** How far a mailbox has been read, in the words of its source; kept as it is and given back. */
export type SourceCursor = string & { readonly __sourceCursor: unique symbol };

/** One mail found at its source. */
export interface FetchedMessage {
  readonly origin: MessageOrigin;
  /** Null: larger than asked for (outcome `oversize`), or withheld; then no byte of it is here. */
  readonly bytes: Uint8Array | null;
  /** A14: its server lists it and did not give it out five times; nobody waits for it any longer. */
  readonly withheld?: true;
  readonly sizeBytes: number;
  /** When its server took it in. */
  readonly arrivedAt: Instant | null;
  /** A24: the folder by name, where the protocol has folders. */
  readonly folder: string | null;
  /** A24: categories or keywords that stand on it there. */
  readonly categories: readonly string[];
  /** Where to go on once this mail and all before it are committed. */
  readonly cursor: SourceCursor;
}

export interface FetchAsked {
  /** Null: the mailbox is new. What is in it by then is passed over (A1), unless `from` says otherwise. */
  readonly cursor: SourceCursor | null;
  /** Of a new mailbox: mail that arrived at or after this moment counts too (back-fill); null: only what comes from now. */
  readonly from: Instant | null;
  /** At most so many mails, oldest first; the rest comes with the next call. */
  readonly limit: number;
  /** Larger mail comes without bytes. */
  readonly maxBytes: number;
  /** A21: read besides those that are set, where the mailbox has them and they may be read; mail that is moved there counts. */
  readonly boundFolders?: readonly string[];
  /** Of these keys (`originKey`) the ones that were handled already; they need not be fetched. */
  readonly known: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** A fetch has ended: where to go on, also when nothing was found, and whether the source has more at once. */
export interface FetchEnd {
  readonly cursor: SourceCursor;
  readonly more: boolean;
}

/**
 * A place where mail is fetched. It never marks, moves or deletes by itself, and fetching does not mark mail as read;
 * that is what `settle` is for. What the world does is told by a failure: TemporaryFailure (connection, time-out,
 * throttling; `fields.retryAfterMs` where the server says when), PermanentFailure (`sign_in_refused`, `access_refused`,
 * `mailbox_missing`, `folder_missing`, `folder_refused`, `certificate_refused`, `tls_missing`, `host_refused`,
 * `cursor_unreadable`: written by another protocol). What nobody understands is temporary. No failure's sentence carries
 * text of the server.
 */
export interface MailSource extends AsyncDisposable {
  /**
   * Mail after the cursor, oldest first in each folder. Between two mails the caller may take its time. No other call
   * is made before the iteration has ended; the value it ends with is the FetchEnd.
   */
  fetch(asked: FetchAsked, signal: AbortSignal): AsyncGenerator<FetchedMessage, FetchEnd, undefined>;
  /** Called only after these are committed here. Safe to repeat; a mail that is gone there is settled. */
  settle(origins: readonly MessageOrigin[], how: Settlement, signal: AbortSignal): Promise<void>;
  /**
   * Resolves when something new may be there, at the latest when the signal aborts; where the protocol cannot
   * tell, only then. Throws like `fetch`.
   */
  watch(signal: AbortSignal): Promise<void>;
}

/** Which mails of a mailbox are looked for; of several in a list any one is enough. */
export type MailQuestion =
  /** Mails that have one of these Message-IDs, with angle brackets, or name it as what they follow. */
  | { readonly kind: 'thread'; readonly messageIds: readonly string[] }
  /** Mails with one of these addresses in From, To, Cc or Bcc; a server may give some that only look alike. */
  | { readonly kind: 'people'; readonly addresses: readonly string[] };

export interface SearchAsked {
  readonly question: MailQuestion;
  /** Null: those that are set, and the one for sent mail. */
  readonly folders: readonly string[] | null;
  readonly from: Instant | null;
  /** Mail that arrived at this moment or later is no part of it. */
  readonly until: Instant | null;
  /** Of these (`originKey`) the ones that were found already. */
  readonly known: ReadonlySet<string>;
  /** The newest so many. */
  readonly limit: number;
  /** Larger mail comes without bytes. */
  readonly maxBytes: number;
}

/**
 * P9: a mailbox that can be asked for single mails, newest first; nothing at its server changes. Throws like `MailSource`; a
 * folder that is never read is `folder_refused`.
 */
export interface MailFinder extends AsyncDisposable {
  /** Ends with whether more would fit than the limit. */
  find(asked: SearchAsked, signal: AbortSignal): AsyncGenerator<FoundMessage, boolean, undefined>;
  /** One mail; null: it is not there any more. */
  read(origin: MessageOrigin, maxBytes: number, signal: AbortSignal): Promise<FoundMessage | null>;
}

export type FoundMessage = Pick<FetchedMessage, 'origin' | 'bytes' | 'arrivedAt' | 'folder'>;

/**
 * Reads a source while the caller is busy, and gives together what has come in meanwhile. Throws what `fetch` throws, after
 * all mail before it; the signal's reason when that aborts.
 */
export type ReadGroups = (
  source: MailSource,
  asked: FetchAsked,
  signal: AbortSignal,
) => AsyncGenerator<readonly FetchedMessage[], FetchEnd, undefined>;

/** The server of one mailbox, with what is needed to sign in there. */
export interface SourceProfile {
  /** Absent: settings that are only tried, of which nobody is told news. */
  readonly organizationId?: string;
  readonly mailboxId: string;
  /** How often it is asked for mail; absent where it is only tried. What tells us of news lives longer than that. */
  readonly pollSeconds?: number;
  readonly settings: IncomingSettings;
  /** Password, client secret or refresh token, opened. */
  readonly secret: string;
  /** Given by environment or command line: the egress guard lets the host pass. */
  readonly trustedHost: boolean;
  /** A26: the server gave another refresh token; it is kept from now on. */
  readonly keepSecret: (secret: string) => Promise<void>;
}

/** Folders of a mailbox that may be read. */
export interface MailFolders {
  /** As they are written in settings and rules. */
  readonly names: readonly string[];
  /** Of these the inbox and the one for sent mail, where the server says which that is. */
  readonly inbox: string | null;
  readonly sent: string | null;
}

/** Opens sources by protocol. */
export interface MailSources {
  /** Does not connect yet. */
  open(profile: SourceProfile): MailSource;
  /** Goes through resolve, connect, tls, auth and reading a folder list; changes nothing there. Never throws for what a server does. */
  test(profile: SourceProfile, signal: AbortSignal): Promise<readonly TestStep[]>;
  /** P9: null where the protocol cannot search. Does not connect yet. */
  finder(profile: SourceProfile): MailFinder | null;
  /** A21: at most 2,000; none where the protocol has no folders. Throws like `MailSource`. */
  folders(profile: SourceProfile, signal: AbortSignal): Promise<MailFolders>;
}
