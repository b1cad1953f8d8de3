#!/usr/bin/env node
/** `npm run bench -- [NAME] [--json]`: installs and builds what is missing, then runs one benchmark, or all of them. */
import '../../server/setup/node-version.mjs';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from '../../server/setup/prepare.mjs';

const scriptOf = (name) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
const names = ['track', 'match', 'outbox', 'router', 'mailboxes', 'sync', 'pane'].filter((name) =>
  existsSync(scriptOf(name)),
);

const [first = 'all', ...rest] = process.argv.slice(2);
const name = first.startsWith('-') ? 'all' : first;
const options = first.startsWith('-') ? [first, ...rest] : rest;

if (name !== 'all' && !names.includes(name)) {
  console.error(`Usage: npm run bench -- [${names.join('|')}|all] [--json]`);
  process.exit(2);
}
await prepare();

/** Those whose time is the program's own. */
const bundled = new Set(['track', 'outbox', 'router', 'mailboxes', 'sync']);

/** Bundled as the server is built: tsx puts a call around every function, which the product does not have. */
const bundle = async (each) => {
  // Only now is it sure to be installed.
  const { build } = await import('esbuild');
  const outdir = join('dist', '.cache', 'bench');
  await build({
    // PostgreSQL's keeper is a program of its own, started from the file beside.
    entryPoints: [scriptOf(each), 'test/setup/postgres-keeper.mjs'],
    entryNames: '[name]',
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '#shared': fileURLToPath(new URL('../../shared', import.meta.url)) },
    logLevel: 'warning',
  });
  return join(outdir, `${each}.mjs`);
};

/** Runs one benchmark, passing on what it prints; gives its exit code and its last line. */
const run = async (each, given) => {
  const program = bundled.has(each) ? [await bundle(each)] : ['--import', 'tsx', scriptOf(each)];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', ...program, ...given], {
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
};

if (name !== 'all') process.exit((await run(name, options)).code);

const results = {};
for (const each of names) {
  const { code, last } = await run(each, ['--json']);
  if (code !== 0) process.exit(code);
  results[each] = JSON.parse(last);
}
if (options.includes('--json')) console.log(JSON.stringify(results));
