import { mostConnections } from '#shared/contracts/connections.ts';
import type { StoreRead } from '../../ports/store.ts';
import { allConnections, type AnyConnection } from './all-connections.ts';

type State = AnyConnection['state'];

/** Connections that need somebody's eyes, and how many are in each state. */
interface ListedConnections {
  readonly items: readonly (AnyConnection & { readonly ownerName: string })[];
  readonly counts: Readonly<Record<State, number>>;
}

const rank = ({ state }: AnyConnection): number => (state === 'stopped' ? 0 : 1);

/** What is enabled and stopped, then what fails, the longest first. */
export const listConnections = async (read: StoreRead): Promise<ListedConnections> => {
  const enabled = (await allConnections(read)).filter((one) => one.enabled);
  const counts = { new: 0, working: 0, failing: 0, asking: 0, stopped: 0 };
  for (const { state } of enabled) counts[state] += 1;
  const items = enabled
    .filter(({ state }) => state === 'stopped' || state === 'failing')
    .sort((one, other) => rank(one) - rank(other) || one.since - other.since)
    .slice(0, mostConnections);
  const names = new Map(await read.mailboxes.ownerNames());
  for (const { owner } of items)
    if (owner.kind === 'user' && !names.has(owner.id))
      names.set(owner.id, (await read.users.find(owner.id))?.name ?? '');
  return {
    items: items.map((one) => ({
      ...one,
      ownerName: one.owner.kind === 'sink' ? '' : (names.get(one.owner.id) ?? ''),
    })),
    counts,
  };
};
