import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, runNode } from '../../server/setup/tools.mjs';
import type { StepResult } from './step-list.ts';

/** What vitest's JSON report says that matters here. */
export interface Report {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Runs vitest projects; a test that was not run (skipped, todo, excluded by `only`) fails it like a failed one. */
export async function runVitest(...projects: [string, ...string[]]): Promise<StepResult> {
  const [project] = projects;
  const file = join(root, 'dist', '.cache', 'tests', `${project}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const program = join('node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output } = await runNode(
    [program, 'run', ...projects.flatMap((name) => ['--project', name]), ...reporters],
    { NO_COLOR: '1' },
  );
  if (code !== 0) return { passed: false, output };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const unrun = unrunTests(report);
  if (unrun.length > 0) return { passed: false, output: `These tests were not run:\n${unrun.join('\n')}` };
  return { passed: report.numTotalTests > 0, output: 'No test was found.', note: `${report.numTotalTests} tests` };
}

/** Every test that neither passed nor failed, with its file. */
export function unrunTests(report: Report): string[] {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName, status }) => `${name}: ${fullName} (${status})`),
  );
}
