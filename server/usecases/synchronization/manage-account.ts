import type { SyncSettings } from '#shared/model/synchronization.ts';
import type { Actor } from '../../domain/actor.ts';
import { newSyncHealth } from '../../domain/synchronization/account-health.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { RemoteTest } from '../../ports/remote-sides.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';
import { Refusal } from '../refusal.ts';
import { openSyncAccount } from './account-profile.ts';
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

interface Entry {
  readonly actor: Actor;
  readonly needs: Pick<SyncNeeds, 'clock'>;
  readonly account: StoredSyncAccount;
  readonly reason: string;
}

/** What became of an account, without its secret. */
export const journalSyncAccount = (tx: StoreWrite, { actor, needs, account, reason }: Entry): Promise<void> =>
  tx.journal.append([
    {
      kind: 'mailbox.changed',
      subjectId: account.id,
      at: needs.clock.now(),
      actorId: actor.userId,
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
    const remote = await openSyncAccount(needs, organizationId, account);
    return await needs.remoteSides.test(remote, account.settings.kinds, AbortSignal.timeout(withinMs));
  } catch (error) {
    if (error instanceof PermanentFailure) return notOpened(error);
    throw error;
  }
};

/** Goes through every step towards the server; keeps nothing. Refuses `mailbox_not_found`. */
export const testAccount =
  (needs: SyncNeeds) =>
  async (actor: Actor): Promise<RemoteTest> => {
    const account = await needs.store.read(actor.organizationId, (read) => getSyncAccount(read, actor.userId));
    return runTest(needs, actor.organizationId, account);
  };

/**
 * Synchronized from now on, once every step has passed; or no longer. Refuses `mailbox_not_found`, `mailbox_not_ready` with
 * the steps.
 */
export const enableAccount =
  (needs: SyncNeeds) =>
  async (actor: Actor, enabled: boolean): Promise<StoredSyncAccount> => {
    const { organizationId, userId } = actor;
    const before = await needs.store.read(organizationId, (read) => getSyncAccount(read, userId));
    const test = enabled ? await runTest(needs, organizationId, before) : null;
    const failed = test?.steps.find(({ passed }) => !passed);
    if (failed !== undefined)
      throw new Refusal(
        'mailbox_not_ready',
        `Nothing was changed, because the step "${failed.step}" did not pass: ${failed.answer} ${failed.remedy ?? ''}`.trim(),
        { members: { steps: test?.steps } },
      );
    const saved = await needs.store.transact(organizationId, async (tx) => {
      // The test may have been given another secret in exchange for the kept one.
      const { sealedSecret } = await getSyncAccount(tx, userId);
      const after = { ...before, sealedSecret, enabled, collections: test?.collections ?? before.collections };
      await saveSyncAccount(tx, after);
      if (enabled) await tx.synchronization.setHealth(before.id, newSyncHealth(needs.clock.now()));
      await tx.synchronization.schedule(before.id, enabled);
      await journalSyncAccount(tx, { actor, needs, account: after, reason: enabled ? 'enabled' : 'disabled' });
      return getSyncAccount(tx, userId);
    });
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
      await journalSyncAccount(tx, { actor, needs, account: after, reason: 'settings changed' });
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
    needs.store.transact(actor.organizationId, async (tx) => {
      const account = await getSyncAccount(tx, actor.userId);
      await tx.synchronization.remove(account.id);
      await journalSyncAccount(tx, { actor, needs, account: account, reason: 'disconnected' });
    });
