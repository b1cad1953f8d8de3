import { addressKey } from '#shared/model/address.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';

/** A user or queue that the actor is, owns or was allowed to send for, with its addresses, the primary one first. */
export interface Principal {
  readonly type: 'user' | 'queue';
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly string[];
}

/** Who a mail shall be from, as written. */
export type SenderWish =
  | { readonly kind: 'own' }
  | { readonly kind: 'address'; readonly address: string; readonly name: string | null }
  | { readonly kind: 'record'; readonly record: RecordRef };

export type SenderChoice =
  | { readonly kind: 'allowed'; readonly principal: Principal; readonly address: string; readonly name: string }
  | { readonly kind: 'refused'; readonly sentence: string };

const refused = (sentence: string): SenderChoice => ({ kind: 'refused', sentence });

const asPrimary = (principal: Principal): SenderChoice => {
  const [address] = principal.addresses;
  return address === undefined
    ? refused(`${principal.name} has no address to send from; give it one first.`)
    : { kind: 'allowed', principal, address, name: principal.name };
};

/**
 * S17: From is one of the actor's own addresses, a queue they may send for, or a user who allowed it. `allowed` begins
 * with the actor. The name is that of the principal: nobody writes another name above a foreign address.
 */
export const chooseSender = (
  wish: SenderWish,
  allowed: readonly [Principal, ...(readonly Principal[])],
): SenderChoice => {
  switch (wish.kind) {
    case 'own':
      return asPrimary(allowed[0]);
    case 'record': {
      const principal = allowed.find(({ type, id }) => type === wish.record.type && id === wish.record.id);
      return principal === undefined
        ? refused('from: you may not send for this user or queue; its owner or an administrator can allow it.')
        : asPrimary(principal);
    }
    case 'address': {
      const key = addressKey(wish.address);
      for (const principal of allowed) {
        const address = principal.addresses.find((each) => key !== null && addressKey(each) === key);
        if (address === undefined) continue;
        const own = principal === allowed[0];
        return { kind: 'allowed', principal, address, name: own ? (wish.name ?? principal.name) : principal.name };
      }
      return refused('from: this is none of your own addresses, and of none that you were allowed to send from.');
    }
  }
};
