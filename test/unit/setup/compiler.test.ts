import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainFailedInstall, headersFolder } from '../../../server/setup/compiler.mjs';

test('headers are found beside the program, and only those of the same ABI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'correspond-headers-'));
  try {
    for (const path of ['bin', 'include/node']) mkdirSync(join(folder, path), { recursive: true });
    const program = join(folder, 'bin', 'node');
    writeFileSync(program, '');
    writeFileSync(join(folder, 'include', 'node', 'node_version.h'), '#define NODE_MODULE_VERSION 115\n');
    expect(headersFolder(program, '115')?.endsWith(folder)).toBe(true);
    expect(headersFolder(program, '127')).toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('npm’s reason is told with the remedy', async () => {
  const output = ['npm error code ECONNREFUSED', ...Array.from({ length: 60 }, (_, line) => `npm error ${line}`)];
  const said = await explainFailedInstall(output.join('\n'));
  expect(said).toContain('ECONNREFUSED');
  expect(said).toContain('Installing the dependencies failed');
  expect(said.split('\n').length).toBeLessThan(35);
});

test('a compilation that failed says what SQLite needs', async () => {
  const said = await explainFailedInstall('gyp ERR! find Python\nnpm error path node_modules/better-sqlite3');
  expect(said).toMatch(/could not be compiled\. (Missing: .+|Compiler and headers were found; .+)\.$/s);
});
