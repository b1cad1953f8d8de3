import type { Instant } from '#shared/model/instant.ts';

/** What SERVICES may give to a process beside HTTP. */
export type JobPart = 'router' | 'outbox' | 'sync';

export interface JobRun {
  /** How many things were done; 0 means that nothing is due now. */
  readonly settled: number;
  /** When to come again at latest, although nobody wakes it; null leaves that to the runner. */
  readonly againAt: Instant | null;
}

/** Background work: does what is due and says when to come again. Ends soon, and whole, once `signal` is aborted. */
export interface Job {
  readonly name: string;
  /** The part of the product it belongs to; `every`: it runs in each process, whatever its SERVICES. */
  readonly part: JobPart | 'every';
  run(signal: AbortSignal): Promise<JobRun>;
  /** Something was added while a run is under way. */
  wake?(): void;
  /** The process ends, and no run is under way: what is open between two runs is closed. */
  end?(): Promise<void>;
}
