import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { StoredAddress } from '../../ports/record-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { StoredMembership, SystemWrite } from '../../ports/system-store.ts';
import type { Role, StoredUser } from '../../ports/user-store.ts';
import { Refusal } from '../refusal.ts';
import { checkPassword } from '../sessions/password-rules.ts';
import { readAddresses } from './user-addresses.ts';

export interface AddUserNeeds {
  readonly store: Store;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
}

export interface UserToAdd {
  readonly organizationId: string;
  /** Null: the operator at the command line, or the first administrator. */
  readonly actorId: string | null;
  readonly email: string;
  /** Absent: the part of the address before the at sign. */
  readonly name?: string | undefined;
  readonly role: Role;
  readonly aliases: readonly string[];
  readonly password?: string | undefined;
}

export interface AddedUser {
  readonly user: StoredUser;
  /** Where the same person could sign in before: they keep their password. */
  readonly alsoIn: readonly StoredMembership[];
}

const refuseTakenAddresses = async (here: StoreWrite, addresses: readonly StoredAddress[]): Promise<void> => {
  for (const { address, addressKey } of addresses)
    if (await here.addressClaims.isTaken('', addressKey))
      throw new Refusal('already_exists', `Another user or a queue of the organization has the address ${address}.`, {
        issues: [{ field: 'addresses', message: 'another user or a queue has it; take it away there first' }],
      });
};

/**
 * An administrator cannot bring in somebody who signs in elsewhere on this server: whoever prepared a login for a
 * stranger's address would follow that person into the other organization. The operator, who sees both, can.
 */
const refuseForeignLogin = (user: UserToAdd, alsoIn: readonly StoredMembership[]): void => {
  if (user.actorId !== null && alsoIn.length > 0)
    throw new Refusal(
      'already_exists',
      'This address signs in to another organization of this server; its operator can add it with `correspond user add`.',
    );
};

/** Login, record and membership in the caller's transaction; the hash is made beforehand, because it takes long. */
export const addUserWithin = async (
  tx: SystemWrite,
  { ids, clock }: Pick<AddUserNeeds, 'ids' | 'clock'>,
  user: UserToAdd,
  passwordHash: string | null,
): Promise<AddedUser> => {
  const addresses = readAddresses(user.email, user.aliases);
  const [{ address: email, addressKey: emailKey }] = addresses;
  const at = clock.now();
  const login = await tx.logins.findOrAdd({ id: ids.next(), email, emailKey, at });
  const alsoIn = (await tx.logins.memberships(login.id)).filter(
    ({ organization }) => organization.id !== user.organizationId,
  );
  refuseForeignLogin(user, alsoIn);
  if (alsoIn.length > 0) await tx.invitations.void(login.id, at);
  const here = tx.within(user.organizationId);
  const id = ids.next();
  if (!(await here.users.join({ loginId: login.id, userId: id, role: user.role })))
    throw new Refusal('already_exists', `${email} is already a user of this organization.`);
  // Two who bring in one address at once come one after the other.
  await here.journal.takeTurn();
  await refuseTakenAddresses(here, addresses);
  if (passwordHash !== null) {
    if (alsoIn.length > 0)
      throw new Refusal(
        'already_exists',
        `${email} already signs in elsewhere on this server and keeps that password.`,
      );
    await tx.logins.setPassword(login.id, passwordHash);
  }
  const name = user.name ?? email.slice(0, email.lastIndexOf('@'));
  await here.records.add(
    {
      id,
      type: 'user',
      name,
      addresses,
      ownerId: null,
      access: 'organization',
      active: true,
      externalId: null,
      fields: {},
    },
    at,
  );
  await here.journal.append([
    {
      kind: 'user.changed',
      subjectId: id,
      at,
      actorId: user.actorId,
      reason: 'added',
      after: { role: user.role, addresses: addresses.map(({ address }) => address) },
    },
  ]);
  const added = await here.users.find(id);
  if (added === null) throw new Error('a user that was just added is there');
  return { user: added, alsoIn };
};

/** Adds a person to an organization. Refuses a bad address, an address that is taken, and a weak password. */
export const addUser =
  (needs: AddUserNeeds) =>
  async (user: UserToAdd): Promise<AddedUser> => {
    readAddresses(user.email, user.aliases);
    if (user.password !== undefined) checkPassword(user.password, user.email);
    const passwordHash = user.password === undefined ? null : await needs.hasher.hash(user.password);
    return needs.store.system.transact((tx) => addUserWithin(tx, needs, user, passwordHash));
  };
