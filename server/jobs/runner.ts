import type { Clock } from '../ports/clock.ts';
import { PermanentFailure, TemporaryFailure } from '../ports/failure.ts';
import type { Log } from '../ports/log.ts';
import { databaseWatch, type DatabaseWatchNeeds } from './database-watch.ts';
import { Ending } from './ending.ts';
import type { Job, JobRun } from './job.ts';

/** A job that nobody wakes looks again after this at latest: another process may have added work. */
const longestPauseMs = 5_000;
/** After a failure it waits longer each time, up to this. */
const longestBackOffMs = 60_000;
/** A database that answers, and lets a job down all the same, is left alone so long at most. */
const longestStoreBackOffMs = 1_000;
/** Ending waits so long for work in hand; what is not done by then is done by the next process. */
export const graceMs = 30_000;
/** A run that never comes to an end of its work is cut in pieces, so that others get their turn. */
const mostRoundsToSettle = 10_000;

export interface RunnerNeeds extends DatabaseWatchNeeds {
  readonly jobs: readonly Job[];
  readonly clock: Clock;
  readonly log: Log;
}

export interface Runner {
  /** Begins; each job runs beside the others and never twice at a time. */
  start(): void;
  /** There may be work for this job now. */
  wake(job: string): void;
  /** Runs every job until none has anything due; without timers. Throws what a job throws. */
  settle(): Promise<void>;
  /** No new rounds; waits at most 30 s for those under way. False: something was still under way. */
  stop(): Promise<boolean>;
}

const codeOf = (error: unknown): string =>
  error instanceof TemporaryFailure || error instanceof PermanentFailure ? error.code : 'unexpected';

/** What the loops of a process share. */
interface LoopProcess {
  readonly ending: Ending;
  readonly databaseAnswers: () => Promise<void>;
}

/** One job's loop: rounds, pauses that a wake-up ends, longer pauses after failures. */
class Loop {
  readonly #job: Job;
  readonly #needs: RunnerNeeds;
  readonly #process: LoopProcess;
  #woken = false;
  #waitsForDatabase = false;
  #endPause: () => void = () => undefined;
  readonly ended: Promise<void>;

  constructor(job: Job, needs: RunnerNeeds, process: LoopProcess) {
    this.#job = job;
    this.#needs = needs;
    this.#process = process;
    this.ended = this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#endPause();
  }

  async #run(): Promise<void> {
    const { ending, databaseAnswers } = this.#process;
    let failures = 0;
    while (!ending.hasBegun) {
      this.#woken = false;
      const run = await this.#round(failures + 1);
      failures = run === null ? failures + 1 : 0;
      if (run === null || run.settled === 0) await this.#pause(this.#pauseMs(run, failures));
      if (this.#waitsForDatabase) await databaseAnswers();
    }
  }

  async #round(attempt: number): Promise<JobRun | null> {
    this.#waitsForDatabase = false;
    try {
      return await this.#process.ending.during((signal) => this.#job.run(signal));
    } catch (error) {
      // The work is in the database and is found again; what failed is told, and the loop goes on.
      const code = codeOf(error);
      this.#needs.log.error('a job failed', { job: this.#job.name, code, attempt }, error);
      this.#waitsForDatabase = code === 'store_unavailable';
      return null;
    }
  }

  #pauseMs(run: JobRun | null, failures: number): number {
    if (run === null) {
      const [first, longest] = this.#waitsForDatabase ? [100, longestStoreBackOffMs] : [500, longestBackOffMs];
      return Math.min(longest, first * 2 ** Math.min(failures, 10));
    }
    const due = run.againAt === null ? longestPauseMs : run.againAt - this.#needs.clock.now();
    return Math.max(0, Math.min(longestPauseMs, due));
  }

  async #pause(ms: number): Promise<void> {
    if (this.#woken || this.#process.ending.hasBegun) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endPause = () => undefined;
  }
}

/** Runs jobs in this process. What a job must not lose is in the database; the runner itself remembers nothing. */
export const createRunner = (needs: RunnerNeeds): Runner => {
  const ending = new Ending();
  const loops = new Map<string, Loop>();
  const process = { ending, databaseAnswers: databaseWatch(needs, ending) };
  return {
    start: () => {
      for (const job of needs.jobs) if (!loops.has(job.name)) loops.set(job.name, new Loop(job, needs, process));
    },
    wake: (name) => {
      needs.jobs.find((job) => job.name === name)?.wake?.();
      loops.get(name)?.wake();
    },
    settle: async () => {
      for (let round = 0; round < mostRoundsToSettle; round += 1) {
        let settled = 0;
        for (const job of needs.jobs) settled += (await ending.during((signal) => job.run(signal))).settled;
        if (settled === 0) return;
      }
      throw new Error('the jobs never come to an end');
    },
    stop: async () => {
      ending.begin();
      for (const loop of loops.values()) loop.wake();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), graceMs);
      });
      const done = Promise.all([...loops.values()].map((loop) => loop.ended))
        .then(() => Promise.all(needs.jobs.map(async (job) => job.end?.())))
        .then(() => true);
      const inTime = await Promise.race([done, late]);
      clearTimeout(timer);
      return inTime;
    },
  };
};
