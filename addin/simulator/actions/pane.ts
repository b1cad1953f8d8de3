import { profiles } from '../profiles.ts';
import type { Pane, State, World } from '../state.ts';
import { itemOf } from '../state.ts';

/**
 * Opens another item (or none) and lets the pane follow as Outlook does: a pinned pane stays and hears ItemChanged while one
 * reads messages; in every other case it closes.
 */
export function showItem(state: State, key: string | null): State {
  const next = { ...state, openKey: key, selection: [] };
  if (state.pane === null || state.pane.itemKey === key) return next;
  return { ...next, pane: follows(state, state.pane, key) ? { ...state.pane, itemKey: key } : null };
}

function follows(state: State, pane: Pane, key: string | null): boolean {
  const item = itemOf(state, key);
  const reads = item === null || item.kind === 'message';
  const wasReading = pane.itemKey === null || itemOf(state, pane.itemKey)?.kind === 'message';
  return pane.isPinned && reads && wasReading;
}

/** Opens the pane for the open item; where it stands open already, nothing happens. */
export const openPane = (world: World): void =>
  world.change((state) => {
    if (state.openKey === null || state.pane?.itemKey === state.openKey) return state;
    const isPinned = state.pane?.isPinned ?? false;
    return {
      ...state,
      serial: state.serial + 1,
      pane: { serial: state.serial, itemKey: state.openKey, isPinned },
    };
  });

export const closePane = (world: World): void => world.change((state) => ({ ...state, pane: null }));

export const togglePin = (world: World): void =>
  world.change((state) =>
    state.pane === null || !profiles[state.profileId].canPin
      ? state
      : { ...state, pane: { ...state.pane, isPinned: !state.pane.isPinned } },
  );

/** A fresh frame on the same item, as after a change of client, language or manifest. */
export const reloadPane = (state: State): State =>
  state.pane === null ? state : { ...state, serial: state.serial + 1, pane: { ...state.pane, serial: state.serial } };
