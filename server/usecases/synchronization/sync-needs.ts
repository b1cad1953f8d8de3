import type { Instant } from '#shared/model/instant.ts';
import { type SyncSettings, usualSyncSettings } from '#shared/model/synchronization.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { RemoteSides } from '../../ports/remote-sides.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { StoredSyncAccount, SyncLease, SyncScope } from '../../ports/sync-store.ts';
import type { WakeUp } from '../../ports/wake-up.ts';

export interface SyncNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secretBox: SecretBox;
  readonly remoteSides: RemoteSides;
  readonly wakeUp: WakeUp;
  readonly log: Log;
}

/** The name of the background work that synchronizes. */
export const syncJob = 'synchronize-mailboxes';

/** One cycle of one kind: in whose name, and under which lease. */
export interface SyncTurn {
  readonly actor: Actor;
  readonly account: Pick<StoredSyncAccount, 'settings'>;
  readonly scope: SyncScope;
  readonly lease: SyncLease;
  /** I2: called first in every transaction that writes; throws where the turn has no right to any more. */
  readonly guard?: (tx: StoreWrite) => Promise<void>;
  /** When it began. */
  readonly now: Instant;
}

/** A turn that looks at records only: it holds no lease, and to it nothing is over yet. */
export const readingTurn = (actor: Actor, scope: SyncScope, filters: SyncSettings['filters']): SyncTurn => ({
  actor,
  account: { settings: { ...usualSyncSettings, filters } },
  scope,
  lease: { accountId: scope.accountId, owner: '' },
  now: 0 as Instant,
});

/** Another process took the account over: whatever is in hand is its business now. */
export class SyncLeaseLost extends Error {
  override readonly name = 'SyncLeaseLost';
}
