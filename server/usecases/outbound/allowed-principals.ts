import type { Actor } from '../../domain/actor.ts';
import type { Principal } from '../../domain/outbound/sender.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

const primaryFirst = (addresses: readonly { readonly address: string; readonly primary: boolean }[]): string[] =>
  [...addresses].sort((a, b) => Number(b.primary) - Number(a.primary)).map(({ address }) => address);

/** S17: in whose name the actor may send: themselves first, then users and queues that allow it. */
export const allowedPrincipals = async (
  read: StoreRead,
  actor: Actor,
): Promise<readonly [Principal, ...(readonly Principal[])]> => {
  const own = await read.users.find(actor.userId);
  if (own === null) throw new Refusal('not_permitted', 'You are no user of this organization any more.');
  const grants = await read.outbox.grantsTo(actor.userId);
  const records = await read.records.findMany(
    actor.userId,
    grants.map(({ id }) => id),
  );
  const others = records.flatMap((record): Principal[] =>
    record.active && (record.type === 'user' || record.type === 'queue')
      ? [{ type: record.type, id: record.id, name: record.name, addresses: primaryFirst(record.addresses) }]
      : [],
  );
  return [{ type: 'user', id: own.id, name: own.name, addresses: primaryFirst(own.addresses) }, ...others];
};
