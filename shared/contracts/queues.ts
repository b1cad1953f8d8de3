import { z } from 'zod';
import { Activity } from '../model/activity.ts';
import { WireInstant } from '../model/instant.ts';
import { QueueSettings } from '../model/router-settings.ts';
import { endpoint } from './endpoint.ts';
import { PageQuery, page } from './lists.ts';
import { routes } from './routes.ts';

const QueueItemState = z.enum(['waiting', 'picked', 'resolved']);

export const WireQueueItem = z.object({
  id: z.string(),
  queueId: z.string(),
  queueName: z.string(),
  state: QueueItemState,
  /** Who works on it. */
  worker: z.object({ id: z.string(), name: z.string() }).nullable(),
  enteredAt: WireInstant,
  changedAt: WireInstant,
  /** As the caller sees it; null when they may not see it. */
  activity: Activity.nullable(),
  /** What the caller may do with it now. */
  actions: z.array(z.enum(['pick', 'release', 'route', 'resolve'])),
});
export type WireQueueItem = z.infer<typeof WireQueueItem>;

const QueueParams = z.object({ queueId: z.string().max(64) });
const ItemParams = z.object({ itemId: z.string().max(64) });

export const getQueueSettings = endpoint({
  route: routes.getQueueSettings,
  access: 'user',
  summary: 'Which mail a queue takes',
  params: QueueParams,
  returns: QueueSettings,
  errors: ['record_not_found'],
});

export const changeQueueSettings = endpoint({
  route: routes.changeQueueSettings,
  access: 'administrator',
  summary: 'Change which mail a queue takes',
  params: QueueParams,
  body: QueueSettings.partial().strict(),
  returns: QueueSettings,
  errors: ['invalid_request', 'record_not_found', 'not_permitted'],
});

export const listQueueItems = endpoint({
  route: routes.listQueueItems,
  access: 'user',
  summary: 'What waits in a queue, oldest first (A16)',
  params: QueueParams,
  query: PageQuery.extend({ state: QueueItemState.optional() }),
  returns: page(WireQueueItem),
  errors: ['invalid_request', 'invalid_cursor', 'record_not_found'],
});

export const listActivityQueueItems = endpoint({
  route: routes.listActivityQueueItems,
  access: 'user',
  summary: 'In which queues that one may read an activity waits, oldest first',
  params: z.object({ activityId: z.string().max(64) }),
  returns: z.object({ items: z.array(WireQueueItem) }),
  errors: ['activity_not_found'],
});

const itemErrors = ['queue_item_not_found', 'conflict'] as const;

export const pickQueueItem = endpoint({
  route: routes.pickQueueItem,
  access: 'user',
  summary: 'Take an item to work on; nobody else has it then',
  params: ItemParams,
  returns: WireQueueItem,
  errors: itemErrors,
});

export const releaseQueueItem = endpoint({
  route: routes.releaseQueueItem,
  access: 'user',
  summary: 'Give an item back to its queue',
  params: ItemParams,
  returns: WireQueueItem,
  errors: itemErrors,
});

export const routeQueueItem = endpoint({
  route: routes.routeQueueItem,
  access: 'user',
  summary: 'Put an item into another queue, where it waits',
  params: ItemParams,
  body: z.object({ toQueue: z.string().max(64) }),
  returns: WireQueueItem,
  errors: [...itemErrors, 'invalid_request', 'record_not_found'],
});

export const resolveQueueItem = endpoint({
  route: routes.resolveQueueItem,
  access: 'user',
  summary: 'The work is done',
  params: ItemParams,
  returns: WireQueueItem,
  errors: itemErrors,
});
