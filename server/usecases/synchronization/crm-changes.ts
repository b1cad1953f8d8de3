import type { SideItem, SideView } from '#shared/sync/item.ts';
import type { StoreRead } from '../../ports/store.ts';
import { allContacts, readContacts } from './contact-items.ts';
import type { SyncTurn } from './sync-needs.ts';

/** So many events are looked through; after more, everything is looked at. */
const mostEvents = 5_000;

interface Cursor {
  readonly sequence: number;
  /** What the user's filters were: others take other records. */
  readonly filters: string;
}

const parseCursor = (text: string | null): Cursor | null => (text === null ? null : (JSON.parse(text) as Cursor));

/** Null: what changed cannot be told by records alone. */
const changedIds = async (read: StoreRead, since: number): Promise<readonly string[] | null> => {
  const events = await read.workflows.eventsAfter(since, mostEvents);
  if (events.length === mostEvents) return null;
  const ofRecords = events.filter(({ kind }) => kind.startsWith('record.'));
  // Who may read a record depends on teams, and what it shows on its account.
  if (ofRecords.some(({ facts }) => facts.recordType === 'team' || facts.recordType === 'account')) return null;
  const ids = ofRecords.flatMap(({ subjectId, facts }) =>
    facts.recordType === undefined || facts.recordType === 'contact' ? [subjectId] : [],
  );
  return [...new Set(ids)];
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
  const filters = JSON.stringify(turn.account.settings.filters);
  const known = parseCursor(cursor);
  // Asked first: what changes meanwhile is found by the next cycle.
  const next: Cursor = { sequence: await read.workflows.head(), filters };
  const ids = known?.filters === filters ? await changedIds(read, known.sequence) : null;
  const view =
    ids === null ? viewOf(true, await allContacts(read, turn)) : viewOf(false, await readContacts(read, turn, ids));
  return { view, cursor: JSON.stringify(next) };
};
