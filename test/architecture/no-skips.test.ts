import { expect, test } from 'vitest';
import { filesBelow, readText } from '../support/tree.ts';
import { unrunTests } from '../setup/vitest-step.ts';

const sieve = [
  /\b(?:test|it|describe|suite|bench)\s*(?:\.\w+)*\.(?:skip|only|todo|skipIf|runIf|fails)\b/,
  /\b(?:xit|xtest|xdescribe|fit|fdescribe)\s*\(/,
  /\b(?:skip|only|todo|fails)\s*:\s*true\b/,
  /\b(?:context|ctx|task)\.skip\s*\(/,
];
const sleeping = [/\bwaitForTimeout\b/, /from 'node:timers\/promises'/, /\bsleep\s*\(/];

const testFiles = (): string[] =>
  filesBelow('test', /\.(test|contract|fault)\.tsx?$/).filter((path) => path !== 'test/architecture/no-skips.test.ts');

const linesWith = (marks: readonly RegExp[]): string[] =>
  testFiles().flatMap((path) =>
    readText(path)
      .split('\n')
      .flatMap((line, index) =>
        marks.some((mark) => mark.test(line)) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );

test('no test is written so that it may not run', () => {
  expect(linesWith(sieve)).toEqual([]);
});

test('no test sleeps: it waits for what it expects', () => {
  expect(linesWith(sleeping)).toEqual([]);
});

test('a test that was left out at run time is found in the report', () => {
  const result = (status: string) => ({ status, fullName: `a ${status} test` });
  const report = {
    numTotalTests: 5,
    testResults: [
      { name: 'one.test.ts', assertionResults: [result('passed'), result('skipped'), result('todo')] },
      { name: 'two.test.ts', assertionResults: [result('failed'), result('pending')] },
    ],
  };
  expect(unrunTests(report)).toEqual([
    'one.test.ts: a skipped test (skipped)',
    'one.test.ts: a todo test (todo)',
    'two.test.ts: a pending test (pending)',
  ]);
});
