import type { Instant } from '#shared/model/instant.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';

interface Entry {
  /** Null: nobody of this organization. */
  readonly actorId: string | null;
  readonly at: Instant;
  readonly account: StoredSyncAccount;
  readonly reason: string;
}

/** What became of an account, without its secret. */
export const journalSyncAccount = (tx: StoreWrite, { actorId, at, account, reason }: Entry): Promise<void> =>
  tx.journal.append([
    {
      kind: 'mailbox.changed',
      subjectId: account.id,
      at,
      actorId,
      reason: `synchronization ${reason}`,
      after: {
        owner: { kind: 'user', id: account.userId },
        host: new URL(account.url).host,
        user: account.signInUser,
        settings: account.settings,
        enabled: account.enabled,
      },
    },
  ]);
