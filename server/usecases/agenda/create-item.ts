import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Store } from '../../ports/store.ts';
import { checkRegarding } from '../promotion/check-regarding.ts';
import { transactRecords } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import { type AddedItem, addAgendaItem, type AgendaInput, type AgendaNeeds } from './write-item.ts';

/**
 * P11: a task or an appointment in the CRM, tracked by the actor. One with a UID that is known already is the same one, and
 * `stood` then. Refuses `invalid_request` with the field, `record_not_found` for a regarding that the actor may not read.
 */
export const createAgendaItem =
  (needs: AgendaNeeds & { readonly store: Store }) =>
  (actor: Actor, input: AgendaInput): Promise<AddedItem & { readonly view: ActivityView }> =>
    transactRecords(needs.store, actor, async (tx) => {
      const regarding = await checkRegarding(tx, actor, input.regarding);
      const added = await addAgendaItem({ needs, tx, actor }, { ...input, regarding });
      const view = await tx.activities.find(actor.userId, added.id);
      if (view === null) throw new Refusal('activity_not_found', 'The activity is gone.');
      return { ...added, view };
    });
