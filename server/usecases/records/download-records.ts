import type { Actor } from '../../domain/actor.ts';
import type { StoredEvent } from '../../ports/journal.ts';
import type { RecordFilter, StoredRecord } from '../../ports/record-store.ts';
import type { Digests } from '../../ports/ids.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { RecordNeeds } from './write-record.ts';
import { findRecordType } from './record-types.ts';

/** After more events than this all records are listed anew: they are fewer. */
const mostEvents = 5_000;

/** How far the journal was read, and the digest of the wish it was read for: another one takes other records. */
export interface DownloadPlace {
  readonly sequence: number;
  readonly wish: string;
}

/** Where the page before ended: in the list of all, or (null) in the journal. */
export interface DownloadCursor extends DownloadPlace {
  readonly after: { readonly nameKey: string; readonly id: string } | null;
}

export interface DownloadWish {
  readonly type: string;
  readonly words: readonly string[];
  /** Words were asked for and none can be looked up. */
  readonly nothing: boolean;
  readonly active: boolean | null;
  readonly own: boolean;
}

export interface DownloadPage {
  readonly records: readonly StoredRecord[];
  readonly gone: readonly string[];
  readonly complete: boolean;
  readonly place: DownloadPlace;
  /** Null: it is the last. */
  readonly next: DownloadCursor | null;
}

interface Download {
  readonly actor: Actor;
  readonly wish: DownloadWish;
  readonly wishText: string;
  readonly limit: number;
}

const filterOf = ({ actor, wish }: Download): RecordFilter => ({
  words: wish.words,
  ...(wish.active === null ? {} : { active: wish.active }),
  ...(wish.own ? { ownerId: actor.userId } : {}),
});

/** Null: who may read what may have changed, so that all has to be listed. */
const changedIds = (events: readonly StoredEvent[], type: string): readonly string[] | null => {
  const ofRecords = events.filter(({ kind }) => kind.startsWith('record.'));
  if (ofRecords.some(({ facts }) => facts.recordType === 'team')) return null;
  const ids = ofRecords.filter(({ facts }) => facts.recordType === undefined || facts.recordType === type);
  return [...new Set(ids.map(({ subjectId }) => subjectId))];
};

/** One page of everything; `sequence` is the head of the journal before the first page, so that what changes meanwhile is found later. */
const listed = async (
  read: StoreRead,
  download: Download,
  sequence: number,
  after: DownloadCursor['after'],
): Promise<DownloadPage> => {
  const { actor, wish, wishText, limit } = download;
  const page = { limit: limit + 1, after };
  const found = wish.nothing ? [] : await read.records.list(actor.userId, wish.type, filterOf(download), page);
  const records = found.slice(0, limit);
  const last = records.at(-1);
  const place = { sequence, wish: wishText };
  const next = found.length > limit && last ? { ...place, after: { nameKey: last.nameKey, id: last.id } } : null;
  return { records, gone: [], complete: true, place, next };
};

/** What changed after this event, in the order of the journal. */
const changes = async (read: StoreRead, download: Download, sequence: number): Promise<DownloadPage> => {
  const { actor, wish, wishText, limit } = download;
  const head = await read.workflows.head();
  const events = head - sequence > mostEvents ? null : await read.workflows.eventsAfter(sequence, limit);
  const ids = events === null ? null : changedIds(events, wish.type);
  if (ids === null || events === null) return listed(read, download, head, null);
  const filter = { ...filterOf(download), ids };
  const looksFor = ids.length > 0 && !wish.nothing;
  const records = looksFor ? await read.records.list(actor.userId, wish.type, filter, { limit, after: null }) : [];
  const here = new Set(records.map(({ id }) => id));
  const place = { sequence: events.at(-1)?.sequence ?? sequence, wish: wishText };
  const next = events.length === limit ? { ...place, after: null } : null;
  return { records, gone: ids.filter((id) => !here.has(id)), complete: false, place, next };
};

/**
 * A page of the records of a type that the caller may read and wishes for: everything, or what changed since `since`. Where
 * that cannot be told (another wish, teams changed, too long ago) everything is listed.
 */
export const downloadRecords =
  ({ store, digests }: Pick<RecordNeeds, 'store'> & { readonly digests: Digests }) =>
  (
    actor: Actor,
    wish: DownloadWish,
    from: {
      readonly since: DownloadPlace | null;
      readonly cursor: DownloadCursor | null;
      readonly limit: number;
    },
  ): Promise<DownloadPage> => {
    const wishText = digests.sha256(JSON.stringify(wish));
    const download = { actor, wish, wishText, limit: from.limit };
    const { since, cursor } = from;
    return store.read(actor.organizationId, async (read) => {
      await findRecordType(read, wish.type);
      if (cursor?.wish === wishText)
        return cursor.after === null
          ? changes(read, download, cursor.sequence)
          : listed(read, download, cursor.sequence, cursor.after);
      return since?.wish === wishText
        ? changes(read, download, since.sequence)
        : listed(read, download, await read.workflows.head(), null);
    });
  };
