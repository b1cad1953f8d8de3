import { syncOffers } from '#shared/model/sync-offers.ts';
import { type SyncSettings, usualSyncSettings } from '#shared/model/synchronization.ts';
import type { SyncKind } from '#shared/sync/item.ts';
import type { Actor } from '../../domain/actor.ts';
import { newSyncHealth } from '../../domain/synchronization/account-health.ts';
import { identityOfAccount } from '../../domain/mailbox/mailbox-identity.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import { insistOnMethod } from '../connections/insist-on-method.ts';
import { claimMailbox, ownsAddress } from '../mapping/claim-mailbox.ts';
import { claimSynchronizing } from '../mapping/claim-synchronizing.ts';
import { settleMappings } from '../mapping/settle-mappings.ts';
import { Refusal } from '../refusal.ts';
import { journalSyncAccount } from '../synchronization/journal-account.ts';
import { saveSyncAccount } from '../synchronization/manage-account.ts';
import { guardDevice, type OutlookSyncNeeds } from './cycle-of-outlook.ts';

interface Offered {
  readonly generation: number;
  readonly user: string;
  /** Where each kind lies in the mailbox, as this Outlook found it. */
  readonly collections: Readonly<Partial<Record<SyncKind, string>>>;
  /** I5, I6: breaks the connection of whoever has the mailbox. */
  readonly takeOver?: boolean | undefined;
}

/** What is connected, once it may be. */
interface Place {
  readonly url: string;
  readonly user: string;
  readonly collections: Offered['collections'];
}

const notOffered = () =>
  new Refusal(
    'mailbox_not_ready',
    'Nothing was changed: no application of Microsoft is configured, by which an Outlook could reach contacts, tasks and appointments; connect the server’s synchronization instead.',
  );

const nothingFound = () =>
  new Refusal(
    'mailbox_not_ready',
    'Nothing was changed: this Outlook reaches no place for contacts, tasks or appointments.',
  );

const isSameMailbox = (before: StoredSyncAccount | null, url: string, user: string): before is StoredSyncAccount =>
  before?.runsIn === 'outlook' && before.url === url && before.signInUser.toLowerCase() === user.toLowerCase();

const replace = async (
  tx: StoreWrite,
  before: StoredSyncAccount | null,
  account: StoredSyncAccount,
): Promise<StoredSyncAccount> => {
  if (before !== null) {
    await tx.synchronization.remove(before.id);
    await tx.alerts.drop('connectionStopped', before.id);
  }
  await tx.synchronization.add(account);
  return account;
};

const connect = async (
  { clock, ids }: OutlookSyncNeeds,
  tx: StoreWrite,
  { userId }: Actor,
  { url, user, collections }: Place,
): Promise<StoredSyncAccount> => {
  const before = await tx.synchronization.ofUser(userId);
  const at = clock.now();
  // All are wished for; what Microsoft does not let an Outlook find is said in its pane.
  const settings: SyncSettings = { ...(before?.settings ?? usualSyncSettings), kinds: [...syncOffers.graph] };
  let account: StoredSyncAccount;
  if (isSameMailbox(before, url, user)) {
    account = { ...before, collections, enabled: true };
    await saveSyncAccount(tx, account);
  } else {
    account = await replace(tx, before, {
      id: ids.next(),
      userId,
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
  await journalSyncAccount(tx, { actorId: userId, at, account, reason: 'by Outlook' });
  return (await tx.synchronization.ofUser(userId)) ?? account;
};

const notYours = () =>
  new Refusal(
    'not_permitted',
    'Nothing was changed: the address of this mailbox is none of yours here. Add it under “My addresses” in the console, or ask an administrator to, and connect again.',
  );

/**
 * I5, I6: that an Outlook signed in there is its own word alone, so also a mailbox that is nobody's is connected only where the
 * organization knows it as an address of its user, who proved it by a code or has it from an administrator.
 */
const claim = async (
  { clock, ids }: OutlookSyncNeeds,
  tx: SystemWrite,
  { organizationId, userId, role }: Actor,
  { url, user, takeOver }: Pick<Place, 'url' | 'user'> & { readonly takeOver: boolean },
): Promise<void> => {
  const identity = identityOfAccount({ url, user });
  const isAdministrator = role === 'administrator';
  const signedIn = await ownsAddress(tx.within(organizationId), userId, identity.key);
  if (!signedIn && !isAdministrator) throw notYours();
  const claiming = {
    ids,
    at: clock.now(),
    organizationId,
    actorId: userId,
    userId,
    identity,
    takeOver: takeOver ? { isAdministrator, signedIn } : null,
  };
  await claimMailbox(tx, claiming);
  await claimSynchronizing(tx, claiming);
};

/**
 * I3, Y1: from now on the user's synchronizing Outlook keeps mailbox and records alike, in place of the server, which forgets
 * its sign-in. The same mailbox keeps its links. Refuses `stale_generation` for an Outlook that is not the synchronizing one,
 * `mailbox_not_ready` where it cannot reach anything or IT configured no application, `not_permitted` where the mailbox is no
 * address of the user, and unless it is taken over `mailbox_mapped` and `mailbox_synchronized_elsewhere`.
 */
export const connectOutlook =
  (needs: OutlookSyncNeeds) =>
  (actor: Actor, { generation, user, collections, takeOver = false }: Offered): Promise<StoredSyncAccount> =>
    needs.store.system.transact(async (tx) => {
      const { organizationId, userId } = actor;
      const here = tx.within(organizationId);
      await guardDevice(here, actor, generation);
      if (needs.outlookApplication === null) throw notOffered();
      if (Object.keys(collections).length === 0) throw nothingFound();
      await insistOnMethod(here, userId, { direction: 'items', by: 'outlook' });
      const { graphUrl: url } = needs.outlookApplication;
      await claim(needs, tx, actor, { url, user, takeOver });
      const account = await connect(needs, here, actor, { url, user, collections });
      await settleMappings(tx, organizationId, userId);
      return account;
    });
