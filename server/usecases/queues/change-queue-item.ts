import type { Actor } from '../../domain/actor.ts';
import { moveItem, type QueueStep } from '../../domain/queues/move-item.ts';
import type { Clock } from '../../ports/clock.ts';
import type { QueueItem } from '../../ports/queue-store.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

export interface QueueNeeds {
  readonly store: Store;
  readonly clock: Clock;
}

/** The queue, for whoever may read it (R9). Refuses `record_not_found`. */
export const getQueue = async (read: StoreRead, actor: Actor, queueId: string): Promise<{ readonly id: string }> => {
  const queue = await read.records.find(actor.userId, { type: 'queue', id: queueId });
  if (queue === null) throw new Refusal('record_not_found', 'There is no queue with this id that you may read.');
  return queue;
};

const getItem = async (read: StoreRead, actor: Actor, itemId: string): Promise<QueueItem> => {
  const item = await read.queues.find(itemId);
  const queue = item === null ? null : await read.records.find(actor.userId, { type: 'queue', id: item.queueId });
  if (item === null || queue === null)
    throw new Refusal('queue_item_not_found', 'No queue that you may read has an item with this id.');
  return item;
};

/** A16: one step of an item: picked, released, routed or resolved. Refuses `conflict` when it stands otherwise by now. */
export const changeQueueItem =
  ({ store, clock }: QueueNeeds) =>
  (actor: Actor, itemId: string, step: QueueStep): Promise<QueueItem> =>
    store.transact(actor.organizationId, async (tx) => {
      const item = await getItem(tx, actor, itemId);
      if (step.kind === 'route') await getQueue(tx, actor, step.toQueue);
      const moved = moveItem(item, step, { userId: actor.userId, isAdministrator: actor.role === 'administrator' });
      if (moved.kind === 'refused') throw new Refusal('conflict', moved.because);
      const at = clock.now();
      const after = { ...item, ...moved.to, changedAt: at };
      if (!(await tx.queues.save(after)))
        throw new Refusal('conflict', 'Somebody changed this item at the same time; look at it again.');
      await tx.journal.append([
        {
          kind: 'queueItem.changed',
          subjectId: itemId,
          at,
          actorId: actor.userId,
          reason: step.kind,
          before: { queueId: item.queueId, state: item.state, workerId: item.workerId },
          after: moved.to,
        },
      ]);
      return { ...after, version: after.version + 1 };
    });
