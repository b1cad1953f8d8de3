import { join } from 'node:path';
import { runNode, runNpm } from '../../server/setup/tools.mjs';
import type { Step, StepResult } from './step-list.ts';
import { runVitest } from './vitest-step.ts';

const script = (name: string) => async (): Promise<StepResult> => {
  const { code, output } = await runNpm(['run', '--silent', name]);
  return { passed: code === 0, output };
};

async function build(): Promise<StepResult> {
  const { code, output } = await runNode([join('server', 'setup', 'build.mjs')]);
  return { passed: code === 0, output };
}

/** Fast ones first: what is wrong is known early. */
export const checkSteps: readonly Step[] = [
  { name: 'types', run: script('check:types') },
  { name: 'format', run: script('check:format') },
  { name: 'lint', run: script('check:lint') },
  { name: 'imports', run: script('check:imports') },
  { name: 'unused code', run: script('check:unused') },
  { name: 'unit and architecture tests', run: () => runVitest('unit', 'property') },
];

/** The order in which `npm test` runs everything. */
export const testSteps: readonly Step[] = [
  { name: 'build', run: build },
  ...checkSteps,
  { name: 'pane tests', run: () => runVitest('addin') },
  {
    name: 'server tests',
    run: () => runVitest('server'),
    needs: ['postgres', 'dovecot', 'cyrus', 'postfix', 'exim', 'radicale'],
    after: 'build',
  },
  { name: 'browser tests', run: () => runVitest('e2e'), needs: ['chromium', 'postgres'], after: 'build', alone: true },
];
