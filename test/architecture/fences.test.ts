import { expect, test } from 'vitest';
import { plant } from '../support/planted.ts';

const compiler = 'typescript/bin/tsc';
const linter = 'eslint/bin/eslint.js';

/** The names the compiler did not know in this file of this world. */
function unknownNames(world: string, text: string): string[] {
  using planted = plant({ [`${world}/planted.ts`]: text });
  const { output } = planted.run(compiler, '-p', world);
  const errors = output.matchAll(/planted\.ts\(\d+,\d+\): error TS\d+: Cannot find (?:name|module) '([^']+)'/g);
  return [...errors].map((error) => error[1] ?? '');
}

const nodeAndBrowser = `import { readFileSync } from 'node:fs';
export const uses = [readFileSync, process.env, setTimeout, console.log, new URL('x:y'), document, fetch];
`;

test.each(['shared', 'server/domain'])('%s knows neither Node nor the browser', (world) => {
  expect(unknownNames(world, nodeAndBrowser)).toEqual([
    'node:fs',
    'process',
    'setTimeout',
    'console',
    'URL',
    'document',
    'fetch',
  ]);
});

test('the server knows no browser and the add-in no Node', () => {
  expect(unknownNames('server', nodeAndBrowser)).toEqual(['document']);
  expect(unknownNames('addin', nodeAndBrowser)).toEqual(['node:fs', 'process']);
});

test('the linter keeps clock, chance, environment and Office in their places', () => {
  using planted = plant({
    'server/domain/planted.ts': 'export const uses = [Date.now(), Math.random(), new Date()];\n',
    'server/usecases/planted.ts': 'export const uses = [Date.now(), crypto.randomUUID(), new Date()];\n',
    'server/adapters/system/planted.ts': "export const uses = [Date.now(), process.env['PORT']];\n",
    'server/config/env.ts': "export const uses = process.env['PORT'];\n",
    'addin/features/planted.ts': 'export const uses = Office.context;\n',
    'addin/office/planted.ts': 'export const uses = Office.context;\n',
    'server/planted.ts': 'const answer = 1;\nexport default answer;\n',
  });
  const { output } = planted.run(linter, '.', '--format', 'json');
  const files = JSON.parse(output) as { filePath: string; messages: { ruleId: string }[] }[];
  const found = files.map(({ filePath, messages }): [string, string[]] => [
    filePath
      .slice(filePath.indexOf('correspond-planted-'))
      .replaceAll('\\', '/')
      .replace(/^[^/]+\//, ''),
    messages.map(({ ruleId }) => ruleId).filter((rule) => rule.startsWith('no-restricted')),
  ]);
  expect(Object.fromEntries(found)).toMatchObject({
    'server/domain/planted.ts': ['no-restricted-properties', 'no-restricted-properties', 'no-restricted-syntax'],
    'server/usecases/planted.ts': ['no-restricted-properties', 'no-restricted-properties', 'no-restricted-syntax'],
    'server/adapters/system/planted.ts': ['no-restricted-properties'],
    'server/config/env.ts': [],
    'addin/features/planted.ts': ['no-restricted-globals'],
    'addin/office/planted.ts': [],
    'server/planted.ts': ['no-restricted-syntax'],
  });
});
