import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { refuseOwnMail } from './own-mail.ts';
import { restorableMs } from './own-promotion.ts';

interface Needs {
  readonly store: Store;
  readonly clock: Clock;
}

const absent = () => new Refusal('activity_not_found', 'There is no activity with this id that you may see.');

/** O10: deletes what only the actor tracks; for others who track it unseen, nothing changes. */
export const deleteActivity =
  ({ store, clock }: Needs) =>
  (actor: Actor, activityId: string): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const view = await tx.activities.find(actor.userId, activityId);
      if (view === null) throw absent();
      const seen = await tx.promotions.visible(actor.userId, activityId);
      const own = seen.find(({ userId, actorId }) => userId === actor.userId || actorId === actor.userId);
      const others = seen.filter(({ id }) => id !== own?.id);
      if (others.length > 0)
        throw new Refusal(
          'tracked_by_others',
          'Others track this mail too, so it stays; untrack it for yourself instead.',
        );
      if (own === undefined) throw new Refusal('not_permitted', 'Only who tracks a mail may delete its activity.');
      await refuseOwnMail(tx, activityId);
      const at = clock.now();
      await tx.promotions.changeState(own.id, 'removed', at);
      if ((await tx.promotions.countStanding(activityId)) === 0) await tx.activities.markDeleted(activityId, at);
      await tx.journal.append([
        { kind: 'activity.deleted', subjectId: activityId, at, actorId: actor.userId, reason: 'byHand' },
      ]);
    });

/** O10: brings back what the actor deleted within 30 days. */
export const restoreActivity =
  ({ store, clock }: Needs) =>
  (actor: Actor, activityId: string): Promise<ActivityView> =>
    store.transact(actor.organizationId, async (tx) => {
      const own = await tx.promotions.findOf(activityId, actor.userId);
      if (own === null) throw absent();
      const at = clock.now();
      if (at - own.stateSince > restorableMs)
        throw new Refusal('restore_expired', 'This was deleted more than 30 days ago and cannot be brought back.');
      await tx.promotions.changeState(own.id, 'standing', at);
      await tx.activities.markDeleted(activityId, null);
      await tx.journal.append([
        {
          kind: 'activity.restored',
          subjectId: activityId,
          at,
          actorId: actor.userId,
          reason: 'byHand',
          facts: { origin: 'restore' },
        },
      ]);
      const view = await tx.activities.find(actor.userId, activityId);
      if (view === null) throw absent();
      return view;
    });
