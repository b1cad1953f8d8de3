import * as contracts from '#shared/contracts/devices.ts';
import { toWire } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { type ListedDevice, listDevices } from '../../usecases/devices/list-devices.ts';
import { replaceDevice } from '../../usecases/devices/replace-device.ts';
import { signOutDevice } from '../../usecases/devices/sign-out-device.ts';
import { claimSynchronizing, type DeviceNeeds, releaseSynchronizing } from '../../usecases/devices/synchronizing.ts';
import type { RouteMaker } from '../route.ts';

const presentDevice = (device: ListedDevice, actor: Actor): contracts.WireDevice => ({
  id: device.id,
  name: device.name,
  client: device.client,
  platform: device.platform,
  mailbox: device.mailbox,
  user: device.user,
  createdAt: toWire(device.createdAt),
  lastSeen: toWire(device.lastSeen),
  current: device.id === actor.deviceId,
  stale: device.stale,
  replaces:
    device.replaces === null
      ? null
      : { id: device.replaces.id, name: device.replaces.name, lastSeen: toWire(device.replaces.lastSeen) },
  synchronizing:
    device.synchronizing === null
      ? null
      : { since: toWire(device.synchronizing.since), generation: device.synchronizing.generation },
});

/** Devices and which one synchronizes. */
export const deviceRoutes = (route: RouteMaker, needs: DeviceNeeds): void => {
  route(contracts.listDevices, async ({ actor, query }) => {
    const devices = await listDevices(needs)(actor, query.of);
    return { items: devices.map((device) => presentDevice(device, actor)) };
  });
  route(contracts.claimSynchronizing, ({ actor, params, body }) =>
    claimSynchronizing(needs)(actor, params.deviceId, body.takeOver ? 'takeOver' : 'ifFree'),
  );
  route(contracts.releaseSynchronizing, async ({ actor, params }) => {
    await releaseSynchronizing(needs)(actor, params.deviceId);
    return undefined;
  });
  route(contracts.replaceDevice, ({ actor, params, body }) =>
    replaceDevice(needs)(actor, params.deviceId, body.former),
  );
  route(contracts.signOutDevice, async ({ actor, params }) => {
    await signOutDevice(needs)(actor, params.deviceId);
    return undefined;
  });
};
