import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { getHoldFor } from './own-hold.ts';

/** Lets a held mail go, with its bytes. */
export const discardHold =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, holdId: string): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const hold = await getHoldFor(tx, actor, holdId, 'discard');
      await tx.holds.remove(holdId);
      await tx.contents.release([hold.sha256]);
      await tx.journal.append([
        { kind: 'hold.settled', subjectId: holdId, at: clock.now(), actorId: actor.userId, reason: 'discarded' },
      ]);
    });
