import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { root } from './tree.ts';

interface Planted extends Disposable {
  readonly folder: string;
  /** Runs a program of a package in the planted folder. */
  run(program: string, ...args: string[]): { readonly code: number | null; readonly output: string };
}

/** A folder with our rules and only these files, to see what the fences say of them. */
export function plant(files: Readonly<Record<string, string>>): Planted {
  const folder = mkdtempSync(join(tmpdir(), 'correspond-planted-'));
  const rules = ['package.json', 'tsconfig.json', '.dependency-cruiser.mjs', 'eslint.config.mjs'];
  const worlds = ['shared', 'server/domain', 'server', 'addin', 'test'].map((world) => `${world}/tsconfig.json`);
  for (const path of [...rules, ...worlds]) place(folder, path, (target) => copyFileSync(join(root, path), target));
  for (const [path, text] of Object.entries(files)) place(folder, path, (target) => writeFileSync(target, text));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return {
    folder,
    run(program, ...args) {
      const command = [join('node_modules', program), ...args];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
      return { code: status, output: stdout + stderr };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function place(folder: string, path: string, write: (target: string) => void): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  write(target);
}
