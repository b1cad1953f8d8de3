import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** Times of one case in milliseconds, sorted. */
export interface Sample {
  readonly median: number;
  readonly p99: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const sampleOf = (times: readonly number[]): Sample => {
  const sorted = times.toSorted((one, other) => one - other);
  return {
    median: at(sorted, 0.5),
    p99: at(sorted, 0.99),
    min: at(sorted, 0),
    max: at(sorted, 1),
    count: sorted.length,
  };
};

/** Two digits behind the point: more is noise. */
export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

export const describeSample = ({ median, p99, min, max, count }: Sample): string =>
  `median ${median.toFixed(3)} ms (${min.toFixed(3)} to ${max.toFixed(3)}), p99 ${p99.toFixed(3)} ms, ${count} times`;

const commit = (): string => {
  try {
    const words = { encoding: 'utf8' as const, stdio: ['ignore' as const, 'pipe' as const, 'ignore' as const] };
    const dirty = execFileSync('git', ['status', '--porcelain'], words) === '' ? '' : ' with changes';
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], words).trim() + dirty;
  } catch {
    // A copy without its history says so.
    return 'unknown';
  }
};

/** The heading of every benchmark: where, with what, from which source. */
export const printHeading = (name: string, versions: Readonly<Record<string, string>> = {}): void => {
  const processors = cpus();
  const all = { node: process.version, ...versions };
  console.log(`\n${name}`);
  console.log(
    `  ${processors.length} x ${processors[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ` +
      `${process.platform} ${process.arch}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  console.log(
    `  ${Object.entries(all)
      .map(([what, version]) => `${what} ${version}`)
      .join(', ')}, commit ${commit()}`,
  );
};

/** Prints the machine-readable result as the last line when `--json` was given. */
export const printResult = (result: object): void => {
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
};
