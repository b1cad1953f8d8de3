/** Numbers that follow from a seed (mulberry32, public domain), so that a failing walk can be walked again. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** At least 0, less than `bound`. */
  below(bound: number): number;
  pick<T>(from: readonly T[]): T | undefined;
  happens(chance: number): boolean;
}

export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return { next, below, pick: (from) => from[below(from.length)], happens: (chance) => next() < chance };
};
