import type { AddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreRead } from '../../ports/store.ts';
import type { StoredUser } from '../../ports/user-store.ts';
import { Refusal } from '../refusal.ts';
import { changeUserWithin } from './change-user.ts';
import { readAddress } from './user-addresses.ts';

interface Needs {
  readonly store: Store;
  readonly clock: Clock;
}

interface OwnAddress {
  readonly address: string;
  readonly primary: boolean;
  /** Until when its code counts; null: it is confirmed. */
  readonly waitsUntil: Instant | null;
}

/** The key of an address that stands in a path or a body. Refuses `invalid_address`. */
export const keyOfOwn = (text: string): AddressKey => readAddress(text, 'address').addressKey;

/** The caller as they stand now. Refuses `not_permitted`. */
export const ownUser = async (read: StoreRead, actor: Actor): Promise<StoredUser> => {
  const user = await read.users.find(actor.userId);
  if (user === null) throw new Refusal('not_permitted', 'You are no user of this organization any more.');
  return user;
};

/** All but the one to sign in with, as they are written. */
export const aliasesOf = ({ addresses }: StoredUser): string[] =>
  addresses.filter(({ primary }) => !primary).map(({ address }) => address);

/** P20: the caller's addresses, the one to sign in with first, and last those that wait for their code. */
export const listOwnAddresses =
  ({ store, clock }: Needs) =>
  (actor: Actor): Promise<readonly OwnAddress[]> =>
    store.read(actor.organizationId, async (read) => {
      const { addresses } = await ownUser(read, actor);
      const waiting = await read.addressClaims.waiting(actor.userId, clock.now());
      return [
        ...[...addresses].sort((a, b) => Number(b.primary) - Number(a.primary)),
        ...waiting.map(({ address, expiresAt }) => ({ address, primary: false, waitsUntil: expiresAt })),
      ].map((one) => ({ waitsUntil: null, ...one }));
    });

const notThere = () => new Refusal('not_found', 'None of your addresses is this one.');

/**
 * P20: the address counts as the caller's no more; one that waits is forgotten, and its code with it. Refuses
 * `invalid_address`, `not_found`, and `conflict` for the address to sign in with.
 */
export const removeOwnAddress =
  (needs: Needs) =>
  (actor: Actor, text: string): Promise<void> =>
    needs.store.system.transact(async (tx) => {
      const { organizationId, userId } = actor;
      const key = keyOfOwn(text);
      const here = tx.within(organizationId);
      const user = await ownUser(here, actor);
      const standing = user.addresses.find(({ addressKey }) => addressKey === key);
      if (standing?.primary === true)
        throw new Refusal('conflict', 'You sign in with this address, so it stays. An administrator can help.');
      const waited = await here.addressClaims.remove(userId, key);
      if (standing === undefined) {
        if (!waited) throw notThere();
        return;
      }
      const aliases = aliasesOf(user).filter((address) => address !== standing.address);
      const by = { organizationId, actorId: userId, reason: 'addressRemoved' };
      await changeUserWithin(tx, needs, by, { userId, changes: { aliases } });
    });
