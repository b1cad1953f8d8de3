import { mayReplace } from '../../domain/devices/replaced-device.ts';
import type { Actor } from '../../domain/actor.ts';
import { Refusal } from '../refusal.ts';
import { leaveDevice } from './sign-out-device.ts';
import { type DeviceNeeds, findOwnDevice } from './synchronizing.ts';

/**
 * I8: the caller's device is a former one of theirs whose storage was cleared. What the former synchronizes, in whatever
 * organization, goes over with its generation, so nobody is designated anew; the former is signed out and forgotten.
 * Gives the generation it holds in the caller's organization, or null.
 */
export const replaceDevice =
  ({ store, clock }: DeviceNeeds) =>
  (actor: Actor, deviceId: string, formerId: string): Promise<{ readonly generation: number | null }> =>
    store.system.transact(async (tx) => {
      const here = tx.within(actor.organizationId);
      const device = await findOwnDevice(here, actor, deviceId);
      const former = await findOwnDevice(here, actor, formerId);
      if (!mayReplace(device, former))
        throw new Refusal(
          'device_not_found',
          `${former.name} is another Outlook, or was seen since; both devices stay. GET /devices names what can be replaced.`,
        );
      const at = clock.now();
      const handedOver = await tx.sessions.handOver(former.id, device.id);
      const inOrder = [...handedOver].sort((one, other) => (one.organizationId < other.organizationId ? -1 : 1));
      for (const { organizationId, userId, generation } of inOrder)
        await tx.within(organizationId).journal.append([
          {
            kind: 'device.designated',
            subjectId: device.id,
            at,
            actorId: actor.userId,
            principalId: userId,
            reason: 'replaced',
            before: { deviceId: former.id, name: former.name, generation },
            after: { name: device.name, generation },
          },
        ]);
      await leaveDevice(tx, { deviceId: former.id, how: 'forget', actorId: actor.userId, at });
      const held =
        handedOver.find(({ organizationId }) => organizationId === actor.organizationId) ?? device.synchronizing;
      return { generation: held?.generation ?? null };
    });
