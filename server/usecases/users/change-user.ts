import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import { TemporaryFailure } from '../../ports/failure.ts';
import type { StoredAddress } from '../../ports/record-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import type { Role, StoredUser } from '../../ports/user-store.ts';
import { Refusal } from '../refusal.ts';
import { readAddresses } from './user-addresses.ts';

export interface ChangeUserNeeds {
  readonly store: Store;
  readonly clock: Clock;
}

export interface UserChanges {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly active?: boolean | undefined;
  readonly aliases?: readonly string[] | undefined;
}

const getUser = async (here: StoreWrite, userId: string): Promise<StoredUser> => {
  const user = await here.users.find(userId);
  if (user === null) throw new Refusal('user_not_found', 'The organization has no such user.');
  return user;
};

const changedAddresses = async (
  here: StoreWrite,
  user: StoredUser,
  aliases: readonly string[],
): Promise<readonly StoredAddress[]> => {
  const addresses = readAddresses(user.email, aliases);
  for (const { address, addressKey } of addresses) {
    if (!(await here.addressClaims.isTaken(user.id, addressKey))) continue;
    const message = `Another user or a queue of the organization has the address ${address}; take it away there first.`;
    throw new Refusal('conflict', message, {
      issues: [{ field: 'addresses', message: `another user or a queue has ${address}` }],
    });
  }
  return addresses;
};

const saveRecord = async (here: StoreWrite, user: StoredUser, changes: UserChanges, clock: Clock): Promise<void> => {
  const record = await here.records.findWritten({ type: 'user', id: user.id });
  if (record === null) throw new Error('every user has a record');
  const addresses =
    changes.aliases === undefined ? record.addresses : await changedAddresses(here, user, changes.aliases);
  const { name = record.name, active = record.active } = changes;
  const saved = await here.records.save(
    { ...record, members: undefined, ownerId: record.owner?.id ?? null, name, active, addresses },
    record.version,
    clock.now(),
  );
  if (!saved) throw new TemporaryFailure('the user is being changed by another request', { code: 'record_contended' });
};

interface ReleasedDevice {
  readonly deviceId: string;
  readonly generation: number;
}

/** Whoever may no longer come in here has no token that says otherwise, and synchronizes nothing. */
const shutOut = async (tx: SystemWrite, here: StoreWrite, user: StoredUser): Promise<readonly ReleasedDevice[]> => {
  await here.users.setActive(user.id, false);
  const elsewhere = (await tx.logins.memberships(user.loginId)).some(({ active }) => active);
  await tx.access.revoke({ loginId: user.loginId, organizationId: elsewhere ? here.organizationId : null });
  const released = await here.devices.releaseUser(user.id);
  return released === null ? [] : [released];
};

const shown = ({ name, role, active, addresses }: StoredUser) => ({
  name,
  role,
  active,
  addresses: addresses.map(({ address }) => address),
});

interface ChangeBy extends Pick<Actor, 'organizationId'> {
  readonly actorId: string | null;
  /** What the audit says; absent: that it was changed. */
  readonly reason?: string;
}

/**
 * Changes a user of the organization in the caller's transaction. An organization keeps at least one active administrator:
 * the check follows the turn among the writers of an organization, so that two cannot remove each
 * other.
 */
export const changeUserWithin = async (
  tx: SystemWrite,
  { clock }: Pick<ChangeUserNeeds, 'clock'>,
  by: ChangeBy,
  { userId, changes }: { readonly userId: string; readonly changes: UserChanges },
): Promise<StoredUser> => {
  const here = tx.within(by.organizationId);
  // Two who take one address at once come one after the other.
  await here.journal.takeTurn();
  const before = await getUser(here, userId);
  await saveRecord(here, before, changes, clock);
  if (changes.role !== undefined) await here.users.setRole(userId, changes.role);
  if (changes.active === true) await here.users.setActive(userId, true);
  const released = changes.active === false ? await shutOut(tx, here, before) : [];
  const after = await getUser(here, userId);
  const { actorId, reason = 'changed' } = by;
  const at = clock.now();
  await here.journal.append([
    { kind: 'user.changed', subjectId: userId, at, actorId, reason, before: shown(before), after: shown(after) },
    ...released.map(({ deviceId, generation }) => ({
      kind: 'device.released' as const,
      subjectId: deviceId,
      at,
      actorId,
      principalId: userId,
      reason: 'user disabled',
      before: { generation },
    })),
  ]);
  if (before.role === 'administrator' && (await here.users.activeAdministrators()) === 0)
    throw new Refusal('conflict', 'An organization keeps at least one active administrator: name another one first.');
  return after;
};

/** The same in a transaction of its own. Refuses `user_not_found`, `invalid_address`, `conflict`. */
export const changeUser =
  (needs: ChangeUserNeeds) =>
  (by: ChangeBy, userId: string, changes: UserChanges): Promise<StoredUser> =>
    needs.store.system.transact((tx) => changeUserWithin(tx, needs, by, { userId, changes }));
