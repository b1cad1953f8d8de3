import { availableParallelism } from 'node:os';
import { needs, type NeedName } from './needs.ts';

export interface StepResult {
  readonly passed: boolean;
  /** What the tool wrote; printed when the step failed. */
  readonly output: string;
  /** A word beside the result, such as how many tests ran. */
  readonly note?: string;
}

export interface Step {
  readonly name: string;
  readonly run: () => Promise<StepResult>;
  readonly needs?: readonly NeedName[];
  /** Runs when that step has passed. */
  readonly after?: string;
  /** Has the machine to itself. */
  readonly alone?: true;
}

interface Ended {
  readonly step: Step;
  readonly passed: boolean;
}

/**
 * Runs the steps in their order, two at a time where they allow it, and prints each with result and seconds.
 * A step whose program is missing is named as not run. Gives the exit code.
 */
export async function runSteps(steps: readonly Step[], missing: readonly NeedName[]): Promise<number> {
  const startedMs = performance.now();
  const waiting = steps.filter((step) => !(step.needs ?? []).some((need) => missing.includes(need)));
  const left = steps.filter((step) => !waiting.includes(step));
  const ended = await runAll(waiting, availableParallelism() > 1 ? 2 : 1);
  for (const step of left) {
    const titles = (step.needs ?? []).filter((need) => missing.includes(need)).map((need) => needs[need].title);
    console.log(`- ${step.name}: not run, the machine lacks ${titles.join(' and ')}`);
  }
  const failed = ended.filter((each) => !each.passed).map((each) => each.step.name);
  const verdict =
    failed.length === 0
      ? `${ended.length} ${ended.length === 1 ? 'step' : 'steps'} passed`
      : `FAILED: ${failed.join(', ')}`;
  console.log(`\n${verdict}${left.length > 0 ? `, ${left.length} not run` : ''} (${seconds(startedMs)})`);
  return failed.length === 0 ? 0 : 1;
}

async function runAll(steps: readonly Step[], atOnce: number): Promise<Ended[]> {
  const ended: Ended[] = [];
  const running = new Map<Step, Promise<void>>();
  for (const step of steps) {
    const before = [...running].filter(([other]) => step.alone || other.alone || other.name === step.after);
    await Promise.all(before.map(([, end]) => end));
    if (running.size >= atOnce) await Promise.race(running.values());
    const blocked = ended.find((each) => each.step.name === step.after && !each.passed);
    const end = (blocked === undefined ? runOne(step) : refuse(step)).then((passed) => {
      ended.push({ step, passed });
      running.delete(step);
    });
    running.set(step, end);
  }
  await Promise.all(running.values());
  return ended;
}

async function runOne(step: Step): Promise<boolean> {
  const startedMs = performance.now();
  const { passed, output, note } = await step.run().catch((error: unknown) => ({
    passed: false,
    output: error instanceof Error ? (error.stack ?? error.message) : String(error),
    note: undefined,
  }));
  const beside = note === undefined ? '' : `, ${note}`;
  console.log(`${passed ? '✓' : '✗'} ${step.name} (${seconds(startedMs)}${beside})`);
  if (!passed) console.log(`\n${output.trimEnd()}\n`);
  return passed;
}

function refuse(step: Step): Promise<boolean> {
  console.log(`✗ ${step.name}: not run, because ${step.after ?? 'a step before it'} failed`);
  return Promise.resolve(false);
}

const seconds = (sinceMs: number): string => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
