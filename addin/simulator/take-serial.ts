import type { World } from './state.ts';

/** The next number of the session. */
export function takeSerial(world: World): number {
  const { serial } = world.get();
  world.change((state) => ({ ...state, serial: state.serial + 1 }));
  return serial;
}
