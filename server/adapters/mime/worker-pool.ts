/** At most `size` threads, started when first needed and kept; jobs wait in order of arrival. */
import { TemporaryFailure } from '../../ports/failure.ts';
import { ReadingWorker, type JobEnd, type WorkerBounds } from './reading-worker.ts';
import type { WorkerEntry } from './worker-entry.ts';
import type { Job } from './worker-job.ts';

interface Waiting {
  readonly job: Job;
  readonly settle: (end: JobEnd) => void;
  readonly refuse: (failure: TemporaryFailure) => void;
}

interface PoolOptions {
  readonly size: number;
  readonly entry: WorkerEntry;
  readonly bounds: WorkerBounds;
}

const noThread = (cause: unknown): TemporaryFailure =>
  new TemporaryFailure('No thread could be had to read the message', { code: 'reader_unavailable', cause });

export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #waiting: Waiting[] = [];
  readonly #idle: ReadingWorker[] = [];
  readonly #all = new Set<ReadingWorker>();
  #busy = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Rejects with TemporaryFailure when no thread can be started or the pool is closed. */
  run(job: Job): Promise<JobEnd> {
    return new Promise((settle, refuse) => {
      if (this.#closed) {
        refuse(noThread(new Error('the reader is closed')));
        return;
      }
      this.#waiting.push({ job, settle, refuse });
      void this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.refuse(noThread(new Error('the reader is closed')));
    await Promise.all([...this.#all].map((worker) => worker.stop()));
  }

  async #next(): Promise<void> {
    if (this.#busy >= this.#options.size) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    this.#busy++;
    try {
      const worker = await this.#worker();
      const end = await worker.run(waiting.job);
      if (worker.alive && !this.#closed) this.#idle.push(worker);
      else this.#all.delete(worker);
      waiting.settle(end);
    } catch (error) {
      waiting.refuse(noThread(error));
    }
    this.#busy--;
    void this.#next();
  }

  async #worker(): Promise<ReadingWorker> {
    for (let worker = this.#idle.pop(); worker !== undefined; worker = this.#idle.pop()) {
      if (worker.alive) return worker;
      this.#all.delete(worker);
    }
    const started = await ReadingWorker.start(this.#options.entry, this.#options.bounds);
    if (this.#closed) {
      await started.stop();
      throw new Error('the reader is closed');
    }
    this.#all.add(started);
    return started;
  }
}
