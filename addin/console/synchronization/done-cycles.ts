import type { SyncHistory } from '../../queries/synchronization.ts';

type Happening = SyncHistory['happenings'][number];

/** What one cycle did: how many of each, and each by itself. */
export interface DoneCycle {
  readonly at: string;
  readonly counts: readonly { readonly kind: Happening['kind']; readonly what: string; readonly count: number }[];
  readonly items: readonly Happening[];
}

const countsOf = (items: readonly Happening[]): DoneCycle['counts'] => {
  const counts = new Map<string, { kind: Happening['kind']; what: string; count: number }>();
  for (const { kind, what } of items) {
    const key = `${kind} ${what}`;
    counts.set(key, { kind, what, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
};

/** Happenings by the cycle that brought them, in the order in which they came: all of one cycle have its moment. */
export const cyclesOf = (happenings: readonly Happening[]): DoneCycle[] => {
  const byMoment = new Map<string, Happening[]>();
  for (const one of happenings) byMoment.set(one.at, [...(byMoment.get(one.at) ?? []), one]);
  return [...byMoment].map(([at, items]) => ({ at, items, counts: countsOf(items) }));
};
