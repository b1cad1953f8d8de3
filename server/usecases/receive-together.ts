import type { StoreWrite } from '../ports/store.ts';
import { type OpenedMail, openMail } from './receive/open-mail.ts';
import type { ReceivedMail, ReceiveNeeds, ReceiveReceipt } from './receive/received-mail.ts';
import { markWith, settleOpened } from './receive-message.ts';

/** What else is written with the mails, in the same transaction. */
export type AlongsideAll = (tx: StoreWrite, receipts: readonly ReceiveReceipt[]) => Promise<void>;

/**
 * Mails of one organization that came together, one after the other as `receiveMessage` takes them, in one transaction: a
 * commit waits for the disk, and so they wait once. All or none is recorded: when it throws, each is to be received by
 * itself, which tells whose fault it is.
 */
export const receiveTogether =
  (plain: ReceiveNeeds) =>
  async (
    organizationId: string,
    mails: readonly ReceivedMail[],
    alongside: AlongsideAll,
  ): Promise<readonly ReceiveReceipt[]> => {
    const needs = { ...plain, mark: markWith(plain, organizationId) };
    const all: { readonly mail: ReceivedMail; readonly opened: OpenedMail }[] = [];
    for (const mail of mails) all.push({ mail, opened: await openMail(needs, mail) });
    return needs.store.transact(organizationId, async (tx) => {
      await tx.journal.takeTurn();
      const receipts: ReceiveReceipt[] = [];
      for (const { mail, opened } of all)
        receipts.push(await settleOpened(needs, tx, { mail, opened, at: needs.clock.now() }));
      await alongside(tx, receipts);
      return receipts;
    });
  };
