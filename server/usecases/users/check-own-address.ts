import { mostAliases } from '#shared/contracts/my-addresses.ts';
import { addressKey, type AddressKey, domainOf, looseAddressKey } from '#shared/model/address.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredUser } from '../../ports/user-store.ts';
import { Refusal } from '../refusal.ts';
import { aliasesOf } from './own-addresses.ts';

/** Mail to these is read by the server and not by a person, whom a code there would prove nothing of. */
const isOfOrganization = async (read: StoreRead, key: AddressKey): Promise<boolean> => {
  const { dropDomain, bounceMailbox } = await read.organization.settings();
  const bounces = bounceMailbox === null ? null : addressKey(bounceMailbox);
  // Delivery reports come back to it under many tags.
  if (bounces !== null && looseAddressKey(key) === looseAddressKey(bounces)) return true;
  return dropDomain !== null && domainOf(key) === dropDomain;
};

/**
 * Refuses an address that cannot become this user's, without saying whose it is: `already_exists` for their own, `conflict`
 * for one of another user or a queue, one that the organization itself uses, and one too many. `waiting`: how many of
 * their addresses wait for a code, this one not among them.
 */
export const checkOwnAddress = async (
  read: StoreRead,
  user: StoredUser,
  key: AddressKey,
  waiting: number,
): Promise<void> => {
  if (user.addresses.some(({ addressKey }) => addressKey === key))
    throw new Refusal('already_exists', 'You have this address already.');
  if ((await read.addressClaims.isTaken(user.id, key)) || (await isOfOrganization(read, key)))
    throw new Refusal('conflict', 'This address belongs to somebody else in the organization; take another one.');
  if (aliasesOf(user).length + waiting >= mostAliases)
    throw new Refusal(
      'conflict',
      `You can have ${mostAliases} addresses besides the one you sign in with; remove one first.`,
    );
};
