import type { Instant } from '#shared/model/instant.ts';
import type { MailboxOwner } from '#shared/model/mailbox.ts';
import type { Ids } from '../../ports/ids.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';

type State = StoredSyncAccount['health']['state'];

interface Change {
  readonly subjectId: string;
  /** Null: for every administrator. */
  readonly userId: string | null;
  readonly words: string;
  readonly before: State;
  readonly after: State;
  readonly at: Instant;
}

const tell = async (ids: Ids, tx: StoreWrite, { before, after, ...said }: Change): Promise<void> => {
  if (after !== 'stopped' && before !== 'working') await tx.alerts.drop('connectionStopped', said.subjectId);
  if (after === 'stopped' && before !== 'stopped')
    await tx.alerts.tell({ id: ids.next(), kind: 'connectionStopped', ...said });
};

const userOf = (owner: MailboxOwner): string | null => (owner.kind === 'user' ? owner.id : null);

interface After {
  readonly after: State;
  readonly at: Instant;
}

/** Y10: whose mail is fetched no more until they mend it hears of it once; once it goes on they need not. */
export const tellOwnerOfMailbox = (
  { ids }: { readonly ids: Ids },
  tx: StoreWrite,
  { id, owner, address, health }: StoredMailbox,
  { after, at }: After,
): Promise<void> =>
  tell(ids, tx, {
    subjectId: id,
    userId: userOf(owner),
    words: `Mail of ${address} is no longer fetched, because its server refuses it. What the server says stands under Mailboxes; mend it there, and it goes on.`,
    before: health.state,
    after,
    at,
  });

/** The same of items that are synchronized. */
export const tellOwnerOfAccount = (
  { ids }: { readonly ids: Ids },
  tx: StoreWrite,
  { id, userId, health }: StoredSyncAccount,
  { after, at }: After,
): Promise<void> =>
  tell(ids, tx, {
    subjectId: id,
    userId,
    words:
      'Your contacts, tasks and appointments are no longer synchronized, because your mailbox refuses it. What it says stands under Synchronization; mend it there, and it goes on.',
    before: health.state,
    after,
    at,
  });
