import type { QueueSettings } from '#shared/model/router-settings.ts';
import type { Actor } from '../../domain/actor.ts';
import { checkCeiling } from '../settings/router-settings.ts';
import { getQueue, type QueueNeeds } from './change-queue-item.ts';

/** A2: which unsolicited mail a queue takes. Refuses what is wider than the ceiling (A8). */
export const changeQueueSettings =
  ({ store, clock }: QueueNeeds) =>
  (
    actor: Actor,
    queueId: string,
    changes: { readonly acceptance?: QueueSettings['acceptance'] | undefined },
  ): Promise<QueueSettings> =>
    store.transact(actor.organizationId, async (tx) => {
      await getQueue(tx, actor, queueId);
      const before = await tx.queues.settings(queueId);
      const after = { acceptance: changes.acceptance ?? before.acceptance };
      checkCeiling(changes.acceptance, (await tx.organization.settings()).acceptanceCeiling);
      await tx.queues.saveSettings(queueId, after);
      await tx.journal.append([
        {
          kind: 'settings.changed',
          subjectId: queueId,
          at: clock.now(),
          actorId: actor.userId,
          reason: 'queue',
          before,
          after,
        },
      ]);
      return after;
    });
