import {
  type SyncProtocol,
  type SyncSettings,
  type SyncSignIn,
  usualSyncSettings,
} from '#shared/model/synchronization.ts';
import type { Actor } from '../../domain/actor.ts';
import { newSyncHealth } from '../../domain/synchronization/account-health.ts';
import { identityOfAccount } from '../../domain/mailbox/mailbox-identity.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount, StoredSyncSignIn } from '../../ports/sync-store.ts';
import { claimMailbox } from '../mapping/claim-mailbox.ts';
import { settleMappings } from '../mapping/settle-mappings.ts';
import { Refusal } from '../refusal.ts';
import { openSyncAccount, sealSyncSecret } from './account-profile.ts';
import { journalSyncAccount } from './journal-account.ts';
import { by, getSyncAccount, insistOnSteps, saveSyncAccount, testRemote } from './manage-account.ts';
import type { SyncNeeds } from './sync-needs.ts';

export interface Connection {
  readonly protocol: SyncProtocol;
  readonly url: string;
  readonly user: string;
  /** Absent: the kept one, as long as server, user and sign-in stay the same. */
  readonly secret?: string | undefined;
  /** Of Microsoft Graph. */
  readonly signIn?: SyncSignIn | undefined;
  /** I5: breaks the mapping of whoever has the mailbox. */
  readonly takeOver?: boolean | undefined;
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
  await journalSyncAccount(tx, { ...by(needs, actor), account, reason: 'credentials changed' });
  return getSyncAccount(tx, actor.userId);
};

/** The account that stands, where it is the wished one. */
const staying = (before: StoredSyncAccount | null, { protocol, url, user }: Wanted): StoredSyncAccount | null =>
  before?.runsIn === 'server' && before.protocol === protocol && before.url === url && before.signInUser === user
    ? before
    : null;

const connect = async (needs: SyncNeeds, tx: StoreWrite, actor: Actor, wanted: Wanted): Promise<StoredSyncAccount> => {
  const before = await tx.synchronization.ofUser(actor.userId);
  const stays = staying(before, wanted);
  if (stays !== null) return keepConnection(needs, tx, actor, { before: stays, wanted });
  const { secret } = wanted;
  if (secret === undefined) throw missingSecret();
  if (before !== null) {
    await tx.synchronization.remove(before.id);
    await tx.alerts.drop('connectionStopped', before.id);
  }
  const account = newAccount(needs, actor, { ...wanted, secret, settings: before?.settings ?? usualSyncSettings });
  await tx.synchronization.add(account);
  await journalSyncAccount(tx, { ...by(needs, actor), account, reason: 'connected' });
  return account;
};

/**
 * I5: signs in as it is wished and goes through every step; gives the secret as the token endpoint left it. Refuses
 * `mailbox_not_ready` with the steps.
 */
const proveAccess = async (needs: SyncNeeds, actor: Actor, wanted: Wanted): Promise<string | undefined> => {
  const { organizationId, userId } = actor;
  const before = await needs.store.read(organizationId, (read) => read.synchronization.ofUser(userId));
  const settings = before?.settings ?? usualSyncSettings;
  const { secret: given } = wanted;
  const stays = staying(before, wanted);
  if (given === undefined && stays === null) throw missingSecret();
  const tried =
    given === undefined && stays !== null
      ? { ...stays, signIn: wanted.signIn }
      : newAccount(needs, actor, { ...wanted, secret: given ?? '', settings });
  const kept = { secret: given };
  const keepSecret = (secret: string) => {
    kept.secret = secret;
    return Promise.resolve();
  };
  const remote = await openSyncAccount(needs, organizationId, tried);
  const isNew = remote.protocol === 'graph' && wanted.signIn?.kind === 'own';
  insistOnSteps(await testRemote(needs, tried, isNew ? { ...remote, keepSecret } : remote));
  return kept.secret;
};

const connectAs = async (
  needs: SyncNeeds,
  actor: Actor,
  wanted: Wanted,
  takesOver: boolean,
): Promise<StoredSyncAccount> => {
  const { organizationId, userId, role } = actor;
  const isAdministrator = role === 'administrator';
  const proves = takesOver && !isAdministrator;
  const secret = proves ? await proveAccess(needs, actor, wanted) : wanted.secret;
  return needs.store.system.transact(async (tx) => {
    await claimMailbox(tx, {
      ids: needs.ids,
      at: needs.clock.now(),
      organizationId,
      actorId: userId,
      userId,
      identity: identityOfAccount(wanted),
      takeOver: takesOver ? { isAdministrator, signedIn: proves } : null,
    });
    const account = await connect(needs, tx.within(organizationId), actor, { ...wanted, secret });
    await settleMappings(tx, organizationId, userId);
    return account;
  });
};

/**
 * Connects one's account, or connects it anew; it is synchronized once it was enabled. Another server or user begins with
 * nothing linked. Refuses `invalid_request` without a secret where one is needed, `mailbox_mapped` unless it is taken over
 * (I5), and then `mailbox_not_ready` and `not_permitted` where access is not proven.
 */
export const connectAccount =
  (needs: SyncNeeds) =>
  (actor: Actor, { protocol, url, user, secret, signIn, takeOver = false }: Connection): Promise<StoredSyncAccount> => {
    const own = signIn === undefined ? null : ({ kind: 'own', ...signIn } as const);
    const wanted = { protocol, url, user, secret, signIn: own, trustedHost: false };
    return connectAs(needs, actor, wanted, takeOver);
  };

const notReady = (reason: string): Refusal => new Refusal('mailbox_not_ready', `Nothing was changed: ${reason}`);

const wantedOf = async (read: StoreRead, actor: Actor, mailboxId: string): Promise<Wanted> => {
  const mailbox = await read.mailboxes.find(mailboxId);
  if (mailbox?.owner.kind !== 'user' || mailbox.owner.id !== actor.userId)
    throw new Refusal('mailbox_not_found', 'You have no such mailbox; GET /me/mailboxes lists them.');
  const { incoming } = mailbox;
  if (incoming.protocol !== 'graph')
    throw notReady('only a mailbox of Microsoft Graph has contacts; connect a CardDAV server for others.');
  if (!mailbox.approved) throw notReady('the mailbox waits for an administrator to approve it.');
  return {
    protocol: 'graph',
    url: incoming.baseUrl,
    user: incoming.mailbox,
    secret: '',
    signIn: { kind: 'mailbox', mailboxId },
    trustedHost: mailbox.trustedHost,
  };
};

/**
 * Connects one's own mailbox of Microsoft Graph, by the sign-in that is kept for it: nobody has to know its secret. Refuses
 * `mailbox_not_found`, `mailbox_not_ready` for one of another protocol and for one that nobody approved; `mailbox_mapped`
 * and `not_permitted` as connecting an account does.
 */
export const connectByMailbox =
  (needs: SyncNeeds) =>
  async (
    actor: Actor,
    { mailbox, takeOver = false }: { readonly mailbox: string; readonly takeOver?: boolean | undefined },
  ): Promise<StoredSyncAccount> => {
    const wanted = await needs.store.read(actor.organizationId, (read) => wantedOf(read, actor, mailbox));
    return connectAs(needs, actor, wanted, takeOver);
  };
