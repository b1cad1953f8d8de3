/** What of a POP3 mailbox has been read, as the cursor of its source. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '#shared/model/instant.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { SourceCursor } from '../../ports/mail-source.ts';

/** POP3 tells no order: each mail that lies there and is done with is remembered, by a mark of ten characters. */
export interface Pop3Place {
  readonly done: ReadonlySet<string>;
  /** Back-fill: mail that arrived before is passed over; null: everything counts. */
  readonly since: Instant | null;
}

const markLength = 10;

const StoredPlace = z.object({
  done: z.string().regex(/^(?:[\w-]{10})*$/),
  since: z
    .number()
    .transform((at) => at as Instant)
    .nullable(),
});

/** Ten of 64 signs: among a million mails none is mistaken for another. */
export const markOf = (uidl: string): string =>
  createHash('sha256').update(uidl).digest('base64url').slice(0, markLength);

const unreadable = (cause?: unknown): PermanentFailure =>
  new PermanentFailure('The place where reading goes on is not one of POP3.', { code: 'cursor_unreadable', cause });

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(cause);
  }
};

/** Throws PermanentFailure `cursor_unreadable` for what another protocol wrote. */
export const placeOf = (cursor: SourceCursor): Pop3Place => {
  const found = StoredPlace.safeParse(readJson(cursor));
  if (!found.success) throw unreadable(found.error);
  const { done, since } = found.data;
  const marks = Array.from({ length: done.length / markLength }, (_, at) =>
    done.slice(at * markLength, (at + 1) * markLength),
  );
  return { done: new Set(marks), since };
};

export const cursorOf = ({ done, since }: Pop3Place): SourceCursor =>
  JSON.stringify({ done: [...done].join(''), since }) as SourceCursor;
