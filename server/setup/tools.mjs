import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Messages of set-up go to standard error: standard output belongs to the command that was asked for. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** A failure that is explained; the commands print its message alone and end with 1. */
export class SetupFailure extends Error {}

/**
 * Runs a program in the project's folder to its end.
 * @returns {Promise<{ code: number, output: string }>} its exit code and the end of what it wrote
 */
export function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    forwardEnd(child);
    let output = '';
    const keep = (text) => {
      output = (output + text).slice(-200_000);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

const children = new Set();
const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A child left behind would go on installing or building under the next command's feet. */
function forwardEnd(child) {
  if (children.size === 0) for (const signal of ends) process.on(signal, endChildren);
  children.add(child);
  child.once('close', () => {
    children.delete(child);
    if (children.size === 0) for (const signal of ends) process.off(signal, endChildren);
  });
}

function endChildren(signal) {
  for (const child of children) child.kill(signal);
  process.exit(1);
}

/** Runs a JavaScript program with the Node that runs us. */
export const runNode = (args, env) => run(process.execPath, args, env);

/** Runs npm through Node: on Windows npm itself is a batch file, which cannot be started safely. */
export const runNpm = (args, env) => runNode([npmProgram(), ...args], env);

/** The npm that called us, the one that came with this Node, or the first in PATH. */
function npmProgram() {
  const caller = process.env.npm_execpath ?? '';
  const beside = dirname(process.execPath);
  const folders = [beside, join(beside, '..', 'lib'), join(beside, '..', 'libexec', 'lib')];
  const places = [
    ...(basename(caller) === 'npm-cli.js' ? [caller] : []),
    ...folders.map((folder) => join(folder, ...npmInside)),
    ...(process.env.PATH ?? '').split(delimiter).flatMap(npmIn),
  ];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new SetupFailure('npm was not found beside Node; install it, then run `npm ci`.');
  return found;
}

const npmInside = ['node_modules', 'npm', 'bin', 'npm-cli.js'];

/** In PATH npm is a link to its program, or on Windows a batch file beside the folder that holds it. */
function npmIn(folder) {
  const link = join(folder, 'npm');
  const target = folder !== '' && existsSync(link) ? realpathSync(link) : '';
  return basename(target) === 'npm-cli.js' ? [target] : [join(folder, ...npmInside)];
}

/** Runs one step of set-up, saying what is done and how long it took. */
export async function step(what, work) {
  const startedMs = performance.now();
  const result = await work();
  say(`${what}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  return result;
}

/** Runs a command's set-up; a failure that is explained ends the process with its sentence. */
export async function orExplain(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(error.message);
    process.exit(1);
  }
}
