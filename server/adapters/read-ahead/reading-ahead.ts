import type { MailSource } from '../../ports/mail-source.ts';
import { readAhead } from './read-ahead.ts';

/** What is read while the caller is busy with the mail before. */
const room = { items: 64, bytes: 8 * 1024 * 1024 };

/** The same source; while a mail is dealt with, the next ones are on their way. */
export const readingAhead = (source: MailSource): MailSource => ({
  fetch: async function* (asked, signal) {
    signal.throwIfAborted();
    const reading = new AbortController();
    const abort = (): void => reading.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return yield* readAhead(source.fetch(asked, reading.signal), room, {
        sizeOf: ({ bytes }) => bytes?.byteLength ?? 0,
        abandon: () => reading.abort(),
        signal,
      });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  },
  settle: (origins, how, signal) => source.settle(origins, how, signal),
  watch: (signal) => source.watch(signal),
  [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
});
