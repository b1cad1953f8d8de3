import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

const absent = () => new Refusal('mailbox_not_found', 'There is no mailbox with this id.');

/** Refuses `mailbox_not_found`. */
export const getMailbox = async (read: StoreRead, mailboxId: string): Promise<StoredMailbox> => {
  const mailbox = await read.mailboxes.find(mailboxId);
  if (mailbox === null) throw absent();
  return mailbox;
};

/** One's own; another's is not there. Refuses `mailbox_not_found`. */
export const getOwnMailbox = async (read: StoreRead, userId: string, mailboxId: string): Promise<StoredMailbox> => {
  const mailbox = await getMailbox(read, mailboxId);
  if (mailbox.owner.kind !== 'user' || mailbox.owner.id !== userId) throw absent();
  return mailbox;
};
