import type { FetchedMessage } from '../../ports/mail-source.ts';
import type { NotedMail } from '../../ports/mailbox-store.ts';
import { foundOf, isStoreTrouble, receivedOf, stateAfter, wasHandledElsewhere, writeHandled } from './mail-place.ts';
import { LeaseLost, type Poll, type PollNeeds } from './poll-facts.ts';
import { passWithoutBytes } from './set-aside.ts';
import { takeMail } from './take-mail.ts';

type TogetherNeeds = PollNeeds & { readonly receiveTogether: NonNullable<PollNeeds['receiveTogether']> };

/** Records them in one transaction with their places in the mailbox; throws when one of them cannot be recorded. */
const takeTogether = async (needs: TogetherNeeds, poll: Poll, mails: readonly FetchedMessage[]): Promise<void> => {
  const at = needs.clock.now();
  const passed: FetchedMessage[] = [];
  const noted: NotedMail[] = [];
  const arrived: { readonly found: NotedMail['found']; readonly mail: FetchedMessage; readonly bytes: Uint8Array }[] =
    [];
  for (const mail of mails) {
    const found = foundOf(needs, poll, mail);
    if (mail.bytes === null) {
      passed.push(mail);
      noted.push({ found, state: 'left' });
    } else if (await wasHandledElsewhere(needs, poll, found))
      noted.push({ found, state: stateAfter(poll, mail.folder, null) });
    else arrived.push({ found, mail, bytes: mail.bytes });
  }
  const cursor = mails.at(-1)?.cursor;
  if (cursor === undefined) return;
  const received = arrived.map(({ mail, bytes }) => receivedOf(poll, mail, bytes));
  const receipts = await needs.receiveTogether(poll.organizationId, received, async (tx, all) => {
    for (const mail of passed) await passWithoutBytes(needs, tx, { mailbox: poll.mailbox, mail, at });
    const handled = arrived.map(({ found, mail }, index) => ({
      found,
      state: stateAfter(poll, mail.folder, all[index] ?? null),
    }));
    await writeHandled(tx, poll, { mails: [...noted, ...handled], cursor, at });
  });
  poll.tracked += receipts.filter(({ created }) => created).length;
  poll.handled += mails.length;
};

/**
 * Mails that were fetched together, oldest first: recorded in one transaction, because each commit waits for the disk. When
 * one of them fails nothing of the group is recorded, and each is taken by itself: so a mail that fails holds up no other,
 * and its tries are counted. Throws LeaseLost, and TemporaryFailure where our own database fails.
 */
export const takeMails =
  (needs: PollNeeds) =>
  async (poll: Poll, mails: readonly FetchedMessage[]): Promise<void> => {
    const { receiveTogether } = needs;
    if (mails.length > 1 && !poll.careful && receiveTogether !== null) {
      try {
        await takeTogether({ ...needs, receiveTogether }, poll, mails);
        return;
      } catch (error) {
        if (error instanceof LeaseLost || isStoreTrouble(error)) throw error;
        // Whose fault it is, each by itself tells and logs.
      }
    }
    const take = takeMail(needs);
    for (const mail of mails) await take(poll, mail);
  };
