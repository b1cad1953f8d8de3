import type { Instant } from '#shared/model/instant.ts';
import type { QueueSettings } from '#shared/model/router-settings.ts';
import { defaultQueueSettings } from '../../../domain/default-settings.ts';
import type { QueueItem, QueueItemState, QueueStoreWrite } from '../../../ports/queue-store.ts';
import type { Scope } from '../scope.ts';
import type { QueueItemTable } from './schema.ts';

const presentItem = (row: QueueItemTable): QueueItem => ({
  id: row.id,
  queueId: row.queue_id,
  activityId: row.activity_id,
  state: row.state as QueueItemState,
  workerId: row.worker_id,
  enteredAt: row.entered_at as Instant,
  changedAt: row.changed_at as Instant,
  version: row.version,
});

export const queueStore = ({ db, organizationId }: Scope): QueueStoreWrite => {
  const rows = () => db.selectFrom('queue_item').selectAll().where('organization_id', '=', organizationId);
  return {
    settings: async (queueId) => {
      const row = await db
        .selectFrom('queue_settings')
        .select('settings')
        .where('organization_id', '=', organizationId)
        .where('queue_id', '=', queueId)
        .executeTakeFirst();
      return { ...defaultQueueSettings, ...(row === undefined ? {} : (JSON.parse(row.settings) as QueueSettings)) };
    },
    saveSettings: async (queueId, settings) => {
      const text = JSON.stringify(settings);
      await db
        .insertInto('queue_settings')
        .values({ organization_id: organizationId, queue_id: queueId, settings: text })
        .onConflict((conflict) => conflict.columns(['organization_id', 'queue_id']).doUpdateSet({ settings: text }))
        .execute();
    },
    find: async (itemId) => {
      const row = await rows().where('id', '=', itemId).executeTakeFirst();
      return row === undefined ? null : presentItem(row);
    },
    itemsOf: async (activityId) =>
      (await rows().where('activity_id', '=', activityId).orderBy('entered_at').orderBy('id').execute()).map(
        presentItem,
      ),
    items: async (queueId, state, { limit, after }) => {
      let query = rows().where('queue_id', '=', queueId).orderBy('entered_at').orderBy('id').limit(limit);
      if (state !== null) query = query.where('state', '=', state);
      if (after !== null)
        query = query.where((where) =>
          where.or([
            where('entered_at', '>', after.sortAt),
            where.and([where('entered_at', '=', after.sortAt), where('id', '>', after.id)]),
          ]),
        );
      return (await query.execute()).map(presentItem);
    },
    add: async ({ id, queueId, activityId, at }) => {
      const added = await db
        .insertInto('queue_item')
        .values({
          organization_id: organizationId,
          id,
          queue_id: queueId,
          activity_id: activityId,
          state: 'waiting',
          worker_id: null,
          entered_at: at,
          changed_at: at,
          version: 1,
        })
        .onConflict((conflict) => conflict.columns(['organization_id', 'queue_id', 'activity_id']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    save: async (item) => {
      const saved = await db
        .updateTable('queue_item')
        .set({
          queue_id: item.queueId,
          state: item.state,
          worker_id: item.workerId,
          changed_at: item.changedAt,
          version: item.version + 1,
        })
        .where('organization_id', '=', organizationId)
        .where('id', '=', item.id)
        .where('version', '=', item.version)
        .returning('id')
        .executeTakeFirst();
      return saved !== undefined;
    },
  };
};
