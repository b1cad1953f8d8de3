import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import { type DeviceNeeds, findDevice } from './synchronizing.ts';

interface Leaving {
  readonly deviceId: string;
  readonly how: 'signOut' | 'forget';
  /** Null: the operator. */
  readonly actorId: string | null;
  readonly at: Instant;
}

/** Ends the device's tokens at once and frees what it synchronized, in every organization of its user. */
export const leaveDevice = async (tx: SystemWrite, { deviceId, how, actorId, at }: Leaving): Promise<void> => {
  await tx.sessions.endTokens(deviceId);
  const released = await tx.sessions.releaseEverywhere(deviceId);
  await tx.sessions.leave(deviceId, how, at);
  const inOrder = [...released].sort((one, other) => (one.organizationId < other.organizationId ? -1 : 1));
  for (const { organizationId, userId, generation } of inOrder)
    await tx.within(organizationId).journal.append([
      {
        kind: 'device.released',
        subjectId: deviceId,
        at,
        actorId,
        principalId: userId,
        reason: 'signed out',
        before: { generation },
      },
    ]);
};

/** I4: signs a device out and forgets it; its own user may, and an administrator. */
export const signOutDevice =
  ({ store, clock }: DeviceNeeds) =>
  (actor: Actor, deviceId: string): Promise<void> =>
    store.system.transact(async (tx) => {
      await findDevice(tx.within(actor.organizationId), actor, deviceId);
      await leaveDevice(tx, { deviceId, how: 'forget', actorId: actor.userId, at: clock.now() });
    });
