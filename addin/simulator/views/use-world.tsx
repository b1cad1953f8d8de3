import type { ReactNode } from 'react';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { State, World } from '../state.ts';
import type { Strings } from '../strings.ts';
import { stringsFor } from '../strings.ts';

const WorldContext = createContext<World | null>(null);

export const WorldProvider = ({ world, children }: { readonly world: World; readonly children: ReactNode }) => (
  <WorldContext.Provider value={world}>{children}</WorldContext.Provider>
);

export interface Viewed {
  readonly world: World;
  readonly state: State;
  readonly strings: Strings;
}

/** The state as it is, again at every change. */
export function useWorld(): Viewed {
  const world = useContext(WorldContext);
  if (world === null) throw new Error('A view of the simulator needs a WorldProvider around it.');
  const state = useSyncExternalStore(world.subscribe, world.get);
  return { world, state, strings: stringsFor(state.language) };
}
