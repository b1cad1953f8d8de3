import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runSteps, type Step } from '../../setup/step-list.ts';

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => vi.restoreAllMocks());

const results = (): string => printed.join('\n').replaceAll(/\d+\.\d s/g, 'N s');

const passing = (name: string, more: Partial<Step> = {}): Step => ({
  name,
  run: () => Promise.resolve({ passed: true, output: '' }),
  ...more,
});
const failing = (name: string, output: string): Step => ({
  name,
  run: () => Promise.resolve({ passed: false, output }),
});

test('all passed ends with 0 and the list', async () => {
  const counted = { run: () => Promise.resolve({ passed: true, output: '', note: '3 tests' }) };
  expect(await runSteps([passing('types'), passing('unit', counted)], [])).toBe(0);
  expect(results()).toBe('✓ types (N s)\n✓ unit (N s, 3 tests)\n\n2 steps passed (N s)');
});

test('a failed step shows what its tool wrote and fails the run; what needed it does not start', async () => {
  const started = vi.fn(() => Promise.resolve({ passed: true, output: '' }));
  const steps = [
    failing('build', 'no such file'),
    passing('browser', { after: 'build', run: started }),
    passing('lint'),
  ];
  expect(await runSteps(steps, [])).toBe(1);
  expect(started).not.toHaveBeenCalled();
  expect(results()).toContain('✗ build (N s)\n\nno such file\n');
  expect(results()).toContain('✗ browser: not run, because build failed');
  expect(results()).toContain('✓ lint');
  expect(results()).toContain('FAILED: build, browser');
});

test('a step that throws has failed, with the reason', async () => {
  expect(await runSteps([{ name: 'types', run: () => Promise.reject(new Error('no compiler')) }], [])).toBe(1);
  expect(results()).toContain('no compiler');
});

test('a step whose program is missing is named as not run', async () => {
  expect(await runSteps([passing('types'), passing('browser', { needs: ['chromium'] })], ['chromium'])).toBe(0);
  expect(results()).toContain('- browser: not run, the machine lacks Chromium, for the browser tests');
  expect(results()).toContain('1 step passed, 1 not run');
});

test('at most two run at once, and one that wants the machine to itself has it', async () => {
  let running = 0;
  const seen: string[] = [];
  const watched = (name: string, more: Partial<Step> = {}): Step => ({
    name,
    run: async () => {
      running += 1;
      seen.push(`${name} of ${running}`);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { passed: true, output: '' };
    },
    ...more,
  });
  await runSteps([watched('a'), watched('b'), watched('c'), watched('alone', { alone: true }), watched('d')], []);
  expect(Math.max(...seen.map((each) => Number(each.split(' of ')[1])))).toBeLessThanOrEqual(2);
  expect(seen).toContain('alone of 1');
  expect(seen.at(-1)).toBe('d of 1');
});
