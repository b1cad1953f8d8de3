import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './tools.mjs';

/** The folder whose include/node holds the headers of the Node that runs us; null when there is none. */
export function headersFolder(program = process.execPath, abi = process.versions.modules) {
  const folders = [program, realpathSync(program)].flatMap((path) => [dirname(dirname(path)), dirname(path)]);
  return folders.find((folder) => headersAbi(folder) === abi) ?? null;
}

function headersAbi(folder) {
  const path = join(folder, 'include', 'node', 'node_version.h');
  if (!existsSync(path)) return undefined;
  return /#define NODE_MODULE_VERSION (\d+)/.exec(readFileSync(path, 'utf8'))?.[1];
}

/** Says why npm failed: the end of its own words, and what a compilation of SQLite would still need. */
export async function explainFailedInstall(output) {
  const words = worthReading(output);
  if (!/gyp|prebuild-install|better-sqlite3/.test(output)) {
    return `${words}\n\nInstalling the dependencies failed (npm ci, above). Mend the cause and start again.`;
  }
  const missing = await missingTools();
  const remedy =
    missing.length === 0
      ? 'Compiler and headers were found; the reason is in the lines above.'
      : `Missing: ${missing.join('; ')}.`;
  return `${words}\n\nSQLite (better-sqlite3) found no prebuilt binary for this system and could not be compiled. ${remedy}`;
}

/** npm puts the reason first and a compiler last; what lies between is left out. */
function worthReading(output) {
  const lines = output.split('\n').filter((line) => !/^(npm error)?\s*$/.test(line));
  return lines.length <= 30 ? lines.join('\n') : [...lines.slice(0, 12), '...', ...lines.slice(-15)].join('\n');
}

async function missingTools() {
  const missing = [];
  if (process.platform === 'win32') {
    if (!(await runs('python'))) missing.push('Python 3 (python.org)');
    missing.push('perhaps Visual Studio Build Tools with "Desktop development with C++"');
  } else {
    const absent = [];
    for (const tool of ['python3', 'make', 'g++']) if (!(await runs(tool))) absent.push(tool);
    if (absent.length > 0) missing.push(`${absent.join(', ')} (${howToGet(absent)})`);
  }
  if (headersFolder() === null) {
    missing.push(`headers of Node ${process.version} (include/node beside it, as in the archives of nodejs.org)`);
  }
  return missing;
}

function howToGet(tools) {
  return process.platform === 'darwin' ? 'xcode-select --install' : `Debian: apt-get install ${tools.join(' ')}`;
}

async function runs(tool) {
  try {
    return (await run(tool, ['--version'])).code === 0;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}
