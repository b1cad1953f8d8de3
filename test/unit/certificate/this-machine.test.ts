import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { thisMachine } from '../../../server/adapters/certificate/this-machine.ts';
import { PermanentFailure } from '../../../server/ports/failure.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'correspond-home-'));
});
afterEach(() => rm(home, { recursive: true }));

const list = async (folder: string): Promise<string> => {
  await mkdir(join(home, folder), { recursive: true });
  await writeFile(join(home, folder, 'cert9.db'), '');
  return join(home, folder);
};

describe('the computer this program runs on', () => {
  test('an empty home has no lists', async () => {
    expect((await thisMachine(home).facts()).nssFolders).toEqual([]);
  });

  test('finds the lists of Chrome and of every Firefox profile on Linux', async () => {
    const lists = [
      await list('.pki/nssdb'),
      await list('.mozilla/firefox/a.default'),
      await list('snap/firefox/common/.mozilla/firefox/b'),
    ];
    await mkdir(join(home, '.mozilla/firefox/Crash Reports'));
    const { platform, nssFolders } = await thisMachine(home).facts();
    expect([...nssFolders].sort()).toEqual(platform === 'linux' ? [...lists].sort() : []);
  });

  test('runs one program without a shell and gives its exit code', async () => {
    const machine = thisMachine(home);
    expect(
      await machine.run([
        process.execPath,
        '-e',
        'process.exitCode = process.argv[1] === "$HOME;x" ? 3 : 4',
        '$HOME;x',
      ]),
    ).toBe(3);
  });

  test('a program that is not there is a permanent failure that names it', async () => {
    const failure = await thisMachine(home)
      .run(['correspond-no-such-program'])
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PermanentFailure);
    expect((failure as PermanentFailure).message).toContain('correspond-no-such-program');
  });
});
