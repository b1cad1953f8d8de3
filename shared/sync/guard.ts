import type { SyncAction } from './action.ts';
import type { Side, SideView } from './item.ts';

/** Bounds of a plan that is carried out without asking. Documented for administrators; tested at their edges. */
export const guardLimits = {
  /** So many links make an empty side suspicious. */
  emptyFrom: 3,
  /** So many removals are always allowed. */
  removals: 5,
  /** Beyond them: the share of linked items that may be removed. */
  removedShare: 0.2,
} as const;

/** Why a plan waits for a person. Nothing of it is done until then. */
export type Stop =
  | { readonly reason: 'sideEmpty'; readonly side: Side; readonly links: number }
  | { readonly reason: 'manyRemovals'; readonly removals: number; readonly links: number };

/** Whether an agreement to the one covers the other: the same side still looks empty, or no more is removed. */
export const coversStop = (agreed: Stop, found: Stop): boolean =>
  agreed.reason === 'manyRemovals'
    ? found.reason === 'manyRemovals' && found.removals <= agreed.removals
    : found.reason === 'sideEmpty' && found.side === agreed.side;

const looksEmpty = ({ complete, items }: SideView): boolean =>
  complete && ![...items.values()].some(({ state }) => state === 'present');

const removalsOf = (actions: readonly SyncAction[]): number =>
  actions.filter((action) => action.do === 'remove').length;

/** Whether it depends on the number of links if the plan may be carried out: a quiet cycle need not count them. */
export const dependsOnLinks = (actions: readonly SyncAction[], views: Readonly<Record<Side, SideView>>): boolean =>
  looksEmpty(views.crm) || looksEmpty(views.mailbox) || removalsOf(actions) > guardLimits.removals;

/**
 * Null where the plan may be carried out, else why it must be asked for first: a side that shows nothing although much is
 * linked, or more removals than deleting by hand would explain. Features: Y8.
 * `linked` counts all links of the mailbox, also those that the plan was not made from.
 */
export const guardPlan = (
  actions: readonly SyncAction[],
  views: Readonly<Record<Side, SideView>>,
  linked: number,
): Stop | null => {
  for (const side of ['crm', 'mailbox'] as const)
    if (linked >= guardLimits.emptyFrom && looksEmpty(views[side])) return { reason: 'sideEmpty', side, links: linked };
  const removals = removalsOf(actions);
  const allowed = Math.max(guardLimits.removals, Math.floor(linked * guardLimits.removedShare));
  return removals > allowed ? { reason: 'manyRemovals', removals, links: linked } : null;
};
