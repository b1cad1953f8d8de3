import { domainOf, isRoleAddress } from '#shared/model/address.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { Resolution } from '#shared/model/resolution.ts';
import type { Actor } from '../../domain/actor.ts';
import type { AddressStoreRead, UnresolvedAppearance } from '../../ports/address-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { matchAddresses } from './match-addresses.ts';

export interface ListedAddress extends UnresolvedAppearance {
  /** Offered unticked (R6). */
  readonly roleAddress: boolean;
  /** Records that have the address by now. */
  readonly candidates: readonly NamedRecordRef[];
  /** R7: it is worth a contact of its own. */
  readonly suggested: boolean;
}

const recordsOf = (resolution: Resolution): NamedRecordRef[] => {
  const listed = (resolution.candidates ?? []).map(({ record }) => record);
  return listed.length === 0 && resolution.kind === 'resolved' ? [resolution.record] : listed;
};

/** Addresses on visible activities that no record owns, most frequent first, with who owns them by now. */
export const listUnresolved = async (
  read: StoreRead,
  actor: Actor,
  ask: Parameters<AddressStoreRead['unresolved']>[1],
): Promise<ListedAddress[]> => {
  const found = await read.addresses.unresolved(actor.userId, ask);
  const matches = await matchAddresses(read, actor, {
    addresses: found.map(({ addressKey }) => addressKey),
    role: 'recipient',
  });
  const settings = await read.organization.settings();
  return found.map((appearance, index) => {
    const candidates = recordsOf(matches[index]?.resolution ?? { kind: 'unresolved' });
    const roleAddress = isRoleAddress(appearance.addressKey);
    const isOurs = settings.ownDomains.includes(domainOf(appearance.addressKey));
    const often = appearance.activities >= settings.suggestContactAfter;
    return {
      ...appearance,
      roleAddress,
      candidates,
      suggested: often && !roleAddress && !isOurs && candidates.length === 0,
    };
  });
};
