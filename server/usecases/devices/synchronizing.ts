import type { SynchronizingElsewhere } from '#shared/contracts/devices.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredDevice } from '../../ports/device-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

export interface DeviceNeeds {
  readonly store: Store;
  readonly clock: Clock;
}

const notFound = (): Refusal => new Refusal('device_not_found', 'You have no such device.');

/** Null of somebody else's device for a user; an administrator sees everyone's in the organization. */
export const findDevice = async (tx: StoreWrite, actor: Actor, deviceId: string): Promise<StoredDevice> => {
  const device = await tx.devices.find(deviceId);
  if (device === null || (device.user.id !== actor.userId && actor.role !== 'administrator')) throw notFound();
  return device;
};

/** The caller's own device; refuses everybody else's, whoever asks. */
export const findOwnDevice = async (tx: StoreWrite, actor: Actor, deviceId: string): Promise<StoredDevice> => {
  const device = await tx.devices.find(deviceId);
  if (device === null || device.user.id !== actor.userId) throw notFound();
  return device;
};

const refuseHeld = async (tx: StoreWrite, userId: string): Promise<never> => {
  const holder = await tx.devices.holder(userId);
  if (holder === null) throw new Error('a designation that was refused has a holder');
  const members: SynchronizingElsewhere = {
    holder: { name: holder.name, user: holder.user.name },
    since: toWire(holder.synchronizing.since),
    lastSeen: toWire(holder.lastSeen),
  };
  throw new Refusal('synchronizing_elsewhere', `${holder.name} synchronizes for ${holder.user.name}.`, {
    members: { ...members },
  });
};

/**
 * I1, I2: makes the caller's device the synchronizing one. Of many claims at once the database lets one win; the others
 * are told who did. Taking over raises the generation, after which writes of the former one are refused.
 */
export const claimSynchronizing =
  ({ store, clock }: DeviceNeeds) =>
  (actor: Actor, deviceId: string, mode: 'ifFree' | 'takeOver'): Promise<{ readonly generation: number }> =>
    store.transact(actor.organizationId, async (tx) => {
      const device = await findOwnDevice(tx, actor, deviceId);
      const at = clock.now();
      const claimed = await tx.devices.claim({ userId: actor.userId, deviceId, mode, at });
      if (claimed === null) return refuseHeld(tx, actor.userId);
      const { generation } = claimed;
      if (claimed.changed)
        await tx.journal.append([
          {
            kind: 'device.designated',
            subjectId: deviceId,
            at,
            actorId: actor.userId,
            reason: mode === 'takeOver' ? 'taken over' : 'claimed',
            after: { name: device.name, generation },
          },
        ]);
      return { generation };
    });

/** Stops a device from synchronizing: its user's or an administrator's wish. Nothing to stop is as good as stopped. */
export const releaseSynchronizing =
  ({ store, clock }: DeviceNeeds) =>
  (actor: Actor, deviceId: string): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const device = await findDevice(tx, actor, deviceId);
      const released = await tx.devices.release(device.user.id, deviceId);
      if (released === null) return;
      await tx.journal.append([
        {
          kind: 'device.released',
          subjectId: deviceId,
          at: clock.now(),
          actorId: actor.userId,
          principalId: device.user.id,
          reason: 'released',
          before: { name: device.name, ...released },
        },
      ]);
    });

/**
 * I2: call first in a transaction of the synchronizing instance. Refuses when this device does not hold this generation
 * any more; otherwise nobody can take it before the transaction ends.
 */
export const guardGeneration = async (
  tx: StoreWrite,
  held: { readonly userId: string; readonly deviceId: string; readonly generation: number },
): Promise<void> => {
  if (!(await tx.devices.holdGeneration(held)))
    throw new Refusal('stale_generation', 'Another device synchronizes by now; nothing was changed.');
};
