import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PageAsked } from '../../ports/activity-store.ts';
import type { ProposedCorrelation } from '../../ports/correlation-store.ts';
import type { Store } from '../../ports/store.ts';
import { setOwnRegarding } from '../activities/set-regarding.ts';
import { Refusal } from '../refusal.ts';

export interface Unconfirmed {
  readonly proposal: ProposedCorrelation;
  readonly activity: ActivityView;
  readonly correlated: ActivityView;
}

/** C8: mail of strangers that waits for a person, as the actor may see it. */
export const listUnconfirmed =
  ({ store }: { readonly store: Store }) =>
  (actor: Actor, page: PageAsked): Promise<Unconfirmed[]> =>
    store.read(actor.organizationId, async (read) => {
      const found: Unconfirmed[] = [];
      for (const proposal of await read.correlations.proposals(actor.userId, page)) {
        const activity = await read.activities.find(actor.userId, proposal.activityId);
        const correlated = await read.activities.find(actor.userId, proposal.correlatedId);
        if (activity !== null && correlated !== null) found.push({ proposal, activity, correlated });
      }
      return found;
    });

/**
 * A person's word on what a mail seems to follow. Confirmed, it joins that conversation and, where nothing was chosen
 * for it, regards what that mail regards; dismissed, it stays by itself.
 */
export const settleCorrelation =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, activityId: string, verdict: 'confirmed' | 'dismissed'): Promise<ActivityView> =>
    store.transact(actor.organizationId, async (tx) => {
      const before = await tx.activities.find(actor.userId, activityId);
      if (before === null)
        throw new Refusal('activity_not_found', 'There is no activity with this id that you may see.');
      const proposal = await tx.correlations.proposal(actor.userId, activityId);
      if (proposal === null) throw new Refusal('not_found', 'This mail does not wait for a confirmation.');
      const at = clock.now();
      await tx.correlations.settle(proposal, verdict, at);
      const correlated = await tx.activities.find(actor.userId, proposal.correlatedId);
      if (verdict === 'confirmed' && before.regarding.length === 0 && correlated !== null)
        await setOwnRegarding(tx, actor, activityId, correlated.regarding);
      await tx.journal.append([
        {
          kind: 'activity.changed',
          subjectId: activityId,
          at,
          actorId: actor.userId,
          reason: `correlation ${verdict}`,
          before: before.flags,
          after: { method: proposal.method, activityId: proposal.correlatedId },
        },
      ]);
      return (await tx.activities.find(actor.userId, activityId)) ?? before;
    });
