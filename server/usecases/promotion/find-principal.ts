import { addressKey } from '#shared/model/address.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/** P13: in whose name the actor tracks: themselves, or the user (by id or address) whose mailbox is open. */
export const findPrincipal = async (
  tx: StoreWrite,
  actor: Actor,
  onBehalfOf: string | null,
): Promise<{ readonly id: string; readonly name: string }> => {
  if (onBehalfOf === null) return { id: actor.userId, name: actor.name };
  const byId = await tx.records.find(actor.userId, { type: 'user', id: onBehalfOf });
  if (byId?.active === true) return { id: byId.id, name: byId.name };
  const key = addressKey(onBehalfOf);
  const owners =
    key === null
      ? []
      : (await tx.routing.matching({ readerId: actor.userId, addresses: [key], looseAddresses: [] })).owners;
  const user = owners.find(({ record, active }) => record.type === 'user' && active)?.record;
  if (user === undefined)
    throw new Refusal('user_not_found', 'onBehalfOf: no active user of your organization has this id or address.');
  return { id: user.id, name: user.name };
};
