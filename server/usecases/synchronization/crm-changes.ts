import type { SideItem, SideView } from '#shared/sync/item.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { CrmItems } from './crm-items.ts';
import { itemsOfKind } from './items-of-kind.ts';
import type { SyncTurn } from './sync-needs.ts';

/** So many events are looked through; after more, everything is looked at. */
const mostEvents = 5_000;

interface Cursor {
  readonly sequence: number;
  /** What the user's filters were: others take other records. */
  readonly filters: string;
}

const parseCursor = (text: string | null): Cursor | null => (text === null ? null : (JSON.parse(text) as Cursor));

/** Null: what changed cannot be told. */
const changedIds = async (read: StoreRead, items: CrmItems, since: number): Promise<readonly string[] | null> => {
  const events = await read.workflows.eventsAfter(since, mostEvents);
  const ids = events.length === mostEvents ? null : items.changed(events);
  return ids === null ? null : [...new Set(ids)];
};

const viewOf = (complete: boolean, items: readonly SideItem[]): SideView => ({
  complete,
  items: new Map(items.map((item) => [item.id, item])),
});

/** What changed of the records since the cursor, by the organization's journal. */
export const crmChanges = async (
  read: StoreRead,
  turn: SyncTurn,
  cursor: string | null,
): Promise<{ readonly view: SideView; readonly cursor: string }> => {
  const items = itemsOfKind(turn.scope.kind);
  const filters = JSON.stringify(turn.account.settings.filters);
  const known = parseCursor(cursor);
  // Asked first: what changes meanwhile is found by the next cycle.
  const next: Cursor = { sequence: await read.workflows.head(), filters };
  const ids = known?.filters === filters ? await changedIds(read, items, known.sequence) : null;
  const view =
    ids === null ? viewOf(true, await items.all(read, turn)) : viewOf(false, await items.read(read, turn, ids));
  return { view, cursor: JSON.stringify(next) };
};
