import type { Actor } from '../../domain/actor.ts';
import type { StoredDevice } from '../../ports/device-store.ts';
import { Refusal } from '../refusal.ts';
import type { DeviceNeeds } from './synchronizing.ts';

const dayMs = 86_400_000;

/** I4: the caller's devices, or everyone's for an administrator, each with whether it was not seen for too long. */
export const listDevices =
  ({ store, clock }: DeviceNeeds) =>
  (actor: Actor, of: 'me' | 'everyone'): Promise<(StoredDevice & { readonly stale: boolean })[]> => {
    if (of === 'everyone' && actor.role !== 'administrator')
      throw new Refusal('not_permitted', "Only an administrator of the organization may see everyone's devices.");
    return store.read(actor.organizationId, async (read) => {
      const { staleDeviceDays } = await read.organization.settings();
      const devices = await read.devices.list(of === 'me' ? actor.userId : null);
      const seenSince = clock.now() - staleDeviceDays * dayMs;
      return devices.map((device) => ({ ...device, stale: device.lastSeen < seenSince }));
    });
  };
