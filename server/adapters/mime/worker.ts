/** The program of a worker thread: answers jobs until it is stopped. */
import { parentPort } from 'node:worker_threads';
import { parseMessage } from './parse-message.ts';
import { sanitizeHtml } from './sanitize-html.ts';
import { packReading } from './wire-reading.ts';
import type { Answer, Job } from './worker-job.ts';

const answer = (job: Job): Answer => {
  if (job.kind === 'sanitize') return { kind: 'safeHtml', safe: sanitizeHtml(job.html, job.images) };
  const { buffer, byteOffset, byteLength } = job.bytes;
  return { kind: 'reading', reading: packReading(parseMessage(Buffer.from(buffer, byteOffset, byteLength))) };
};

const port = parentPort;
port?.on('message', (job: Job) => {
  const reply = answer(job);
  const content = reply.kind === 'reading' && reply.reading.kind === 'readable' ? [reply.reading.content] : [];
  port.postMessage(reply, content);
});
port?.postMessage({ kind: 'ready' } satisfies Answer);
