import type { Tracking } from '#shared/contracts/promotions.ts';
import type { ActivityView } from '../../domain/activity/activity-view.ts';
import type { Actor } from '../../domain/actor.ts';
import { presentActivity, presentTrackedBy } from './activity.ts';

/** Of what nobody tracks. */
export const nothingTracked = { regarding: [], offeredRegarding: [], trackedBy: [] };

/** The state of an item of the mailbox for which this activity stands. */
export const presentTracking = (view: ActivityView, actor: Actor): Tracking => {
  const own = view.promotions.find(({ user }) => user.id === actor.userId);
  const activity = presentActivity(view, actor.userId);
  return {
    state: view.promotions.length > 0 ? 'tracked' : 'untracked',
    activityId: view.id,
    ...(own === undefined ? {} : { promotionId: own.id }),
    regarding: activity.regarding,
    offeredRegarding: activity.offeredRegarding,
    trackedBy: view.promotions.map(presentTrackedBy),
    why: activity.why,
    activity,
  };
};
