import type { Instant } from '#shared/model/instant.ts';
import { generationOf } from '../../domain/mailbox/generation.ts';
import { originKey } from '../../domain/mailbox/message-origin.ts';
import { settlementNow } from '../../domain/mailbox/settlement.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { FetchedMessage, SourceCursor } from '../../ports/mail-source.ts';
import type { FoundMail, FoundState } from '../../ports/mailbox-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { messageIdOfBytes } from '../promotion/message-id-of-bytes.ts';
import type { ReceivedMail, ReceiveReceipt } from '../receive/received-mail.ts';
import { LeaseLost, type Poll, type PollNeeds, waits } from './poll-facts.ts';
import { passOversize, quarantine } from './set-aside.ts';

/** A14: after so many tries that did not end well a mail is set aside, and the mailbox goes on. */
const mostTries = 5;

/** What our own database says of itself is no fault of the mail. */
export const isStoreTrouble = (error: unknown): boolean =>
  error instanceof TemporaryFailure && (error.code === 'store_unavailable' || error.code === 'storage_full');

/** A25: by its Message-ID, or by its bytes, a mail is known again on another server; only a hash of that is kept. */
const identityOf = ({ digests, salt }: PollNeeds, organizationId: string, bytes: Uint8Array | null): string | null =>
  bytes === null
    ? null
    : digests.sha256(
        JSON.stringify([salt, organizationId, 'mail', messageIdOfBytes(bytes)?.key ?? digests.sha256(bytes)]),
      );

const foundOf = (needs: PollNeeds, { organizationId, mailbox }: Poll, mail: FetchedMessage): FoundMail => ({
  mailboxId: mailbox.id,
  key: originKey(mail.origin),
  origin: mail.origin,
  ...generationOf(mail.origin, mailbox.epoch),
  identity: identityOf(needs, organizationId, mail.bytes),
});

const receivedOf = ({ organizationId, mailbox }: Poll, mail: FetchedMessage, bytes: Uint8Array): ReceivedMail => ({
  organizationId,
  bytes,
  foundAt: mailbox.address === '' ? null : mailbox.address,
  envelopeTo: [],
  wrapping: mailbox.wrapping,
  folder: mail.folder,
  categories: mail.categories,
});

/** A22: what could not be read and was not kept either stays where it is. */
const stateAfter = ({ mailbox }: Poll, receipt: ReceiveReceipt | null): FoundState => {
  if (receipt !== null && receipt.outcome.reason === 'unreadable' && receipt.holdId === null) return 'left';
  return settlementNow(mailbox).kind === 'leave' ? 'settled' : 'handled';
};

/** Writes, with what became of the mail, that it is handled; not at all when the lease is lost. */
const writeHandled = async (
  tx: StoreWrite,
  poll: Poll,
  { found, cursor, state, at }: { found: FoundMail; cursor: SourceCursor; state: FoundState; at: Instant },
): Promise<void> => {
  if (!(await tx.mailboxes.hold(poll.lease, waits(poll) ? null : cursor))) throw new LeaseLost();
  await tx.mailboxes.note(found, state, at);
};

/** A25: asked only where mail was handled under other keys. */
const wasHandledElsewhere = async (needs: PollNeeds, poll: Poll, found: FoundMail): Promise<boolean> => {
  const place = JSON.stringify([found.folder, found.generation]);
  const known = poll.generations.get(place);
  return needs.store.read(poll.organizationId, async (read) => {
    const others = known ?? (await read.mailboxes.hasOtherGenerations(found));
    poll.generations.set(place, others);
    return others && (await read.mailboxes.wasHandledElsewhere(found));
  });
};

interface Taken {
  readonly mail: FetchedMessage;
  readonly found: FoundMail;
  readonly bytes: Uint8Array;
  /** Tries that are written down, this one too; 0: none is. */
  readonly tries: number;
}

const record = async (needs: PollNeeds, poll: Poll, { mail, found, bytes }: Taken): Promise<void> => {
  const at = needs.clock.now();
  const { created } = await needs.receiveMessage(receivedOf(poll, mail, bytes), (tx, receipt) =>
    writeHandled(tx, poll, { found, cursor: mail.cursor, state: stateAfter(poll, receipt), at }),
  );
  if (created) poll.tracked += 1;
};

/** Sets the mail aside, with its bytes and its place in the mailbox at once. */
const setAside = async (needs: PollNeeds, poll: Poll, { mail, found, bytes }: Taken): Promise<void> => {
  const at = needs.clock.now();
  await needs.store.transact(poll.organizationId, async (tx) => {
    const received = receivedOf(poll, mail, bytes);
    const kept = await quarantine(needs, tx, { mail: received, owner: poll.mailbox.owner, tries: mostTries, at });
    await writeHandled(tx, poll, { found, cursor: mail.cursor, state: kept ? stateAfter(poll, null) : 'left', at });
  });
  poll.setAside += 1;
};

const failed = async (needs: PollNeeds, poll: Poll, taken: Taken, error: unknown): Promise<void> => {
  const { organizationId, mailbox } = poll;
  const tries =
    taken.tries > 0
      ? taken.tries
      : await needs.store.transact(organizationId, (tx) => tx.mailboxes.countTry(taken.found, 1, needs.clock.now()));
  const code = error instanceof TemporaryFailure || error instanceof PermanentFailure ? error.code : 'unexpected';
  needs.log.warn(
    'a mail of a mailbox could not be recorded',
    { organizationId, mailboxId: mailbox.id, attempt: tries, code },
    error,
  );
  if (tries >= mostTries) await setAside(needs, poll, taken);
  else poll.failing += 1;
};

const attempt = async (needs: PollNeeds, poll: Poll, taken: Taken): Promise<void> => {
  if (taken.tries > mostTries) return setAside(needs, poll, taken);
  try {
    await record(needs, poll, taken);
  } catch (error) {
    if (error instanceof LeaseLost || isStoreTrouble(error)) throw error;
    await failed(needs, poll, taken, error);
  }
};

/** The first that is written down is the second at least: the one before ended the process. */
const triesWritten = (needs: PollNeeds, poll: Poll, found: FoundMail): Promise<number> =>
  poll.careful
    ? needs.store.transact(poll.organizationId, (tx) => tx.mailboxes.countTry(found, 2, needs.clock.now()))
    : Promise.resolve(0);

/**
 * One mail that was fetched: recorded in one transaction with its place in the mailbox (A1, A14, A25), passed by when it
 * is too large, set aside after five tries. Throws LeaseLost, and TemporaryFailure where our own database fails.
 */
export const takeMail =
  (needs: PollNeeds) =>
  async (poll: Poll, mail: FetchedMessage): Promise<void> => {
    const at = needs.clock.now();
    const found = foundOf(needs, poll, mail);
    const { bytes } = mail;
    if (bytes === null)
      await needs.store.transact(poll.organizationId, async (tx) => {
        await passOversize(needs, tx, { mailbox: poll.mailbox, sizeBytes: mail.sizeBytes, at });
        await writeHandled(tx, poll, { found, cursor: mail.cursor, state: 'left', at });
      });
    else if (await wasHandledElsewhere(needs, poll, found))
      await needs.store.transact(poll.organizationId, (tx) =>
        writeHandled(tx, poll, { found, cursor: mail.cursor, state: stateAfter(poll, null), at }),
      );
    else await attempt(needs, poll, { mail, found, bytes, tries: await triesWritten(needs, poll, found) });
    poll.handled += 1;
  };
