import type { Committed, CrmStep } from '#shared/sync/cycle-ports.ts';
import type { SyncKind } from '#shared/sync/item.ts';
import type { Actor } from '../../domain/actor.ts';
import { createCrmSide } from '../synchronization/crm-side.ts';
import { SyncLeaseLost } from '../synchronization/sync-needs.ts';
import { leaseLost, type OutlookSyncNeeds, turnOf } from './cycle-of-outlook.ts';

/**
 * Y11, I2: record and link of one step, together or not at all. Refuses `stale_generation` and `precondition_failed` where
 * another Outlook or window took over, and changes no row then.
 */
export const commitStep =
  (needs: OutlookSyncNeeds) =>
  async (
    actor: Actor,
    { cycle, kind, step }: { readonly cycle: string; readonly kind: SyncKind; readonly step: CrmStep },
  ): Promise<Committed> => {
    const turn = await turnOf(needs, { actor, cycle, kind });
    try {
      return await createCrmSide(needs, turn).commit(step);
    } catch (error) {
      if (error instanceof SyncLeaseLost) throw leaseLost();
      throw error;
    }
  };
