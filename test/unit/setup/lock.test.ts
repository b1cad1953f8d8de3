import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { staleAfterMs, withLock } from '../../../server/setup/lock.mjs';
import { root } from '../../support/tree.ts';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'correspond-lock-'));
  lock = join(folder, 'below', 'build.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the work runs while the file is there, its result is handed on, and the file goes', async () => {
  expect(await withLock(lock, () => Promise.resolve(existsSync(lock)))).toBe(true);
  expect(existsSync(lock)).toBe(false);
});

test('a failure gives the lock back too', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  expect(existsSync(lock)).toBe(false);
});

test('a file left by a process that died is taken over', async () => {
  await withLock(lock, () => Promise.resolve());
  writeFileSync(lock, 'left');
  const long = new Date(Date.now() - staleAfterMs - 1000);
  utimesSync(lock, long, long);
  expect(await withLock(lock, () => Promise.resolve(readFileSync(lock, 'utf8')))).not.toBe('left');
});

test('processes that start at once work one after the other', async () => {
  const log = join(folder, 'log');
  const program = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(pathToFileURL(join(root, 'server/setup/lock.mjs')).href)};
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'begin ');
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      appendFileSync(${JSON.stringify(log)}, 'end ');
    });`;
  const ends = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
    return new Promise<number | null>((resolve) => child.once('close', resolve));
  });
  expect(await Promise.all(ends)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(log, 'utf8')).toBe('begin end '.repeat(4));
});
