import type { ReadGroups } from '../../ports/mail-source.ts';
import { readAhead } from './read-ahead.ts';

/** What is read while the caller is busy with the mails before. */
const room = { items: 64, bytes: 8 * 1024 * 1024 };
/** What is stored by one commit: so much that waiting for the disk costs little, so little that nobody waits long for the database. */
const group = { items: 16, bytes: 192 * 1024 };

/** Reads a source ahead: while some mails are dealt with, the next ones are on their way. */
export const readGroups: ReadGroups = async function* (source, asked, signal) {
  signal.throwIfAborted();
  const reading = new AbortController();
  const abort = (): void => reading.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return yield* readAhead(source.fetch(asked, reading.signal), {
      room,
      group,
      sizeOf: ({ bytes }) => bytes?.byteLength ?? 0,
      abandon: () => reading.abort(),
      signal,
    });
  } finally {
    signal.removeEventListener('abort', abort);
  }
};
