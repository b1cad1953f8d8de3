import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './tools.mjs';

const beatMs = 2000;
export const staleAfterMs = 20_000;

/**
 * Does the work while holding a lock file, so that two commands started at once neither install nor build over each other.
 * The holder touches the file; one that is no longer touched was left by a process that died, and is taken over.
 */
export async function withLock(path, work) {
  const mark = randomBytes(12).toString('hex');
  await acquire(path, mark);
  const beat = setInterval(() => touch(path), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (read(path) === mark) rmSync(path, { force: true });
  }
}

async function acquire(path, mark) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waited = 0; ; waited += 1) {
    if (create(path, mark)) return;
    removeStale(path);
    if (waited === 1) say('Waiting for another command that is setting up this folder.');
    await wait(250);
  }
}

function create(path, mark) {
  try {
    writeFileSync(path, mark, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moved aside before it is removed: of two that find the same stale file, the second must not remove the first's new one. */
function removeStale(path) {
  const mark = read(path);
  if (mark === undefined || ageMs(path) < staleAfterMs) return;
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) === mark) rmSync(aside);
  else renameSync(aside, path);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function ageMs(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? 0 : Date.now() - status.mtimeMs;
}

function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    // The folder was cleaned away under us: the work goes on, and what it finds missing it will say itself.
    if (error.code !== 'ENOENT') throw error;
  }
}
