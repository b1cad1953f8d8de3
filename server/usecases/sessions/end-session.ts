import type { Actor } from '../../domain/actor.ts';
import { leaveDevice } from '../devices/sign-out-device.ts';
import type { DeviceNeeds } from '../devices/synchronizing.ts';

/**
 * Signs the caller out: the device with all its tokens, or a token of the command line alone. The device is known again
 * when the same person signs in at it.
 */
export const endSession =
  ({ store, clock }: DeviceNeeds) =>
  (actor: Actor, tokenHash: string): Promise<void> =>
    store.system.transact(async (tx) => {
      const { deviceId, userId: actorId } = actor;
      if (deviceId === null) await tx.access.remove(tokenHash);
      else await leaveDevice(tx, { deviceId, how: 'signOut', actorId, at: clock.now() });
    });
