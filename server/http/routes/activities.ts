import * as contracts from '#shared/contracts/activities.ts';
import type { QueryOf } from '#shared/contracts/endpoint.ts';
import * as promotions from '#shared/contracts/promotions.ts';
import { addressKey } from '#shared/model/address.ts';
import { fromWire } from '#shared/model/instant.ts';
import { parseRecordRef } from '#shared/model/record-ref.ts';
import { askedWords } from '../../domain/search-words.ts';
import type { ActivityFilter } from '../../ports/activity-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { createAgendaItem } from '../../usecases/agenda/create-item.ts';
import { changeVisibility } from '../../usecases/activities/change-visibility.ts';
import { deleteActivity, restoreActivity } from '../../usecases/activities/delete-activity.ts';
import { restorePromotion } from '../../usecases/activities/restore-promotion.ts';
import { setRegarding } from '../../usecases/activities/set-regarding.ts';
import { untrackActivity } from '../../usecases/activities/untrack-activity.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { pageOf, readCursor, TimeCursor } from '../cursor.ts';
import { presentActivity, presentTrackedBy } from '../present/activity.ts';
import type { RouteMaker } from '../route.ts';

interface ActivityRouteNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

const recordIdOf = (text: string, field: string): string => {
  const ref = parseRecordRef(text);
  if (ref === null)
    throw new Refusal('invalid_request', `${field}: write it as type:id.`, {
      issues: [{ field, message: 'write it as type:id' }],
    });
  return ref.id;
};

const keyOf = (address: string): string => {
  const key = addressKey(address);
  if (key === null) throw new Refusal('invalid_address', 'address: not an e-mail address.');
  return key;
};

const filterOf = (query: QueryOf<typeof contracts.listActivities>): ActivityFilter => ({
  ...(query.regarding === undefined ? {} : { regardingId: recordIdOf(query.regarding, 'regarding') }),
  ...(query.party === undefined ? {} : { timelineOf: recordIdOf(query.party, 'party') }),
  ...(query.address === undefined ? {} : { addressKey: keyOf(query.address) }),
  ...(query.kind === undefined ? {} : { kind: query.kind }),
  ...(query.state === undefined ? {} : { state: query.state }),
  ...(query.since === undefined ? {} : { since: fromWire(query.since) }),
  ...(query.q === undefined ? {} : { words: askedWords(query.q) }),
});

/** Lists and changes of activities and of one's own promotions of them. */
export const activityRoutes = (route: RouteMaker, needs: ActivityRouteNeeds): void => {
  const { store } = needs;
  const create = createAgendaItem(needs);
  const setThe = setRegarding(needs);
  const untrack = untrackActivity(needs);
  const restoreThe = restorePromotion(needs);
  const show = changeVisibility(needs);
  const remove = deleteActivity(needs);
  const restoreDeleted = restoreActivity(needs);
  route(contracts.listActivities, ({ actor, query }) =>
    store.read(actor.organizationId, async (read) => {
      const after = readCursor(query.cursor, TimeCursor);
      const found = await read.activities.list(actor.userId, filterOf(query), { limit: query.limit + 1, after });
      const { items, nextCursor } = pageOf(found, query.limit, ({ sortAt, id }) => ({ sortAt, id }));
      return { items: items.map((view) => presentActivity(view, actor.userId)), nextCursor };
    }),
  );
  route(contracts.createActivity, async ({ actor, body }) => {
    const { view } = await create(actor, { ...body, visibility: body.visibility ?? null });
    return presentActivity(view, actor.userId);
  });
  route(contracts.setRegarding, async ({ actor, params, body }) =>
    presentActivity(await setThe(actor, params.activityId, body), actor.userId),
  );
  route(contracts.deleteActivity, async ({ actor, params }) => {
    await remove(actor, params.activityId);
    return undefined;
  });
  route(contracts.restoreActivity, async ({ actor, params }) =>
    presentActivity(await restoreDeleted(actor, params.activityId), actor.userId),
  );
  route(promotions.changePromotion, async ({ actor, params, body }) =>
    presentActivity(await show(actor, params.promotionId, body.visibility), actor.userId),
  );
  route(promotions.untrack, async ({ actor, params, query }) => {
    const { others, ...untracked } = await untrack(actor, params.promotionId, query.activity);
    return { ...untracked, trackedBy: others.map(presentTrackedBy) };
  });
  route(promotions.restorePromotion, async ({ actor, params }) =>
    presentActivity(await restoreThe(actor, params.promotionId), actor.userId),
  );
};
