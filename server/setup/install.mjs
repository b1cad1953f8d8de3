import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { explainFailedInstall, headersFolder } from './compiler.mjs';
import { withLock } from './lock.mjs';
import { root, runNode, runNpm, say, SetupFailure, step } from './tools.mjs';

/**
 * What of the locked dependencies is in node_modules, by npm's own record of what it put there.
 * @returns {'all' | 'production' | 'changed'} `production`: all but those for building and testing
 */
export function installedParts(folder = root) {
  const locked = packagesIn(join(folder, 'package-lock.json'));
  const placed = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
  if (locked === undefined) throw new SetupFailure('package-lock.json is missing or unreadable; restore it.');
  if (placed === undefined) return 'changed';
  const absent = [];
  for (const [place, wanted] of Object.entries(locked)) {
    if (place === '') continue;
    const found = placed[place];
    if (found !== undefined && found.version !== wanted.version) return 'changed';
    if (found === undefined && !isForOthers(wanted)) absent.push(wanted);
  }
  if (absent.some((each) => !each.dev)) return 'changed';
  return absent.length === 0 ? 'all' : 'production';
}

/** Packages of other systems are in the lock file and never in the folder. */
const isForOthers = ({ optional, devOptional, peer }) => Boolean(optional ?? devOptional ?? peer);

function packagesIn(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Installs the locked dependencies when they are missing or changed, and sees that the database engine loads. */
export async function ensureInstalled() {
  // A linked folder belongs to another checkout: installing through it would pull the ground from under that one.
  const linked = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (!linked && installedParts() !== 'all') {
    await withLock(join(root, 'dist', '.cache', 'install.lock'), async () => {
      if (installedParts() !== 'all') await install();
    });
  }
  await ensureEngine(linked);
}

async function install() {
  say('Installing the locked dependencies (npm ci); this takes a few minutes the first time.');
  const { code, output } = await step('Installed', () => runNpm(['ci', '--include=dev'], headersFound()));
  if (code !== 0) throw new SetupFailure(await explainFailedInstall(output));
}

/** SQLite is compiled for one version of Node; after a change of Node it is made anew. */
async function ensureEngine(linked) {
  if (engineFailure() === null) return;
  const mend = 'Run `npm rebuild better-sqlite3` with the Node that runs Correspond.';
  if (linked) throw new SetupFailure(`SQLite (better-sqlite3) does not load: ${engineFailure()}\n${mend}`);
  say(`Making SQLite ready for Node ${process.version}.`);
  const { code, output } = await runNpm(['rebuild', 'better-sqlite3'], headersFound());
  if (code !== 0) throw new SetupFailure(await explainFailedInstall(output));
  const check = await runNode(['-e', "new (require('better-sqlite3'))(':memory:').prepare('select 1').get()"]);
  if (check.code !== 0) {
    throw new SetupFailure(`SQLite (better-sqlite3) was built but does not load:\n${check.output.trim()}\n${mend}`);
  }
}

function engineFailure() {
  try {
    const Database = createRequire(join(root, 'package.json'))('better-sqlite3');
    new Database(':memory:').close();
    return null;
  } catch (error) {
    return error.message;
  }
}

/** Where no prebuilt binary can be downloaded, the headers usually cannot either; those beside Node serve. */
function headersFound() {
  const folder = headersFolder();
  return folder === null ? {} : { npm_config_nodedir: folder };
}
