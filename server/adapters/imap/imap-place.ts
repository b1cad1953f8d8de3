/** How far the folders of a mailbox have been read, as the cursor of its source. */
import { z } from 'zod';
import type { Instant } from '#shared/model/instant.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { SourceCursor } from '../../ports/mail-source.ts';

/** UID of a mail that the server lists and does not give out, and how often it was asked for. */
export type WithheldMail = readonly [uid: number, tries: number];

/** After so many tries such a mail is handed over without bytes. */
export const mostTries = 5;

/** More of them would be a server in trouble. */
export const mostWithheld = 1_000;

/** Where reading goes on in one folder. */
export interface FolderPlace {
  /** UIDVALIDITY (RFC 9051 section 2.3.1.1): UIDs mean nothing under another one. */
  readonly validity: string;
  /** The first UID that was not handed over yet. */
  readonly next: number;
  /** Below this UID, mail that arrived before `since` is passed over: it was in the folder before the mailbox was ours. */
  readonly until: number;
  readonly since: Instant;
  readonly withheld: readonly WithheldMail[];
}

export interface ImapPlace {
  readonly folders: Readonly<Record<string, FolderPlace>>;
  /** The folder that is read first, so that none waits for another for ever. */
  readonly turn: string | null;
}

const StoredPlace = z.object({
  folders: z.record(
    z.string(),
    z.object({
      validity: z.string(),
      next: z.number().int(),
      until: z.number().int(),
      since: z.number().transform((at) => at as Instant),
      withheld: z.array(z.tuple([z.number().int(), z.number().int()])).max(mostWithheld),
    }),
  ),
  turn: z.string().nullable(),
});

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PermanentFailure('The place where reading goes on is not one of IMAP.', {
      code: 'cursor_unreadable',
      cause,
    });
  }
};

/** Throws PermanentFailure `cursor_unreadable` for what another protocol wrote. */
export const placeOf = (cursor: SourceCursor): ImapPlace => {
  const found = StoredPlace.safeParse(readJson(cursor));
  if (found.success) return found.data;
  throw new PermanentFailure('The place where reading goes on is not one of IMAP.', { code: 'cursor_unreadable' });
};

export const cursorOf = (place: ImapPlace): SourceCursor => JSON.stringify(place) as SourceCursor;

/** What a server says of a folder that was opened. */
export interface FolderState {
  readonly validity: string;
  readonly uidNext: number;
  readonly exists: number;
}

interface Beginning {
  /** Null: what lies there is passed over. */
  readonly from: Instant | null;
  readonly now: Instant;
  /** When the newest mail in the folder came, by the clock of its server; null: empty. */
  readonly newest: Instant | null;
}

/**
 * A1: a folder that is read for the first time begins after what it holds, or with mail from a date on. Remembered is when
 * the newest mail that is passed over came, so that it stays passed over if its UIDs change.
 */
export const beginningOf = (state: FolderState, { from, now, newest }: Beginning): FolderPlace => {
  const { validity, uidNext } = state;
  if (from !== null) return { validity, next: 1, until: uidNext, since: from, withheld: [] };
  const since = newest === null ? 0 : Math.min(now, newest + 1_000);
  return { validity, next: uidNext, until: 0, since: since as Instant, withheld: [] };
};

/** Where a folder goes on; everything again when its UIDs were given anew. */
export const goingOn = (place: FolderPlace, state: FolderState): FolderPlace =>
  place.validity === state.validity
    ? place
    : { validity: state.validity, next: 1, until: state.uidNext, since: place.since, withheld: [] };
