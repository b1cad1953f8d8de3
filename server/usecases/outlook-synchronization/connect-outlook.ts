import { type SyncSettings, usualSyncSettings } from '#shared/model/synchronization.ts';
import type { SyncKind } from '#shared/sync/item.ts';
import type { Actor } from '../../domain/actor.ts';
import { newSyncHealth } from '../../domain/synchronization/account-health.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';
import { Refusal } from '../refusal.ts';
import { journalSyncAccount } from '../synchronization/journal-account.ts';
import { saveSyncAccount } from '../synchronization/manage-account.ts';
import { guardDevice, type OutlookSyncNeeds } from './cycle-of-outlook.ts';

interface Offered {
  readonly generation: number;
  readonly user: string;
  /** Where each kind lies in the mailbox, as this Outlook found it. */
  readonly collections: Readonly<Partial<Record<SyncKind, string>>>;
}

const notOffered = () =>
  new Refusal(
    'mailbox_not_ready',
    'Nothing was changed: no application of Microsoft is configured, by which an Outlook could reach contacts and tasks; connect the server’s synchronization instead.',
  );

const nothingFound = () =>
  new Refusal('mailbox_not_ready', 'Nothing was changed: this Outlook reaches no place for contacts or tasks.');

const isSameMailbox = (before: StoredSyncAccount | null, url: string, user: string): before is StoredSyncAccount =>
  before?.runsIn === 'outlook' && before.url === url && before.signInUser.toLowerCase() === user.toLowerCase();

const replace = async (
  tx: StoreWrite,
  before: StoredSyncAccount | null,
  account: StoredSyncAccount,
): Promise<StoredSyncAccount> => {
  if (before !== null) await tx.synchronization.remove(before.id);
  await tx.synchronization.add(account);
  return account;
};

/**
 * I3, Y1: from now on the user's synchronizing Outlook keeps mailbox and records alike, in place of the server, which forgets
 * its sign-in. The same mailbox keeps its links. Refuses `stale_generation` for an Outlook that is not the synchronizing one,
 * `mailbox_not_ready` where it cannot reach anything or IT configured no application.
 */
export const connectOutlook =
  ({ store, clock, ids, outlookApplication }: OutlookSyncNeeds) =>
  (actor: Actor, { generation, user, collections }: Offered): Promise<StoredSyncAccount> =>
    store.transact(actor.organizationId, async (tx) => {
      await guardDevice(tx, actor, generation);
      if (outlookApplication === null) throw notOffered();
      const kinds = Object.keys(collections) as SyncKind[];
      if (kinds.length === 0) throw nothingFound();
      const { graphUrl: url } = outlookApplication;
      const before = await tx.synchronization.ofUser(actor.userId);
      const settings: SyncSettings = { ...(before?.settings ?? usualSyncSettings), kinds };
      const at = clock.now();
      let account: StoredSyncAccount;
      if (isSameMailbox(before, url, user)) {
        account = { ...before, settings, collections, enabled: true };
        await saveSyncAccount(tx, account);
      } else {
        account = await replace(tx, before, {
          id: ids.next(),
          userId: actor.userId,
          protocol: 'graph',
          runsIn: 'outlook',
          url,
          signInUser: user,
          signIn: null,
          sealedSecret: '',
          trustedHost: false,
          collections,
          settings,
          enabled: true,
          health: newSyncHealth(at),
          version: 1,
          createdAt: at,
        });
      }
      await tx.synchronization.setHealth(account.id, newSyncHealth(at));
      await tx.synchronization.hurry(account.id);
      await journalSyncAccount(tx, { actorId: actor.userId, at, account, reason: 'by Outlook' });
      return (await tx.synchronization.ofUser(actor.userId)) ?? account;
    });
