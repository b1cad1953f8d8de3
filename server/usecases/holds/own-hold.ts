import type { Actor } from '../../domain/actor.ts';
import type { StoredHold } from '../../ports/hold-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/**
 * The actor's own hold; an administrator sees that others exist, but not their content. What is held for no person (a
 * queue, a forward mailbox) is the administrators'.
 */
export const getOwnHold = async (read: StoreRead, actor: Actor, holdId: string): Promise<StoredHold> => {
  const hold = await read.holds.find(holdId);
  const isOwn = hold?.userId === actor.userId || (hold?.userId === null && actor.role === 'administrator');
  if (hold === null || !isOwn) throw new Refusal('hold_not_found', 'No held mail of yours has this id.');
  return hold;
};
