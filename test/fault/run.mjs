#!/usr/bin/env node
/** `npm run fault -- F1 F3 [--full]`: runs the tests of these faults, or of all; ends with how many passed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const names = process.argv.slice(2).filter((word) => word !== '--full');
const known = new Set(
  readdirSync(here).flatMap((file) => (file.endsWith('.test.ts') ? (file.match(/f\d+|^sync/g) ?? []) : [])),
);
const unknown = names.filter((name) => !known.has(name.toLowerCase()));
if (unknown.length > 0) {
  console.error(`Usage: npm run fault -- [${[...known].map((name) => name.toUpperCase()).join('] [')}] [--full]`);
  process.exit(2);
}
const directory = mkdtempSync(join(tmpdir(), 'fault-'));
const report = join(directory, 'report.json');
// A title stands behind those of the groups it is in.
const titles = names.length === 0 ? [] : ['-t', `(?:^| )(?:${names.map((name) => name.toUpperCase()).join('|')}):`];
const vitest = join(here, '..', '..', 'node_modules', 'vitest', 'vitest.mjs');
const args = [vitest, 'run', '--project', 'server', 'test/fault', '--reporter', 'default', '--reporter', 'json'];
spawnSync(process.execPath, [...args, `--outputFile.json=${report}`, ...titles], {
  cwd: join(here, '..', '..'),
  stdio: 'inherit',
  env: { ...process.env, FAULT_FULL: process.argv.includes('--full') ? '1' : '' },
});
try {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const passed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter((one) => one.status === 'passed');
  const idle = names.filter((name) => !passed.some(({ title }) => title.startsWith(`${name.toUpperCase()}:`)));
  for (const name of idle) console.error(`${name}: no test of this fault passed`);
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  process.exitCode = numFailedTests === 0 && numPassedTests > 0 && idle.length === 0 ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true });
}
