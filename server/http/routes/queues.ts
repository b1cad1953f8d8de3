import * as contracts from '#shared/contracts/queues.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { openSteps } from '../../domain/queues/move-item.ts';
import type { QueueItem } from '../../ports/queue-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { changeQueueItem, getQueue, type QueueNeeds } from '../../usecases/queues/change-queue-item.ts';
import { changeQueueSettings } from '../../usecases/queues/change-queue-settings.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { pageOf, readCursor, TimeCursor } from '../cursor.ts';
import { presentActivity } from '../present/activity.ts';
import type { RouteMaker } from '../route.ts';

const presentItem = async (read: StoreRead, actor: Actor, item: QueueItem): Promise<contracts.WireQueueItem> => {
  const view = await read.activities.find(actor.userId, item.activityId);
  const [queue] = await read.records.names(actor.userId, [{ type: 'queue', id: item.queueId }]);
  const [worker] =
    item.workerId === null ? [] : await read.records.names(actor.userId, [{ type: 'user', id: item.workerId }]);
  return {
    id: item.id,
    queueId: item.queueId,
    queueName: queue?.name ?? '',
    state: item.state,
    worker: worker === undefined ? null : { id: worker.id, name: worker.name },
    enteredAt: toWire(item.enteredAt),
    changedAt: toWire(item.changedAt),
    activity: view === null ? null : presentActivity(view, actor.userId),
    actions: [...openSteps(item, { userId: actor.userId, isAdministrator: actor.role === 'administrator' })],
  };
};

/** A16: queues as an inbox of work. */
export const queueRoutes = (route: RouteMaker, needs: QueueNeeds): void => {
  const { store } = needs;
  const change = changeQueueItem(needs);
  const present = (actor: Actor, item: QueueItem) =>
    store.read(actor.organizationId, (read) => presentItem(read, actor, item));
  route(contracts.getQueueSettings, ({ actor, params }) =>
    store.read(actor.organizationId, async (read) => {
      const { id } = await getQueue(read, actor, params.queueId);
      return read.queues.settings(id);
    }),
  );
  route(contracts.changeQueueSettings, ({ actor, params, body }) =>
    changeQueueSettings(needs)(actor, params.queueId, body),
  );
  route(contracts.listQueueItems, ({ actor, params, query }) =>
    store.read(actor.organizationId, async (read) => {
      const { id } = await getQueue(read, actor, params.queueId);
      const page = { limit: query.limit + 1, after: readCursor(query.cursor, TimeCursor) };
      const found = await read.queues.items(id, query.state ?? null, page);
      const { items, nextCursor } = pageOf(found, query.limit, (item) => ({ sortAt: item.enteredAt, id: item.id }));
      const shown: contracts.WireQueueItem[] = [];
      for (const item of items) shown.push(await presentItem(read, actor, item));
      return { items: shown, nextCursor };
    }),
  );
  route(contracts.listActivityQueueItems, ({ actor, params }) =>
    store.read(actor.organizationId, async (read) => {
      if ((await read.activities.find(actor.userId, params.activityId)) === null)
        throw new Refusal('activity_not_found', 'There is no activity with this id that you may see.');
      const items: contracts.WireQueueItem[] = [];
      for (const item of await read.queues.itemsOf(params.activityId))
        if ((await read.records.find(actor.userId, { type: 'queue', id: item.queueId })) !== null)
          items.push(await presentItem(read, actor, item));
      return { items };
    }),
  );
  route(contracts.pickQueueItem, async ({ actor, params }) =>
    present(actor, await change(actor, params.itemId, { kind: 'pick' })),
  );
  route(contracts.releaseQueueItem, async ({ actor, params }) =>
    present(actor, await change(actor, params.itemId, { kind: 'release' })),
  );
  route(contracts.routeQueueItem, async ({ actor, params, body }) =>
    present(actor, await change(actor, params.itemId, { kind: 'route', toQueue: body.toQueue })),
  );
  route(contracts.resolveQueueItem, async ({ actor, params }) =>
    present(actor, await change(actor, params.itemId, { kind: 'resolve' })),
  );
};
