import type { Actor } from '../../domain/actor.ts';
import {
  cycleLeaseMs,
  guardCycle,
  leaseLost,
  outlookAccount,
  type OutlookSyncNeeds,
  ownerOf,
} from './cycle-of-outlook.ts';

/** I2: nobody else begins a cycle for a while. Refuses `stale_generation`, `precondition_failed`. */
export const renewCycle =
  ({ store }: OutlookSyncNeeds) =>
  (actor: Actor, cycle: string): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      await guardCycle(tx, actor, cycle);
      const { id: accountId } = await outlookAccount(tx, actor);
      if (!(await tx.synchronization.extend({ accountId, owner: ownerOf(actor, cycle) }, cycleLeaseMs)))
        throw leaseLost();
    });
