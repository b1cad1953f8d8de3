import { syncJob, type SyncNeeds } from '../usecases/synchronization/sync-needs.ts';
import { type ClaimedAccount, synchronize, type Synchronized } from '../usecases/synchronization/synchronize.ts';
import { syncLimits } from '#shared/model/synchronization.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { StoreWrite } from '../ports/store.ts';
import type { Job } from './job.ts';
import { ProfileWatch } from './profile-watch.ts';
import { watchProfiles } from '../usecases/connections/watch-profiles.ts';

export interface SyncJobNeeds extends SyncNeeds {
  /** Names this process towards others. */
  readonly owner: string;
  readonly leaseMs?: number;
  /** Told of every account. */
  readonly onSynchronized?: (done: Synchronized) => void;
}

/** A process that is gone is noticed after this. */
const usualLeaseMs = 30_000;
/** So often what is kept no longer is looked for. */
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Accounts that are synchronized at one time. */
const mostAtOnce = 8;

const forgetBefore = async ({ synchronization, alerts }: StoreWrite, before: Instant): Promise<void> => {
  await synchronization.forget(before);
  await alerts.forget(before);
};

/** Holds the leases until it is cleared. */
const keepAlive = ({ store, owner, log }: SyncJobNeeds, leaseMs: number, claimed: readonly ClaimedAccount[]) => {
  const organizations = new Set(claimed.map(({ organizationId }) => organizationId));
  return setInterval(() => {
    for (const organizationId of organizations)
      store
        .transact(organizationId, (tx) => tx.synchronization.renew(owner, leaseMs))
        .catch((error: unknown) => {
          // The next renewal is soon; a lease that ends meanwhile is what leases are for.
          log.warn('leases could not be renewed', { job: syncJob, organizationId }, error);
        });
  }, leaseMs / 3);
};

/** Y9: synchronizes the accounts that are due, each on its own schedule. A run ends when none is. */
export const synchronizeMailboxes = (needs: SyncJobNeeds): Job => {
  const { store, owner, leaseMs = usualLeaseMs } = needs;
  const run = synchronize(needs);
  const profiles = new ProfileWatch(needs.clock, watchProfiles(needs));
  const tell = (done: Synchronized) => {
    needs.onSynchronized?.(done);
    if (done.problem !== null) profiles.failed(done.organizationId);
  };

  let forgetAt = 0;
  /** Y10: failures, happenings, values that gave way and alerts are kept 30 days. */
  const forgetOld = async (): Promise<void> => {
    const now = needs.clock.now();
    if (now < forgetAt) return;
    const before = (now - syncLimits.keptDays * dayMs) as Instant;
    for (const { id } of await store.system.organizations.list())
      await store.transact(id, (tx) => forgetBefore(tx, before));
    forgetAt = now + hourMs;
  };

  const claim = async (): Promise<ClaimedAccount[]> => {
    const claimed: ClaimedAccount[] = [];
    for (const organizationId of await store.system.synchronization.organizationsDue()) {
      const most = mostAtOnce - claimed.length;
      if (most <= 0) break;
      const ids = await store.transact(organizationId, (tx) => tx.synchronization.claim({ owner, leaseMs, most }));
      claimed.push(...ids.map((accountId) => ({ organizationId, accountId, owner })));
    }
    return claimed;
  };

  return {
    name: syncJob,
    part: 'sync',
    run: async (signal) => {
      let settled = 0;
      await forgetOld();
      while (!signal.aborted) {
        const claimed = await claim();
        if (claimed.length === 0) break;
        const renewing = keepAlive(needs, leaseMs, claimed);
        try {
          const done = await Promise.allSettled(claimed.map((one) => run(one, signal)));
          settled += claimed.length;
          for (const one of done) if (one.status === 'fulfilled' && one.value !== null) tell(one.value);
          const trouble = done.find((one) => one.status === 'rejected');
          if (trouble !== undefined) throw trouble.reason;
          await profiles.look();
        } finally {
          clearInterval(renewing);
        }
      }
      await profiles.settle();
      return { settled, againAt: null };
    },
  };
};
