import { missingNeeds, type Need, needs, type NeedName } from './needs.ts';
import { runSteps } from './step-list.ts';
import { checkSteps, testSteps } from './steps.ts';

/** `npm run check`: all that can be said without a browser or a server. Gives the exit code. */
export const runChecks = (): Promise<number> => runSteps(checkSteps, []);

/** `npm test`: everything. What the machine lacks is installed where that is allowed, else said before the tests start. */
export async function runEverything(): Promise<number> {
  const missing = missingNeeds(testSteps.flatMap((step) => step.needs ?? []));
  for (const name of missing) console.log(`Missing: ${describeNeed(name)}`);
  if (missing.length > 0 && process.env['CI'] === 'true') {
    console.log('Nothing was tested: in continuous integration every test runs or the run has failed.');
    return 1;
  }
  return runSteps(testSteps, missing);
}

function describeNeed(name: NeedName): string {
  const { title, debian, unpacked = [], elsewhere }: Need = needs[name];
  const asRoot = unpacked.length === 0 ? '' : `; ${unpacked.join(', ')} is unpacked when the tests are run as root`;
  return `${title}. Debian: apt-get install ${debian.join(' ')}${asRoot}. Elsewhere: ${elsewhere}`;
}
