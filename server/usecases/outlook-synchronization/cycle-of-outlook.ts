import type { SyncKind } from '#shared/sync/item.ts';
import type { Actor } from '../../domain/actor.ts';
import { filtersOfKind } from '../../domain/synchronization/filters-of-kind.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store, StoreRead, StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount, SyncLease } from '../../ports/sync-store.ts';
import { guardGeneration } from '../devices/synchronizing.ts';
import { Refusal } from '../refusal.ts';
import type { SyncTurn } from '../synchronization/sync-needs.ts';

/** The application of the organization at Microsoft, by which an Outlook signs in for itself. */
export interface OutlookApplication {
  readonly graphUrl: string;
}

export interface OutlookSyncNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Null: IT configured none, and no Outlook synchronizes. */
  readonly outlookApplication: OutlookApplication | null;
}

/** So long nobody else begins a cycle after the last word of one that is under way. */
export const cycleLeaseMs = 20_000;

/** A cycle is known by the generation under which it began, so that one of an older generation writes nothing (I2). */
export const cycleIdOf = (generation: number, id: string): string => `${generation}.${id}`;

/** Only the device that began a cycle speaks for it. */
export const ownerOf = ({ deviceId }: Actor, cycle: string): string => `outlook/${deviceId ?? ''}/${cycle}`;

/** Refuses `stale_generation` unless the caller's device synchronizes under this generation. */
export const guardDevice = (tx: StoreWrite, { userId, deviceId }: Actor, generation: number): Promise<void> =>
  guardGeneration(tx, { userId, deviceId: deviceId ?? '', generation });

/** Refuses `stale_generation` where another Outlook took over since the cycle began. */
export const guardCycle = (tx: StoreWrite, actor: Actor, cycle: string): Promise<void> => {
  const generation = Number(/^(\d{1,9})\./.exec(cycle)?.[1] ?? 0);
  return guardDevice(tx, actor, generation);
};

/** The caller's account, where an Outlook synchronizes it. Refuses `mailbox_not_found`. */
export const outlookAccount = async (read: StoreRead, { userId }: Actor): Promise<StoredSyncAccount> => {
  const account = await read.synchronization.ofUser(userId);
  if (account?.runsIn === 'outlook') return account;
  throw new Refusal('mailbox_not_found', 'No Outlook synchronizes your mailbox; let one do so in its pane.');
};

export const leaseLost = (): Refusal =>
  new Refusal('precondition_failed', 'Another window has begun to synchronize; nothing was changed.');

/** I2: the cycle goes on, and nobody can take it over before the transaction ends. */
export const holdCycle = async (
  tx: StoreWrite,
  actor: Actor,
  cycle: string,
): Promise<{ readonly account: StoredSyncAccount; readonly lease: SyncLease }> => {
  await guardCycle(tx, actor, cycle);
  const account = await outlookAccount(tx, actor);
  const lease = { accountId: account.id, owner: ownerOf(actor, cycle) };
  if (!(await tx.synchronization.hold(lease))) throw leaseLost();
  return { account, lease };
};

/** Y3: the account's settings with the filters of the kind, the organization's among them. */
export const settingsOfKind = async (
  read: StoreRead,
  account: StoredSyncAccount,
  kind: SyncKind,
): Promise<StoredSyncAccount['settings']> => {
  const { syncFilters } = await read.organization.settings();
  return { ...account.settings, filters: filtersOfKind(kind, [...syncFilters, ...account.settings.filters]) };
};

interface Asked {
  readonly actor: Actor;
  readonly cycle: string;
  readonly kind: SyncKind;
}

/** One kind of a cycle as the side of the records takes it. Refuses `mailbox_not_found`. */
export const turnOf = async ({ store, clock }: OutlookSyncNeeds, { actor, cycle, kind }: Asked): Promise<SyncTurn> => {
  const { account, settings } = await store.read(actor.organizationId, async (read) => {
    const found = await outlookAccount(read, actor);
    return { account: found, settings: await settingsOfKind(read, found, kind) };
  });
  return {
    actor,
    account: { settings },
    scope: { accountId: account.id, kind },
    lease: { accountId: account.id, owner: ownerOf(actor, cycle) },
    guard: (tx) => guardCycle(tx, actor, cycle),
    now: clock.now(),
  };
};
