import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { PermanentFailure } from '../../ports/failure.ts';
import type { TrustFacts, TrustMachine } from '../../ports/trust-machine.ts';

const platforms: Readonly<Partial<Record<NodeJS.Platform, TrustFacts['platform']>>> = {
  win32: 'windows',
  darwin: 'mac',
  linux: 'linux',
};

const systemStore = (): TrustFacts['systemStore'] => {
  if (existsSync('/usr/local/share/ca-certificates')) return 'debian';
  return existsSync('/etc/pki/ca-trust/source/anchors') ? 'fedora' : null;
};

/** Where Firefox keeps its profiles: as installed by a package, by snap and by flatpak. */
const firefoxFolders = [
  '.mozilla/firefox',
  'snap/firefox/common/.mozilla/firefox',
  '.var/app/org.mozilla.firefox/.mozilla/firefox',
];

const profilesIn = async (folder: string): Promise<readonly string[]> => {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
};

const nssFolders = async (home: string): Promise<readonly string[]> => {
  const profiles = await Promise.all(firefoxFolders.map((folder) => profilesIn(join(home, folder))));
  return [join(home, '.pki/nssdb'), ...profiles.flat()].filter((folder) => existsSync(join(folder, 'cert9.db')));
};

const hasNssCertutil = (): boolean => spawnSync('certutil', ['--version'], { stdio: 'ignore' }).error === undefined;

/** The computer this program runs on. */
export const thisMachine = (home: string = homedir()): TrustMachine => ({
  facts: async () => ({
    platform: platforms[platform()] ?? 'other',
    isRoot: process.getuid?.() === 0,
    home,
    systemStore: systemStore(),
    hasNssCertutil: platform() === 'linux' && hasNssCertutil(),
    nssFolders: platform() === 'linux' ? await nssFolders(home) : [],
  }),
  run: ([program, ...args]) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, args, { stdio: 'inherit' });
      child.on('error', (cause) =>
        reject(
          new PermanentFailure(`The program ${program} could not be started; is it installed?`, {
            code: 'program_not_started',
            cause,
          }),
        ),
      );
      child.on('exit', (code) => resolve(code ?? 1));
    }),
});
