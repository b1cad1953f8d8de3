/** A reading thread that does what the first byte says: 1 never ends, 2 takes all memory, 3 throws, 4 leaves, else answers. */
import { parentPort } from 'node:worker_threads';

const hoard = (): void => {
  const kept: number[][] = [];
  for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => index + kept.length));
};

const behave = (first: number | undefined): void => {
  if (first === 1) for (;;);
  if (first === 2) hoard();
  if (first === 3) throw new Error('a defect in the parser');
  if (first === 4) process.exit(1);
  const reading = { kind: 'unreadable', because: 'notAMessage', detail: `answered ${first}` };
  parentPort?.postMessage({ kind: 'reading', reading });
};

parentPort?.on('message', (job: { bytes: Uint8Array }) => behave(job.bytes[0]));
parentPort?.postMessage({ kind: 'ready' });
