/**
 * One worker thread with one job at a time.
 *
 * A job ends in one of four ways: an answer; `tookTooLong`, when the whole program has used the allowed CPU time since
 * it began (or far more time has passed: a sleeping thread uses none); `usedTooMuchMemory`; `crashed`. After the last three the thread
 * is gone and the pool starts another.
 */
import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './worker-job.ts';
import type { WorkerEntry } from './worker-entry.ts';

export interface WorkerBounds {
  /** CPU time of one job, milliseconds. */
  readonly jobMs: number;
  /** Heap of the thread, megabytes. */
  readonly heapMb: number;
}

export type JobEnd =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'tookTooLong' }
  | { readonly kind: 'usedTooMuchMemory' }
  | { readonly kind: 'crashed'; readonly cause: Error };

/** Waiting for a processor is no fault of the message, but nobody waits for ever. */
const patience = 5;
const startMs = 20_000;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const transferOf = (job: Job): ArrayBuffer[] =>
  job.kind === 'read' && job.bytes.buffer instanceof ArrayBuffer ? [job.bytes.buffer] : [];

export class ReadingWorker {
  readonly #thread: Worker;
  readonly #bounds: WorkerBounds;
  #settle: ((end: JobEnd) => void) | null = null;
  #timer: NodeJS.Timeout | undefined;
  alive = true;

  private constructor(entry: WorkerEntry, bounds: WorkerBounds) {
    this.#bounds = bounds;
    this.#thread = new Worker(entry.program, {
      eval: entry.eval,
      resourceLimits: { maxOldGenerationSizeMb: bounds.heapMb },
      env: {},
    });
    this.#thread.on('message', (answer: Answer) => this.#end({ kind: 'answered', answer }));
    this.#thread.on('error', (error: unknown) => this.#fail(error));
    this.#thread.on('exit', () => this.#fail(new Error('the reading thread stopped')));
  }

  /** Throws when the thread does not come up. */
  static async start(entry: WorkerEntry, bounds: WorkerBounds): Promise<ReadingWorker> {
    const worker = new ReadingWorker(entry, bounds);
    const end = await worker.#wait(startMs, () => undefined);
    if (end.kind === 'answered') return worker;
    await worker.stop();
    throw end.kind === 'crashed' ? end.cause : new Error(`the reading thread did not start: ${end.kind}`);
  }

  /** The bytes of a `read` job change hands; the caller keeps no use of them. */
  async run(job: Job): Promise<JobEnd> {
    if (!this.alive) return { kind: 'crashed', cause: new Error('the reading thread has stopped') };
    return this.#wait(this.#bounds.jobMs, () => this.#thread.postMessage(job, transferOf(job)));
  }

  async stop(): Promise<void> {
    this.alive = false;
    await this.#thread.terminate();
  }

  #wait(allowedMs: number, begin: () => void): Promise<JobEnd> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#thread.ref();
      this.#watch(allowedMs, { cpu: cpuMs(), rounds: 0 });
      begin();
    });
  }

  #watch(allowedMs: number, since: { readonly cpu: number; readonly rounds: number }): void {
    this.#timer = setTimeout(() => {
      if (since.rounds + 1 < patience && cpuMs() - since.cpu < allowedMs) {
        this.#watch(allowedMs, { cpu: since.cpu, rounds: since.rounds + 1 });
        return;
      }
      this.#end({ kind: 'tookTooLong' });
      void this.stop();
    }, allowedMs);
  }

  #fail(error: unknown): void {
    this.alive = false;
    const cause = error instanceof Error ? error : new Error(String(error));
    const outOfMemory = (cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.#end(outOfMemory ? { kind: 'usedTooMuchMemory' } : { kind: 'crashed', cause });
  }

  #end(end: JobEnd): void {
    clearTimeout(this.#timer);
    const settle = this.#settle;
    this.#settle = null;
    if (end.kind === 'tookTooLong') this.alive = false;
    if (this.alive) this.#thread.unref();
    settle?.(end);
  }
}
