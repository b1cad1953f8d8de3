import type { Actor } from '../../domain/actor.ts';
import { replacedDevice } from '../../domain/devices/replaced-device.ts';
import type { StoredDevice } from '../../ports/device-store.ts';
import { Refusal } from '../refusal.ts';
import type { DeviceNeeds } from './synchronizing.ts';

const dayMs = 86_400_000;

export interface ListedDevice extends StoredDevice {
  readonly stale: boolean;
  /** I8: the device that this one, from which the caller speaks, seems to be anew. */
  readonly replaces: StoredDevice | null;
}

/** I4: the caller's devices, or everyone's for an administrator, each with whether it was not seen for too long. */
export const listDevices =
  ({ store, clock }: DeviceNeeds) =>
  (actor: Actor, of: 'me' | 'everyone'): Promise<ListedDevice[]> => {
    if (of === 'everyone' && actor.role !== 'administrator')
      throw new Refusal('not_permitted', "Only an administrator of the organization may see everyone's devices.");
    return store.read(actor.organizationId, async (read) => {
      const { staleDeviceDays } = await read.organization.settings();
      const devices = await read.devices.list(of === 'me' ? actor.userId : null);
      const seenSince = clock.now() - staleDeviceDays * dayMs;
      const replacedBy = (device: StoredDevice) =>
        device.id === actor.deviceId
          ? replacedDevice(
              device,
              devices.filter(({ user }) => user.id === actor.userId),
            )
          : null;
      return devices.map((device) => ({
        ...device,
        stale: device.lastSeen < seenSince,
        replaces: replacedBy(device),
      }));
    });
  };
