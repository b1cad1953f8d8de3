import type { Actor } from '../../domain/actor.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/** An alert that was read; one for administrators is put away for all of them. Refuses `not_found`. */
export const putAwayAlert =
  ({ store }: { readonly store: Store }) =>
  async ({ organizationId, userId, role }: Actor, alertId: string): Promise<void> => {
    const put = await store.transact(organizationId, (tx) =>
      tx.alerts.putAway(alertId, userId, role === 'administrator'),
    );
    if (!put) throw new Refusal('not_found', 'There is no alert of yours with this id.');
  };
