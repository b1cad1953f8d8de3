import {
  type SyncProtocol,
  type SyncSettings,
  type SyncSignIn,
  usualSyncSettings,
} from '#shared/model/synchronization.ts';
import type { Actor } from '../../domain/actor.ts';
import { newSyncHealth } from '../../domain/synchronization/account-health.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount, StoredSyncSignIn } from '../../ports/sync-store.ts';
import { Refusal } from '../refusal.ts';
import { sealSyncSecret } from './account-profile.ts';
import { getSyncAccount, journalSyncAccount, saveSyncAccount } from './manage-account.ts';
import type { SyncNeeds } from './sync-needs.ts';

export interface Connection {
  readonly protocol: SyncProtocol;
  readonly url: string;
  readonly user: string;
  /** Absent: the kept one, as long as server, user and sign-in stay the same. */
  readonly secret?: string | undefined;
  /** Of Microsoft Graph. */
  readonly signIn?: SyncSignIn | undefined;
}

/** As it is to be stored; an empty secret is that of a mailbox. */
interface Wanted {
  readonly protocol: SyncProtocol;
  readonly url: string;
  readonly user: string;
  readonly secret: string | undefined;
  readonly signIn: StoredSyncSignIn | null;
  readonly trustedHost: boolean;
}

const missingSecret = (): Refusal => {
  const message = 'is missing; enter it, because server, user or sign-in is another one';
  return new Refusal('invalid_request', `secret ${message}.`, { issues: [{ field: 'secret', message }] });
};

const newAccount = (
  needs: SyncNeeds,
  { organizationId, userId }: Actor,
  wanted: Wanted & { readonly secret: string; readonly settings: SyncSettings },
): StoredSyncAccount => {
  const id = needs.ids.next();
  const at = needs.clock.now();
  return {
    id,
    userId,
    protocol: wanted.protocol,
    runsIn: 'server',
    url: wanted.url,
    signInUser: wanted.user,
    signIn: wanted.signIn,
    sealedSecret: sealSyncSecret(needs.secretBox, organizationId, id, wanted.secret),
    trustedHost: wanted.trustedHost,
    collections: {},
    settings: wanted.settings,
    enabled: false,
    health: newSyncHealth(at),
    version: 1,
    createdAt: at,
  };
};

const isSameSignIn = (one: StoredSyncSignIn | null, other: StoredSyncSignIn | null): boolean => {
  const words = (signIn: StoredSyncSignIn | null) => JSON.stringify(Object.entries(signIn ?? {}).sort());
  return words(one) === words(other);
};

/** The same server and user: what is linked stays, and what stopped for a person goes on. */
const keepConnection = async (
  needs: SyncNeeds,
  tx: StoreWrite,
  actor: Actor,
  { before, wanted }: { readonly before: StoredSyncAccount; readonly wanted: Wanted },
): Promise<StoredSyncAccount> => {
  const { secret, signIn, trustedHost } = wanted;
  if (secret === undefined && !isSameSignIn(before.signIn, signIn)) throw missingSecret();
  const sealedSecret =
    secret === undefined
      ? before.sealedSecret
      : sealSyncSecret(needs.secretBox, actor.organizationId, before.id, secret);
  const account = { ...before, signIn, trustedHost, sealedSecret };
  await saveSyncAccount(tx, account);
  if (account.enabled) {
    await tx.synchronization.setHealth(account.id, newSyncHealth(needs.clock.now()));
    await tx.synchronization.schedule(account.id, true);
  }
  await journalSyncAccount(tx, { actor, needs, account, reason: 'credentials changed' });
  return getSyncAccount(tx, actor.userId);
};

const connect = async (needs: SyncNeeds, tx: StoreWrite, actor: Actor, wanted: Wanted): Promise<StoredSyncAccount> => {
  const before = await tx.synchronization.ofUser(actor.userId);
  const stays =
    before?.runsIn === 'server' &&
    before.protocol === wanted.protocol &&
    before.url === wanted.url &&
    before.signInUser === wanted.user;
  if (stays) return keepConnection(needs, tx, actor, { before, wanted });
  const { secret } = wanted;
  if (secret === undefined) throw missingSecret();
  if (before !== null) await tx.synchronization.remove(before.id);
  const account = newAccount(needs, actor, { ...wanted, secret, settings: before?.settings ?? usualSyncSettings });
  await tx.synchronization.add(account);
  await journalSyncAccount(tx, { actor, needs, account, reason: 'connected' });
  return account;
};

/**
 * Connects one's account, or connects it anew; it is synchronized once it was enabled. Another server or user begins with
 * nothing linked. Refuses `invalid_request` without a secret where one is needed.
 */
export const connectAccount =
  (needs: SyncNeeds) =>
  (actor: Actor, { protocol, url, user, secret, signIn }: Connection): Promise<StoredSyncAccount> =>
    needs.store.transact(actor.organizationId, (tx) =>
      connect(needs, tx, actor, {
        protocol,
        url,
        user,
        secret,
        signIn: signIn === undefined ? null : { kind: 'own', ...signIn },
        trustedHost: false,
      }),
    );

const notReady = (reason: string): Refusal => new Refusal('mailbox_not_ready', `Nothing was changed: ${reason}`);

/**
 * Connects one's own mailbox of Microsoft Graph, by the sign-in that is kept for it: nobody has to know its secret. Refuses
 * `mailbox_not_found`, `mailbox_not_ready` for one of another protocol and for one that nobody approved.
 */
export const connectByMailbox =
  (needs: SyncNeeds) =>
  (actor: Actor, mailboxId: string): Promise<StoredSyncAccount> =>
    needs.store.transact(actor.organizationId, async (tx) => {
      const mailbox = await tx.mailboxes.find(mailboxId);
      if (mailbox?.owner.kind !== 'user' || mailbox.owner.id !== actor.userId)
        throw new Refusal('mailbox_not_found', 'You have no such mailbox; GET /me/mailboxes lists them.');
      const { incoming } = mailbox;
      if (incoming.protocol !== 'graph')
        throw notReady('only a mailbox of Microsoft Graph has contacts; connect a CardDAV server for others.');
      if (!mailbox.approved) throw notReady('the mailbox waits for an administrator to approve it.');
      return connect(needs, tx, actor, {
        protocol: 'graph',
        url: incoming.baseUrl,
        user: incoming.mailbox,
        secret: '',
        signIn: { kind: 'mailbox', mailboxId },
        trustedHost: mailbox.trustedHost,
      });
    });
