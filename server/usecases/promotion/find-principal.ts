import { addressKey } from '#shared/model/address.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/** The active user whose address it is; null when it is nobody's. */
export const userAt = async (
  read: StoreRead,
  readerId: string,
  address: string,
): Promise<{ readonly id: string; readonly name: string } | null> => {
  const key = addressKey(address);
  if (key === null) return null;
  const { owners } = await read.routing.matching({ readerId, addresses: [key], looseAddresses: [] });
  return owners.find(({ record, active }) => record.type === 'user' && active)?.record ?? null;
};

/** P13: in whose name the actor tracks: themselves, or the user (by id or address) whose mailbox is open. */
export const findPrincipal = async (
  tx: StoreRead,
  actor: Actor,
  onBehalfOf: string | null,
): Promise<{ readonly id: string; readonly name: string }> => {
  if (onBehalfOf === null) return { id: actor.userId, name: actor.name };
  const byId = await tx.records.find(actor.userId, { type: 'user', id: onBehalfOf });
  if (byId?.active === true) return { id: byId.id, name: byId.name };
  const user = await userAt(tx, actor.userId, onBehalfOf);
  if (user === null)
    throw new Refusal('user_not_found', 'onBehalfOf: no active user of your organization has this id or address.');
  return { id: user.id, name: user.name };
};
