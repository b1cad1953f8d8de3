import { identityOfAccount, identityOfIncoming, type MailboxIdentity } from '../../domain/mailbox/mailbox-identity.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';

/** What a user is connected with: mail that is fetched, or items that are synchronized. */
export type Connection =
  | { readonly kind: 'mailbox'; readonly identity: MailboxIdentity; readonly mailbox: StoredMailbox }
  | { readonly kind: 'account'; readonly identity: MailboxIdentity; readonly account: StoredSyncAccount };

export const identityOfStored = ({ url, signInUser }: Pick<StoredSyncAccount, 'url' | 'signInUser'>): MailboxIdentity =>
  identityOfAccount({ url, user: signInUser });

export const connectionsOf = async (read: StoreRead, userId: string): Promise<Connection[]> => {
  const mailboxes = await read.mailboxes.ofUser(userId);
  const account = await read.synchronization.ofUser(userId);
  return [
    ...mailboxes.map(
      (mailbox) => ({ kind: 'mailbox', identity: identityOfIncoming(mailbox.incoming), mailbox }) as const,
    ),
    ...(account === null ? [] : [{ kind: 'account', identity: identityOfStored(account), account } as const]),
  ];
};
