/** How far a folder has been read; written into the cursor. Moments are milliseconds since 1970. */
import type { SourceCursor } from '../../ports/mail-source.ts';
import { PermanentFailure } from '../../ports/failure.ts';

export type FolderPlace =
  /** What is there already is gone through without a look, up to the link that tells of what comes from now on. */
  | {
      readonly phase: 'passing';
      readonly link: string | null;
      readonly since: number | null;
      readonly listFrom: number | null;
    }
  /** What arrived since a moment, oldest first; `link` is for afterwards. */
  | {
      readonly phase: 'listing';
      readonly link: string;
      readonly since: number;
      readonly from: number;
      readonly readAt: number;
      /** Of the moment `from` these were handed over already. */
      readonly given: readonly string[];
    }
  /** What is new since the link was given, at `readAt`; of what it tells, `given` was handed over already. */
  | {
      readonly phase: 'following';
      readonly link: string;
      readonly since: number;
      readonly readAt: number;
      readonly given: readonly string[];
    };

/** Id of a mail that the service lists and does not give out, and how often it was asked for. */
export type WithheldMail = readonly [id: string, tries: number];

/** After so many tries such a mail is handed over without bytes. */
export const mostTries = 5;

/** More of them would be a service in trouble. */
export const mostWithheld = 1_000;

export interface GraphPlace {
  readonly folders: Readonly<Record<string, FolderPlace>>;
  /** By folder; a folder without any has none. */
  readonly withheld: Readonly<Record<string, readonly WithheldMail[]>>;
  /** The folder that is read first next time; null: as they are set. */
  readonly turn: string | null;
}

/** Mail that was held on its way carries an earlier moment than it came at. */
const latenessMs = 600_000;
const dayMs = 86_400_000;

/** A folder that nobody has read: `from` null passes over what is in it. */
export const beginningOf = (from: number | null): FolderPlace => ({
  phase: 'passing',
  link: null,
  since: from,
  listFrom: from,
});

/** A21: a folder that a rule binds: mail that is moved there may be old. */
export const beginningOfBound = (): FolderPlace => ({ phase: 'passing', link: null, since: 0, listFrom: null });

/** The service has forgotten the link: everything since the last complete reading is looked at again. */
export const startingOver = (place: FolderPlace): FolderPlace => {
  if (place.phase === 'passing') return { ...place, link: null };
  const listFrom = place.phase === 'listing' ? place.from : Math.max(place.since, place.readAt - dayMs);
  return { phase: 'passing', link: null, since: place.since, listFrom };
};

/** Older mail tells of itself too, when somebody reads it: it is not new (A1). */
export const isNewFor = (place: FolderPlace, receivedAt: number): boolean =>
  receivedAt >= (place.since ?? 0) - latenessMs;

export const cursorOf = (place: GraphPlace): SourceCursor => JSON.stringify({ graph: 1, ...place }) as SourceCursor;

/** Throws PermanentFailure `cursor_unreadable` for what this adapter has not written. */
export const placeOf = (cursor: SourceCursor): GraphPlace => {
  try {
    const { graph, folders, withheld, turn } = JSON.parse(cursor) as Partial<GraphPlace> & { readonly graph?: number };
    if (graph === 1 && folders !== undefined) return { folders, withheld: withheld ?? {}, turn: turn ?? null };
  } catch {
    // No JSON: another protocol wrote it.
  }
  throw new PermanentFailure('How far this mailbox was read is not known; connect it again.', {
    code: 'cursor_unreadable',
  });
};
