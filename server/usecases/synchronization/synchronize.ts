import type { SyncSettings } from '#shared/model/synchronization.ts';
import type { Actor } from '../../domain/actor.ts';
import { filtersOfKind } from '../../domain/synchronization/filters-of-kind.ts';
import { afterCycle, afterFailure } from '../../domain/synchronization/account-health.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredSyncAccount, StoredSyncHealth, SyncLease } from '../../ports/sync-store.ts';
import { intervalLimits } from '#shared/sync/interval.ts';
import { methodInstead } from '../connections/insist-on-method.ts';
import { tellOwnerOfAccount } from '../connections/tell-owner.ts';
import { isStoreTrouble } from '../mailboxes/mail-place.ts';
import { openSyncAccount } from './account-profile.ts';
import { runTurn, type TurnResult } from './run-turn.ts';
import { SyncLeaseLost, type SyncNeeds } from './sync-needs.ts';

export interface ClaimedAccount extends SyncLease {
  readonly organizationId: string;
}

/** What became of one account: `problem` is a sentence where its server cut the cycle off. */
export interface Synchronized {
  readonly organizationId: string;
  readonly accountId: string;
  readonly user: string;
  readonly changes: number;
  readonly asks: boolean;
  readonly problem: string | null;
}

interface Begun {
  readonly account: StoredSyncAccount;
  /** Y3: those of the organization and of the user, which add up. */
  readonly filters: SyncSettings['filters'];
  readonly actor: Actor;
  readonly lease: SyncLease;
}

const unexpected = 'Something unexpected happened while this mailbox was synchronized. It is tried again by itself.';

const begin = async (read: StoreRead, { organizationId, accountId, owner }: ClaimedAccount): Promise<Begun | null> => {
  const account = await read.synchronization.find(accountId);
  const user = account === null ? null : await read.users.find(account.userId);
  if (account === null || user?.active !== true) return null;
  if ((await methodInstead(read, user.id, { direction: 'items', by: 'server' })) !== null) return null;
  const { id: userId, name, role, loginId } = user;
  const { syncFilters } = await read.organization.settings();
  return {
    account,
    filters: [...syncFilters, ...account.settings.filters],
    actor: { organizationId, userId, name, role, loginId, deviceId: null },
    lease: { accountId, owner },
  };
};

const release = (needs: SyncNeeds, claimed: ClaimedAccount, nextInMs: number | null): Promise<void> =>
  needs.store.transact(claimed.organizationId, (tx) => tx.synchronization.release(claimed, nextInMs));

const settle = (
  needs: SyncNeeds,
  { account, actor, lease }: Begun,
  after: { readonly health: StoredSyncHealth; readonly nextInMs: number | null },
): Promise<void> =>
  needs.store.transact(actor.organizationId, async (tx) => {
    if (!(await tx.synchronization.hold(lease))) return;
    await tx.synchronization.setHealth(account.id, after.health);
    await tellOwnerOfAccount(needs, tx, account, { after: after.health.state, at: needs.clock.now() });
    await tx.synchronization.release(lease, after.nextInMs);
  });

const runKinds = async (needs: SyncNeeds, begun: Begun, signal: AbortSignal): Promise<TurnResult> => {
  const { account, actor, lease, filters } = begun;
  const ownAddresses = await needs.store.read(actor.organizationId, (read) => read.routing.ownAddresses(actor.userId));
  const remote = await openSyncAccount(needs, actor.organizationId, account);
  let changes = 0;
  let asks = false;
  for (const kind of account.settings.kinds) {
    const collection = account.collections[kind];
    if (collection === undefined) continue;
    const place = {
      kind,
      collection,
      organizationId: actor.organizationId,
      categories: account.settings.categories,
      takesPrivate: account.settings.privateItems,
      ownAddresses,
    };
    const side = await needs.remoteSides.open(remote, place, signal);
    try {
      const settings = { ...account.settings, filters: filtersOfKind(kind, filters) };
      const turn = {
        actor,
        account: { settings },
        lease,
        scope: { accountId: account.id, kind },
        now: needs.clock.now(),
      };
      const result = await runTurn(needs)(turn, side);
      changes += result.changes;
      asks ||= result.asks;
    } finally {
      side.close();
    }
  }
  return { changes, asks };
};

const codeOf = (error: unknown): string =>
  error instanceof TemporaryFailure || error instanceof PermanentFailure ? error.code : 'unexpected';

const retryAfterMsOf = (error: unknown): number =>
  error instanceof TemporaryFailure ? Number(error.fields['retryAfterMs'] ?? 0) : 0;

const sentenceOf = (error: unknown): string =>
  error instanceof TemporaryFailure || error instanceof PermanentFailure ? error.message : unexpected;

/**
 * One cycle of every kind of an account whose lease is held, which ends with the moment of the next. What its server does
 * becomes its health; what our own database does is thrown. Null: it is gone, or its user is, or somebody else does it (I7).
 */
export const synchronize =
  (needs: SyncNeeds) =>
  async (claimed: ClaimedAccount, signal: AbortSignal): Promise<Synchronized | null> => {
    const { organizationId, accountId } = claimed;
    const begun = await needs.store.read(organizationId, (read) => begin(read, claimed));
    if (begun === null) {
      await release(needs, claimed, null);
      return null;
    }
    const { account, actor } = begun;
    const told = { organizationId, accountId, user: actor.name };
    const pace = { baseMs: intervalLimits.base, load: 0 };
    try {
      const result = await runKinds(needs, begun, signal);
      const after = afterCycle(account.health, { ...result, ...pace }, needs.clock.now());
      await settle(needs, begun, after);
      return { ...told, ...result, problem: null };
    } catch (error) {
      if (error instanceof SyncLeaseLost) return null;
      if (isStoreTrouble(error)) throw error;
      if (signal.aborted) {
        await release(needs, claimed, 0);
        return null;
      }
      const code = codeOf(error);
      needs.log.warn('a mailbox could not be synchronized', { organizationId, mailboxId: accountId, code }, error);
      const failure = { code, sentence: sentenceOf(error), retryAfterMs: retryAfterMsOf(error), ...pace };
      const after = afterFailure(account.health, failure, needs.clock.now());
      await settle(needs, begun, after);
      return { ...told, changes: 0, asks: false, problem: after.health.problem };
    }
  };
