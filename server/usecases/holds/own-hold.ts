import type { Actor } from '../../domain/actor.ts';
import type { StoredHold } from '../../ports/hold-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/** The actor's own hold; an administrator sees that others exist, but not their content. */
export const getOwnHold = async (read: StoreRead, actor: Actor, holdId: string): Promise<StoredHold> => {
  const hold = await read.holds.find(holdId);
  if (hold === null || hold.userId !== actor.userId)
    throw new Refusal('hold_not_found', 'No held mail of yours has this id.');
  return hold;
};
