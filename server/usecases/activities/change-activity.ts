import type { ActivityDetailView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

const absent = () => new Refusal('activity_not_found', 'There is no activity with this id that you may see.');

/** Notes of an activity: people write them beside the mail, which stays as it came. */
export const changeActivity =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  (actor: Actor, activityId: string, notes: string): Promise<ActivityDetailView> =>
    store.transact(actor.organizationId, async (tx) => {
      if ((await tx.activities.find(actor.userId, activityId)) === null) throw absent();
      const at = clock.now();
      await tx.activities.saveNotes(activityId, notes, at);
      await tx.journal.append([
        { kind: 'activity.changed', subjectId: activityId, at, actorId: actor.userId, reason: 'notes' },
      ]);
      const view = await tx.activities.findDetail(actor.userId, activityId);
      if (view === null) throw absent();
      return view;
    });
