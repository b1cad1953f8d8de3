import './node-version.mjs';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { targets } from './targets.mjs';
import { orExplain, root, say, SetupFailure, step } from './tools.mjs';

const dist = join(root, 'dist');
const cache = join(dist, '.cache');
const stampOf = (target) => join(cache, 'built', `${target.out}.txt`);

/** Whether dist/ holds what these sources give. */
export const isBuilt = () => staleTargets().length === 0;

/** Builds what is older than its sources; two commands at once build once. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await withLock(join(cache, 'build.lock'), async () => {
    for (const target of staleTargets()) await step(`Built the ${target.name}`, () => buildTarget(target));
  });
}

function staleTargets() {
  return targets.filter((target) => target.isWritten() && !(isCurrent(target) && existsSync(join(dist, target.out))));
}

const isCurrent = (target) => existsSync(stampOf(target)) && readFileSync(stampOf(target), 'utf8') === hashOf(target);

/** Built aside and moved into place: whoever reads dist/ meanwhile finds the old or the new, never a half. */
async function buildTarget(target) {
  const hash = hashOf(target);
  const aside = join(cache, 'building', `${target.out}-${process.pid}`);
  const place = join(dist, target.out);
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  try {
    const failure = await target.build(aside);
    if (failure !== null) throw new SetupFailure(`${failure.trim()}\n\nThe ${target.name} could not be built (above).`);
    rmSync(stampOf(target), { force: true });
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    renameSync(aside, place);
    mkdirSync(join(cache, 'built'), { recursive: true });
    writeFileSync(stampOf(target), hash);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Names and bytes of everything the result depends on. */
function hashOf({ sources, without }) {
  const hash = createHash('sha256');
  const config = ['package.json', 'package-lock.json', 'tsconfig.json', 'server/setup/targets.mjs'];
  for (const path of [...config, ...sources.flatMap((source) => filesBelow(source, without))]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(folder, without) {
  if (without.includes(folder)) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path, without);
    return entry.isFile() && !without.includes(path) ? [path] : [];
  });
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await orExplain(async () => {
    await ensureInstalled();
    await ensureBuilt();
    say('Everything is built.');
  });
}
