import { profiles, selectsSeveral } from '../profiles.ts';
import type { State, World } from '../state.ts';
import { itemOf } from '../state.ts';
import { itemsIn, openItem } from './items.ts';
import { showItem } from './pane.ts';

/** Outlook hands no more than these to an add-in. */
export const selectedAtMost = 100;

/** Adds the message to what is selected, or takes it away; with fewer than two the one left is open. */
export const toggleSelected = (world: World, key: string): void => {
  const state = world.get();
  const chosen = chosenKeys(state);
  select(world, chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
};

/** Selects everything in the list between what was chosen last and this message. */
export const selectUpTo = (world: World, key: string): void => {
  const state = world.get();
  const keys = itemsIn(state, state.folderId).map((item) => item.key);
  const [from, to] = [keys.indexOf(chosenKeys(state).at(-1) ?? key), keys.indexOf(key)];
  select(world, keys.slice(Math.min(from, to), Math.max(from, to) + 1));
};

const chosenKeys = ({ selection, openKey }: State): readonly string[] =>
  selection.length > 0 ? selection : openKey === null ? [] : [openKey];

const select = (world: World, keys: readonly string[]): void => {
  const state = world.get();
  const messages = keys.filter((key) => itemOf(state, key)?.kind === 'message').slice(0, selectedAtMost);
  const [only] = messages;
  if (messages.length > 1) world.change((now) => showSelection(now, messages));
  else if (only !== undefined) openItem(world, only);
};

/**
 * Nothing is open while several are selected. The pane of a manifest that may work on several stays, pinned or not: such a
 * manifest says that it needs no open item.
 */
const showSelection = (state: State, selection: readonly string[]): State => {
  const { pane } = state;
  const stays = pane !== null && selectsSeveral(profiles[state.profileId], state.manifest);
  const next = { ...showItem(state, null), selection };
  return stays ? { ...next, pane: { ...pane, itemKey: null } } : next;
};
