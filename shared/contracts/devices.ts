import { z } from 'zod';
import { WireInstant } from '../model/instant.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

/** An Outlook (or browser) that signed in; at most one per user and organization synchronizes (I1). */
export const WireDevice = z.object({
  id: z.string(),
  name: z.string(),
  client: z.string(),
  platform: z.string(),
  mailbox: z.string().nullable(),
  user: z.object({ id: z.string(), name: z.string() }),
  createdAt: WireInstant,
  lastSeen: WireInstant,
  /** Whether the caller is speaking from it. */
  current: z.boolean(),
  stale: z.boolean(),
  /** Of the caller's own device: the one it seems to be anew, with its storage cleared (I8). */
  replaces: z.object({ id: z.string(), name: z.string(), lastSeen: WireInstant }).nullable(),
  synchronizing: z.object({ since: WireInstant, generation: z.number().int() }).nullable(),
});
export type WireDevice = z.infer<typeof WireDevice>;

/** Members of the 409 problem when another device synchronizes. */
export const SynchronizingElsewhere = z.object({
  holder: z.object({ name: z.string(), user: z.string() }),
  since: WireInstant,
  lastSeen: WireInstant,
});
export type SynchronizingElsewhere = z.infer<typeof SynchronizingElsewhere>;

export const listDevices = endpoint({
  route: routes.listDevices,
  access: 'user',
  summary: "The caller's devices; an administrator may ask for everyone's",
  query: z.object({ of: z.enum(['me', 'everyone']).default('me') }),
  returns: z.object({ items: z.array(WireDevice) }),
  errors: ['invalid_request', 'not_permitted'],
});

const DeviceParams = z.object({ deviceId: z.string().max(64) });

export const claimSynchronizing = endpoint({
  route: routes.claimSynchronizing,
  access: 'user',
  summary: 'Make a device the synchronizing instance; 409 names the holder unless taken over (I2)',
  params: DeviceParams,
  body: z.object({ takeOver: z.boolean().default(false) }),
  returns: z.object({ generation: z.number().int() }),
  errors: ['invalid_request', 'device_not_found', 'synchronizing_elsewhere'],
});

export const releaseSynchronizing = endpoint({
  route: routes.releaseSynchronizing,
  access: 'user',
  summary: 'Stop synchronizing here (its user or an administrator)',
  params: DeviceParams,
  status: 204,
  errors: ['device_not_found'],
});

export const replaceDevice = endpoint({
  route: routes.replaceDevice,
  access: 'user',
  summary: 'This device is a former one of the caller: its designation goes over, the former is signed out (I8)',
  params: DeviceParams,
  body: z.object({ former: z.string().min(1).max(64) }),
  returns: z.object({ generation: z.number().int().nullable() }),
  errors: ['invalid_request', 'device_not_found'],
});

export const signOutDevice = endpoint({
  route: routes.signOutDevice,
  access: 'user',
  summary: 'Sign a device out and forget it',
  params: DeviceParams,
  status: 204,
  errors: ['device_not_found'],
});
