import type { Instant } from '#shared/model/instant.ts';
import { generationOf } from '../../domain/mailbox/generation.ts';
import { originKey } from '../../domain/mailbox/message-origin.ts';
import { settlementNow } from '../../domain/mailbox/settlement.ts';
import { TemporaryFailure } from '../../ports/failure.ts';
import type { FetchedMessage, SourceCursor } from '../../ports/mail-source.ts';
import type { FoundMail, FoundState, NotedMail, StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { messageIdOfBytes } from '../promotion/message-id-of-bytes.ts';
import type { ReceivedMail, ReceiveReceipt } from '../receive/received-mail.ts';
import { LeaseLost, type Poll, type PollNeeds, waits } from './poll-facts.ts';

/** What our own database says of itself is no fault of the mail. */
export const isStoreTrouble = (error: unknown): boolean =>
  error instanceof TemporaryFailure && (error.code === 'store_unavailable' || error.code === 'storage_full');

/** A18: the server that a site hands over to is away: no fault of the mail either, and the mailbox is tried again later. */
export const isDeploymentTrouble = (error: unknown): boolean =>
  error instanceof TemporaryFailure && error.code === 'deployment_unavailable';

/** A25: by its Message-ID, or by its bytes, a mail is known again on another server; only a hash of that is kept. */
const identityOf = ({ digests, salt }: PollNeeds, organizationId: string, bytes: Uint8Array | null): string | null =>
  bytes === null
    ? null
    : digests.sha256(
        JSON.stringify([salt, organizationId, 'mail', messageIdOfBytes(bytes)?.key ?? digests.sha256(bytes)]),
      );

/** Which mail of the mailbox it is. */
export const foundOf = (needs: PollNeeds, { organizationId, mailbox }: Poll, mail: FetchedMessage): FoundMail => ({
  mailboxId: mailbox.id,
  key: originKey(mail.origin),
  origin: mail.origin,
  ...generationOf(mail.origin, mailbox.epoch),
  identity: identityOf(needs, organizationId, mail.bytes),
});

/** The mail as it is received, with what its mailbox says of it. */
export const receivedOf = (
  { organizationId, mailbox }: Poll,
  { folder, categories }: FetchedMessage,
  bytes: Uint8Array,
): ReceivedMail => ({
  organizationId,
  bytes,
  foundAt: mailbox.address === '' ? null : mailbox.address,
  envelopeTo: [],
  wrapping: mailbox.wrapping,
  folder,
  categories,
});

/** Could not be judged and was not kept either, or was too large for the server that a site hands over to. */
const isNotKept = ({ outcome, holdId }: ReceiveReceipt): boolean =>
  holdId === null && ['unreadable', 'held', 'oversize'].includes(outcome.reason);

/** A21: a folder that is read because a rule names it is where somebody put the mail; it is left there. */
const isSet = ({ incoming }: StoredMailbox, folder: string): boolean =>
  incoming.protocol === 'pop3' || incoming.folders.some((one) => one.toLowerCase() === folder.toLowerCase());

/** A22: what was not kept stays where it is. */
export const stateAfter = ({ mailbox }: Poll, folder: string | null, receipt: ReceiveReceipt | null): FoundState => {
  if (receipt !== null && isNotKept(receipt)) return 'left';
  if (folder !== null && !isSet(mailbox, folder)) return 'left';
  return settlementNow(mailbox).kind === 'leave' ? 'settled' : 'handled';
};

/** Writes, with what became of the mails, that they are handled; not at all when the lease is lost. */
export const writeHandled = async (
  tx: StoreWrite,
  poll: Poll,
  { mails, cursor, at }: { readonly mails: readonly NotedMail[]; readonly cursor: SourceCursor; readonly at: Instant },
): Promise<void> => {
  if (!(await tx.mailboxes.hold(poll.lease, waits(poll) ? null : cursor))) throw new LeaseLost();
  await tx.mailboxes.note(mails, at);
};

/** A25: asked only where mail was handled under other keys. */
export const wasHandledElsewhere = async (needs: PollNeeds, poll: Poll, found: FoundMail): Promise<boolean> => {
  const place = JSON.stringify([found.folder, found.generation]);
  const known = poll.generations.get(place);
  if (known === false) return false;
  return needs.store.read(poll.organizationId, async (read) => {
    const others = known ?? (await read.mailboxes.hasOtherGenerations(found));
    poll.generations.set(place, others);
    return others && (await read.mailboxes.wasHandledElsewhere(found));
  });
};
