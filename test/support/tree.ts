import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const made = new Set(['node_modules', 'dist', 'data', 'coverage', '.git']);

/** Paths below a folder of the project ('' for all of it), with slashes, without what installing and building make. */
export function filesBelow(folder: string, name: RegExp): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return made.has(entry.name) ? [] : filesBelow(path, name);
    return entry.isFile() && name.test(entry.name) ? [path] : [];
  });
}

/** All code that we wrote. */
export const sourceFiles = (): string[] =>
  ['shared', 'server', 'addin', 'test'].flatMap((folder) => filesBelow(folder, /\.(ts|tsx|mjs)$/));

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');
