import type { SyncSettings } from '#shared/model/synchronization.ts';
import type { Actor } from '../../domain/actor.ts';
import { newSyncHealth } from '../../domain/synchronization/account-health.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { RemoteAccount, RemoteTest } from '../../ports/remote-sides.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import { insistOnMethod } from '../connections/insist-on-method.ts';
import { claimMailbox } from '../mapping/claim-mailbox.ts';
import { claimSynchronizing } from '../mapping/claim-synchronizing.ts';
import { identityOfStored } from '../mapping/connections-of.ts';
import { settleMappings } from '../mapping/settle-mappings.ts';
import { Refusal } from '../refusal.ts';
import { openSyncAccount } from './account-profile.ts';
import { journalSyncAccount } from './journal-account.ts';
import { syncJob, type SyncNeeds } from './sync-needs.ts';

/** All steps together; a server that does not answer is waited for no longer. */
const withinMs = 60_000;

const absent = () =>
  new Refusal('mailbox_not_found', 'No mailbox is connected; write its address with PUT /me/synchronization first.');

/** One's own. Refuses `mailbox_not_found`. */
export const getSyncAccount = async (read: StoreRead, userId: string): Promise<StoredSyncAccount> => {
  const account = await read.synchronization.ofUser(userId);
  if (account === null) throw absent();
  return account;
};

/** Who writes an entry of the change log, and when. */
export const by = ({ clock }: SyncNeeds, { userId: actorId }: Actor) => ({ actorId, at: clock.now() });

/** Refuses `precondition_failed` where somebody else was first. */
export const saveSyncAccount = async (tx: StoreWrite, account: StoredSyncAccount): Promise<void> => {
  if (!(await tx.synchronization.save(account)))
    throw new Refusal('precondition_failed', 'Somebody changed this connection at the same time; look at it again.');
};

/** A sign-in that is not there any more is a step that fails like any other. */
const notOpened = ({ message }: PermanentFailure): RemoteTest => {
  const remedy = 'Connect again, with the mailbox that is yours now or with a sign-in of your own.';
  return { steps: [{ step: 'auth', passed: false, answer: message, remedy }], collections: {} };
};

const runTest = async (needs: SyncNeeds, organizationId: string, account: StoredSyncAccount): Promise<RemoteTest> => {
  try {
    return await testRemote(needs, account, await openSyncAccount(needs, organizationId, account));
  } catch (error) {
    if (error instanceof PermanentFailure) return notOpened(error);
    throw error;
  }
};

/** Goes through every step towards an opened account. */
export const testRemote = (
  { remoteSides }: SyncNeeds,
  { settings }: StoredSyncAccount,
  remote: RemoteAccount,
): Promise<RemoteTest> => remoteSides.test(remote, settings.kinds, AbortSignal.timeout(withinMs));

/** Goes through every step towards the server; keeps nothing. Refuses `mailbox_not_found`. */
export const testAccount =
  (needs: SyncNeeds) =>
  async (actor: Actor): Promise<RemoteTest> => {
    const account = await needs.store.read(actor.organizationId, (read) => getSyncAccount(read, actor.userId));
    return runTest(needs, actor.organizationId, account);
  };

/** Refuses `mailbox_not_ready` with the steps. */
export const insistOnSteps = ({ steps }: RemoteTest): void => {
  const failed = steps.find(({ passed }) => !passed);
  if (failed !== undefined)
    throw new Refusal(
      'mailbox_not_ready',
      `Nothing was changed, because the step "${failed.step}" did not pass: ${failed.answer} ${failed.remedy ?? ''}`.trim(),
      { members: { steps } },
    );
};

interface Switch {
  readonly before: StoredSyncAccount;
  /** Null: it is switched off. */
  readonly test: RemoteTest | null;
  readonly takesOver: boolean;
}

/** I5, I6: only the user whose mailbox it is, and in one organization alone. */
const claim = async (needs: SyncNeeds, tx: SystemWrite, actor: Actor, { before, takesOver }: Switch): Promise<void> => {
  const { organizationId, userId, role } = actor;
  const claiming = {
    ids: needs.ids,
    at: needs.clock.now(),
    organizationId,
    actorId: userId,
    userId,
    identity: identityOfStored(before),
    takeOver: takesOver ? { isAdministrator: role === 'administrator', signedIn: true } : null,
  };
  await claimMailbox(tx, claiming);
  await claimSynchronizing(tx, claiming);
};

const switchTo = async (needs: SyncNeeds, tx: SystemWrite, actor: Actor, turn: Switch): Promise<StoredSyncAccount> => {
  const { organizationId, userId } = actor;
  const { before, test } = turn;
  const enabled = test !== null;
  const here = tx.within(organizationId);
  if (enabled) {
    await insistOnMethod(here, userId, { direction: 'items', by: before.runsIn });
    await claim(needs, tx, actor, turn);
  }
  // The test may have been given another secret in exchange for the kept one.
  const { sealedSecret } = await getSyncAccount(here, userId);
  const after = { ...before, sealedSecret, enabled, collections: test?.collections ?? before.collections };
  await saveSyncAccount(here, after);
  if (enabled) await here.synchronization.setHealth(before.id, newSyncHealth(needs.clock.now()));
  await here.synchronization.schedule(before.id, enabled);
  const reason = enabled ? 'enabled' : 'disabled';
  await journalSyncAccount(here, { ...by(needs, actor), account: after, reason });
  await settleMappings(tx, organizationId, userId);
  return getSyncAccount(here, userId);
};

/**
 * Synchronized from now on, once every step has passed; or no longer. Refuses `mailbox_not_found`, `mailbox_not_ready` with
 * the steps, and unless it is taken over `mailbox_mapped` and `mailbox_synchronized_elsewhere`; `not_permitted` where the
 * steps do not show that the mailbox is one's own.
 */
export const enableAccount =
  (needs: SyncNeeds) =>
  async (
    actor: Actor,
    { enabled, takesOver }: { readonly enabled: boolean; readonly takesOver: boolean },
  ): Promise<StoredSyncAccount> => {
    const { organizationId, userId } = actor;
    const before = await needs.store.read(organizationId, (read) => getSyncAccount(read, userId));
    const test = enabled ? await runTest(needs, organizationId, before) : null;
    if (test !== null) insistOnSteps(test);
    const saved = await needs.store.system.transact((tx) => switchTo(needs, tx, actor, { before, test, takesOver }));
    needs.wakeUp(syncJob);
    return saved;
  };

/** What is synchronized and how. A kind that was never tested is looked for when it is enabled anew. */
export const changeSyncSettings =
  (needs: SyncNeeds) =>
  async (actor: Actor, changes: Partial<SyncSettings>): Promise<StoredSyncAccount> => {
    const saved = await needs.store.transact(actor.organizationId, async (tx) => {
      const before = await getSyncAccount(tx, actor.userId);
      const after = { ...before, settings: { ...before.settings, ...changes } };
      await saveSyncAccount(tx, after);
      await tx.synchronization.hurry(before.id);
      await journalSyncAccount(tx, { ...by(needs, actor), account: after, reason: 'settings changed' });
      return getSyncAccount(tx, actor.userId);
    });
    needs.wakeUp(syncJob);
    return saved;
  };

/** Y9: at once, whatever its schedule says. Refuses `mailbox_not_found`, `mailbox_not_ready` where it is not enabled. */
export const synchronizeNow =
  (needs: SyncNeeds) =>
  async (actor: Actor): Promise<StoredSyncAccount> => {
    const account = await needs.store.transact(actor.organizationId, async (tx) => {
      const found = await getSyncAccount(tx, actor.userId);
      if (!found.enabled) throw new Refusal('mailbox_not_ready', 'The mailbox is not synchronized; enable it first.');
      await tx.synchronization.hurry(found.id);
      return found;
    });
    needs.wakeUp(syncJob);
    return account;
  };

/** Synchronized no more; the items stay where they are on both sides. Refuses `mailbox_not_found`. */
export const disconnectAccount =
  (needs: SyncNeeds) =>
  (actor: Actor): Promise<void> =>
    needs.store.system.transact(async (tx) => {
      const { organizationId, userId } = actor;
      const here = tx.within(organizationId);
      const account = await getSyncAccount(here, userId);
      await here.synchronization.remove(account.id);
      await here.alerts.drop('connectionStopped', account.id);
      await journalSyncAccount(here, { ...by(needs, actor), account, reason: 'disconnected' });
      await settleMappings(tx, organizationId, userId);
    });
