import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import { type AddressKey, addressKey, looseAddressKey, usesLooseKey } from '#shared/model/address.ts';
import type { Resolution } from '#shared/model/resolution.ts';
import type { Actor } from '../../domain/actor.ts';
import type { MatchingFacts } from '../../domain/routing/facts.ts';
import { resolveAddresses } from '../../domain/routing/match-parties.ts';
import type { StoreRead } from '../../ports/store.ts';

export interface FoundMatch {
  readonly address: string;
  readonly resolution: Resolution;
}

const keysOf = (addresses: readonly string[]): AddressKey[] => [
  ...new Set(addresses.map((address) => addressKey(address)).filter((key) => key !== null)),
];

const factsFor = (read: StoreRead, actor: Actor, keys: readonly AddressKey[], settings: OrganizationSettings) => {
  const loose = keys.filter((key) => usesLooseKey(key, settings)).map(looseAddressKey);
  return read.routing.matching({ readerId: actor.userId, addresses: keys, looseAddresses: [...new Set(loose)] });
};

const nothingKnown: MatchingFacts = { owners: [], choices: [], crowded: [] };

/**
 * Whose addresses these are, for this reader, by the facts and rules that tracking a mail uses; one answer per address
 * as written, in order. What is no address is unresolved. Four statements at most, however many addresses.
 */
export const matchAddresses = async (
  read: StoreRead,
  actor: Actor,
  asked: { readonly addresses: readonly string[]; readonly role: 'sender' | 'recipient' },
): Promise<FoundMatch[]> => {
  const settings = await read.organization.settings();
  const keys = keysOf(asked.addresses);
  const facts = keys.length === 0 ? nothingKnown : await factsFor(read, actor, keys, settings);
  const policy = { ...settings, mailboxOwner: actor.userId };
  const resolutions = resolveAddresses(asked.addresses, asked.role, facts, policy);
  return asked.addresses.map((address, index) => ({
    address,
    resolution: resolutions[index] ?? { kind: 'unresolved' },
  }));
};
