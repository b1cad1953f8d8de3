import type { Actor } from '../../domain/actor.ts';
import { type HoldAction, holdActions } from '../../domain/holds/hold-actions.ts';
import type { StoredHold } from '../../ports/hold-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

/** Whether a router found the mail; else somebody tracked it by hand. */
const cameByItself = ({ request }: StoredHold): boolean =>
  typeof request === 'object' && request !== null && 'way' in request && request.way === 'router';

/** What the actor may do with this hold. */
export const actionsFor = (hold: StoredHold, actor: Actor): readonly HoldAction[] =>
  holdActions({ userId: hold.userId, cameByItself: cameByItself(hold) }, actor);

/** The hold, for what the actor wants to do with it. Refuses `hold_not_found`, also what exists and is not theirs to do. */
export const getHoldFor = async (
  read: StoreRead,
  actor: Actor,
  holdId: string,
  action: HoldAction,
): Promise<StoredHold> => {
  const hold = await read.holds.find(holdId);
  if (hold === null || !actionsFor(hold, actor).includes(action))
    throw new Refusal('hold_not_found', 'No held mail of yours has this id.');
  return hold;
};
