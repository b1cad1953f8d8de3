#!/usr/bin/env node
/** `npm run bench -- [NAME] [--json]`: installs and builds what is missing, then runs one benchmark, or all of them. */
import '../../server/setup/node-version.mjs';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepare } from '../../server/setup/prepare.mjs';

const scriptOf = (name) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
const names = ['track', 'match', 'pane'].filter((name) => existsSync(scriptOf(name)));

const [first = 'all', ...rest] = process.argv.slice(2);
const name = first.startsWith('-') ? 'all' : first;
const options = first.startsWith('-') ? [first, ...rest] : rest;

if (name !== 'all' && !names.includes(name)) {
  console.error(`Usage: npm run bench -- [${names.join('|')}|all] [--json]`);
  process.exit(2);
}
await prepare();

/** Runs one benchmark, passing on what it prints; gives its exit code and its last line. */
const run = (each, given) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', scriptOf(each), ...given], {
      stdio: ['inherit', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      process.stdout.write(text);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, last: printed.trimEnd().split('\n').at(-1) ?? '' }));
  });

if (name !== 'all') process.exit((await run(name, options)).code);

const results = {};
for (const each of names) {
  const { code, last } = await run(each, ['--json']);
  if (code !== 0) process.exit(code);
  results[each] = JSON.parse(last);
}
if (options.includes('--json')) console.log(JSON.stringify(results));
