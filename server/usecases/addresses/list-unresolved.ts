import { isRoleAddress } from '#shared/model/address.ts';
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
  return found.map((appearance, index) => ({
    ...appearance,
    roleAddress: isRoleAddress(appearance.addressKey),
    candidates: recordsOf(matches[index]?.resolution ?? { kind: 'unresolved' }),
  }));
};
