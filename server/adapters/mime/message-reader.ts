/**
 * MessageReader and HtmlSanitizer.
 *
 * A message is read in a thread of its own, where time and memory are bounded. Small mail, which is most of it, is
 * read where it is asked for: the bounds of the part tree hold there too, everything behind them is linear, and the
 * dearest 32 KB that could be made take a few tens of milliseconds. Handing an ordinary 10 KB mail over and back costs
 * as much as reading it (0.1 ms each). HTML is always sanitized in a thread.
 */
import type { HtmlSanitizer, MessageReader, Reading } from '../../ports/message-reader.ts';
import { mailLimits } from './mail-limits.ts';
import { parseMessage } from './parse-message.ts';
import type { JobEnd } from './reading-worker.ts';
import { textOnly } from './text-only.ts';
import { unpackReading } from './wire-reading.ts';
import { workerEntry } from './worker-entry.ts';
import { WorkerPool } from './worker-pool.ts';

const sentences = {
  tookTooLong: `reading took more than ${mailLimits.readMs} ms`,
  usedTooMuchMemory: `reading took more than ${mailLimits.heapMb} MB of memory`,
} as const;

const readingOf = (end: JobEnd): Reading => {
  if (end.kind === 'answered' && end.answer.kind === 'reading') return unpackReading(end.answer.reading);
  if (end.kind === 'tookTooLong' || end.kind === 'usedTooMuchMemory') {
    return { kind: 'unreadable', because: end.kind, detail: sentences[end.kind] };
  }
  return { kind: 'unreadable', because: 'parserFailed', detail: end.kind === 'crashed' ? end.cause.message : end.kind };
};

/** After a mail that took longer than this to read here, others have their turn before the next one. */
const longestTurnMs = 5;
const turnOfOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** `workers`: how many larger messages may be read at once (1 or 2 are enough). The bytes given stay the caller's. */
export const createMessageReader = (options: { readonly workers: number }): MessageReader & HtmlSanitizer => {
  const pool = new WorkerPool({
    size: Math.max(1, options.workers),
    entry: workerEntry(),
    bounds: { jobMs: mailLimits.readMs, heapMb: mailLimits.heapMb },
  });
  return {
    read: async (bytes) => {
      if (bytes.length > mailLimits.readHereBytes)
        return readingOf(await pool.run({ kind: 'read', bytes: new Uint8Array(bytes) }));
      const begunAt = performance.now();
      const reading = parseMessage(bufferOf(bytes));
      if (performance.now() - begunAt > longestTurnMs) await turnOfOthers();
      return reading;
    },
    sanitize: async (html, images) => {
      const end = await pool.run({ kind: 'sanitize', html, images: /cid:/i.test(html) ? images : [] });
      return end.kind === 'answered' && end.answer.kind === 'safeHtml' ? end.answer.safe : textOnly(html);
    },
    close: () => pool.close(),
  };
};
