import type { Clock } from '../../ports/clock.ts';
import type { Digests, Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { MailSources, ReadGroups } from '../../ports/mail-source.ts';
import type { MailboxLease, StoredMailbox } from '../../ports/mailbox-store.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import type { Alongside } from '../receive-message.ts';
import type { receiveTogether } from '../receive-together.ts';
import type { ReceivedMail, ReceiveReceipt } from '../receive/received-mail.ts';

export interface PollNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly log: Log;
  readonly secretBox: SecretBox;
  readonly mailSources: MailSources;
  readonly readGroups: ReadGroups;
  /** A4: the salt of what is kept of mail that was not tracked. */
  readonly salt: string;
  readonly receiveMessage: (mail: ReceivedMail, alongside: Alongside) => Promise<ReceiveReceipt>;
  /** Null: where mail is handed over one by one. */
  readonly receiveTogether: ReturnType<typeof receiveTogether> | null;
}

/** One poll of a mailbox, while it lasts. */
export interface Poll {
  readonly organizationId: string;
  readonly mailbox: StoredMailbox;
  readonly lease: MailboxLease;
  /** The last poll ended the process, perhaps by what it read: each try is written down before it is made. */
  readonly careful: boolean;
  /** A21: folders that rules of the user whose mailbox it is name. */
  readonly boundFolders: readonly string[];
  /** Failing mail that is left alone for now. */
  readonly resting: ReadonlySet<string>;
  /** By folder: whether mail of it was handled under other keys. */
  readonly generations: Map<string, boolean>;
  handled: number;
  failing: number;
  /** New activities. */
  tracked: number;
  /** Given up, with their bytes in the undeliverable queue. */
  setAside: number;
}

/** Mail that is to be tried again lies behind the cursor, so the cursor waits. */
export const waits = (poll: Poll): boolean => poll.failing > 0 || poll.resting.size > 0;

/** Somebody else polls the mailbox by now, or it was changed or switched off: nothing more may be committed. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}
