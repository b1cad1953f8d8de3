import { offlineLimits } from '#shared/offline/limits.ts';
import type { Seen } from '#shared/offline/record-values.ts';
import { afterSent, type Edit, type WaitingChange, withEdit } from '#shared/offline/waiting-change.ts';
import { type KeptRecord, type OfflinePlace, type WaitingRecord, within, withRecords } from './database.ts';

export interface Standing {
  readonly place: OfflinePlace | null;
  readonly kept: readonly KeptRecord[];
  /** Oldest first. */
  readonly waiting: readonly WaitingRecord[];
}

export interface SeenRecord {
  readonly id: string;
  readonly seen: Seen;
}

/** What is kept of one person in one organization. Each call is one transaction, also among several panes. */
export interface RecordShelf {
  read(): Promise<Standing>;
  setPlace(place: OfflinePlace): Promise<void>;
  /** False when there was no room for all of them. */
  put(type: string, records: readonly SeenRecord[]): Promise<boolean>;
  /** Removes those of the type that the rule names; what waits stays. */
  drop(type: string, isGone: (id: string) => boolean): Promise<void>;
  /** False when no more changes may wait. */
  edit(row: Pick<WaitingRecord, 'type' | 'id' | 'key' | 'since'>, edit: Edit): Promise<boolean>;
  /** Writes what became of a change (null: nothing waits any more); false when it was edited or taken back since. */
  settle(row: WaitingRecord, change: WaitingChange | null): Promise<boolean>;
  /** The server took `row` and answered with the record, or (null) it is gone there. */
  sent(row: WaitingRecord, answer: SeenRecord | null): Promise<void>;
  erase(): Promise<void>;
}

const sizeOf = (seen: Seen): number => new TextEncoder().encode(JSON.stringify(seen)).byteLength;

/** Whether it may be kept beside what is kept already. */
export const hasRoom = (kept: { readonly count: number; readonly bytes: number }, sizeBytes: number): boolean =>
  kept.count < offlineLimits.records && kept.bytes + sizeBytes <= offlineLimits.bytes;

interface Shelf {
  readonly partition: string;
  readonly scope: string;
}

const read = ({ partition, scope }: Shelf): Promise<Standing> =>
  withRecords(partition, async (database) => {
    const reading = database.transaction(['record', 'waiting', 'place'], 'readonly');
    const [place, kept, waiting] = await Promise.all([
      reading.objectStore('place').get(scope),
      reading.objectStore('record').getAll(within(scope)),
      reading.objectStore('waiting').getAll(within(scope)),
    ]);
    return { place: place ?? null, kept, waiting: waiting.toSorted((one, other) => one.since - other.since) };
  });

const put = ({ partition, scope }: Shelf, type: string, records: readonly SeenRecord[]): Promise<boolean> =>
  withRecords(partition, async (database) => {
    const writing = database.transaction('record', 'readwrite');
    const sizes = new Map<string, number>();
    for (const row of await writing.store.getAll(within(scope))) sizes.set(`${row.type} ${row.id}`, row.sizeBytes);
    let bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    let fits = true;
    for (const { id, seen } of records) {
      const name = `${type} ${id}`;
      const sizeBytes = sizeOf(seen);
      const before = sizes.get(name);
      const others = { count: sizes.size - (before === undefined ? 0 : 1), bytes: bytes - (before ?? 0) };
      if (!hasRoom(others, sizeBytes)) {
        fits = false;
        continue;
      }
      await writing.store.put({ scope, type, id, seen, sizeBytes });
      sizes.set(name, sizeBytes);
      bytes = others.bytes + sizeBytes;
    }
    await writing.done;
    return fits;
  });

const drop = ({ partition, scope }: Shelf, type: string, isGone: (id: string) => boolean): Promise<void> =>
  withRecords(partition, async (database) => {
    const writing = database.transaction('record', 'readwrite');
    for (const key of await writing.store.getAllKeys(IDBKeyRange.bound([scope, type], [scope, type, []])))
      if (isGone(key[2])) await writing.store.delete(key);
    await writing.done;
  });

type EditedRow = Parameters<RecordShelf['edit']>[0];

const editRow = ({ partition, scope }: Shelf, { type, id, key, since }: EditedRow, edit: Edit): Promise<boolean> =>
  withRecords(partition, async (database) => {
    const writing = database.transaction(['record', 'waiting'], 'readwrite');
    const rows = writing.objectStore('waiting');
    const standing = await rows.get([scope, type, id]);
    const kept = await writing.objectStore('record').get([scope, type, id]);
    const fits = standing !== undefined || (await rows.count(within(scope))) < offlineLimits.changes;
    if (fits) {
      const change = withEdit(standing?.change ?? null, kept?.seen ?? null, edit);
      if (change === null) await rows.delete([scope, type, id]);
      else await rows.put({ ...(standing ?? { scope, type, id, key, since }), change });
    }
    await writing.done;
    return fits;
  });

const settle = ({ partition, scope }: Shelf, row: WaitingRecord, change: WaitingChange | null): Promise<boolean> =>
  withRecords(partition, async (database) => {
    const writing = database.transaction('waiting', 'readwrite');
    const standing = await writing.store.get([scope, row.type, row.id]);
    const isSame = standing?.change.revision === row.change.revision;
    if (isSame && change === null) await writing.store.delete([scope, row.type, row.id]);
    else if (isSame && change !== null) await writing.store.put({ ...row, change });
    await writing.done;
    return isSame;
  });

const sent = ({ partition, scope }: Shelf, row: WaitingRecord, answer: SeenRecord | null): Promise<void> =>
  withRecords(partition, async (database) => {
    const { type, id } = row;
    const writing = database.transaction(['record', 'waiting'], 'readwrite');
    const rows = writing.objectStore('waiting');
    const standing = await rows.get([scope, type, id]);
    // A record that is gone there and was edited here meanwhile is asked about the next time.
    const isEdited = standing !== undefined && standing.change.revision !== row.change.revision;
    if (answer !== null || !isEdited) await rows.delete([scope, type, id]);
    if (answer === null) await writing.objectStore('record').delete([scope, type, id]);
    else {
      const { seen } = answer;
      await writing.objectStore('record').put({ scope, type, id: answer.id, seen, sizeBytes: sizeOf(seen) });
      const rest = afterSent(row.change, standing?.change ?? null, seen);
      if (rest !== null) await rows.put({ ...row, id: answer.id, change: rest });
    }
    await writing.done;
  });

const erase = ({ partition, scope }: Shelf): Promise<void> =>
  withRecords(partition, async (database) => {
    const writing = database.transaction(['record', 'waiting', 'place'], 'readwrite');
    await writing.objectStore('record').delete(within(scope));
    await writing.objectStore('waiting').delete(within(scope));
    await writing.objectStore('place').delete(scope);
    await writing.done;
  });

export const createRecordShelf = (partition: string, scope: string): RecordShelf => {
  const shelf = { partition, scope };
  return {
    read: () => read(shelf),
    setPlace: (place) =>
      withRecords(partition, async (database) => {
        await database.put('place', place);
      }),
    put: (type, records) => put(shelf, type, records),
    drop: (type, isGone) => drop(shelf, type, isGone),
    edit: (row, edit) => editRow(shelf, row, edit),
    settle: (row, change) => settle(shelf, row, change),
    sent: (row, answer) => sent(shelf, row, answer),
    erase: () => erase(shelf),
  };
};
