import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredOutcome } from '../../ports/outcome-store.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/**
 * A4: a line of the log with who wrote what, as long as that is kept. Its user reads their own; an administrator reads
 * another's with a reason, which the audit keeps. Refuses `outcome_not_found`.
 */
export const readOutcome =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, outcomeId: string, reason: string): Promise<StoredOutcome> =>
    store.transact(actor.organizationId, async (tx) => {
      const outcome = await tx.outcomes.find(outcomeId);
      const isOwn = outcome?.userId === actor.userId;
      if (outcome === null || (!isOwn && actor.role !== 'administrator'))
        throw new Refusal('outcome_not_found', 'The log has no line of yours with this id.');
      if (!isOwn)
        await tx.journal.append([
          { kind: 'outcome.read', subjectId: outcomeId, at: clock.now(), actorId: actor.userId, reason },
        ]);
      return outcome;
    });
