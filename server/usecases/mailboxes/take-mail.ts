import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { FetchedMessage } from '../../ports/mail-source.ts';
import type { FoundMail } from '../../ports/mailbox-store.ts';
import {
  foundOf,
  isDeploymentTrouble,
  isStoreTrouble,
  receivedOf,
  stateAfter,
  wasHandledElsewhere,
  writeHandled,
} from './mail-place.ts';
import { LeaseLost, type Poll, type PollNeeds } from './poll-facts.ts';
import { passWithoutBytes, quarantine } from './set-aside.ts';

/** A14: after so many tries that did not end well a mail is set aside, and the mailbox goes on. */
const mostTries = 5;

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
    writeHandled(tx, poll, {
      mails: [{ found, state: stateAfter(poll, mail.folder, receipt) }],
      cursor: mail.cursor,
      at,
    }),
  );
  if (created) poll.tracked += 1;
};

/** Sets the mail aside, with its bytes and its place in the mailbox at once. */
const setAside = async (needs: PollNeeds, poll: Poll, { mail, found, bytes }: Taken): Promise<void> => {
  const at = needs.clock.now();
  await needs.store.transact(poll.organizationId, async (tx) => {
    const received = receivedOf(poll, mail, bytes);
    const kept = await quarantine(needs, tx, { mail: received, owner: poll.mailbox.owner, tries: mostTries, at });
    const state = kept ? stateAfter(poll, mail.folder, null) : 'left';
    await writeHandled(tx, poll, { mails: [{ found, state }], cursor: mail.cursor, at });
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
    if (error instanceof LeaseLost || isStoreTrouble(error) || isDeploymentTrouble(error)) throw error;
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
        await passWithoutBytes(needs, tx, { mailbox: poll.mailbox, mail, at });
        await writeHandled(tx, poll, { mails: [{ found, state: 'left' }], cursor: mail.cursor, at });
      });
    else if (await wasHandledElsewhere(needs, poll, found))
      await needs.store.transact(poll.organizationId, (tx) =>
        writeHandled(tx, poll, {
          mails: [{ found, state: stateAfter(poll, mail.folder, null) }],
          cursor: mail.cursor,
          at,
        }),
      );
    else await attempt(needs, poll, { mail, found, bytes, tries: await triesWritten(needs, poll, found) });
    poll.handled += 1;
  };
