import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findChromium,
  findCyrus,
  findDovecot,
  findExim,
  findPostfix,
  findPostgres,
  findRadicale,
  unpackedFolder,
} from './programs.ts';

export interface Need {
  readonly title: string;
  readonly isThere: () => boolean;
  /** Packages that bring it on Debian. */
  readonly debian: readonly string[];
  /** Packages that Debian does not install beside others: they are unpacked for the tests alone. */
  readonly unpacked?: readonly string[];
  /** How a person gets it on another system. */
  readonly elsewhere: string;
}

/** Programs the tests use and npm does not bring. One more is one more entry here and its name at the step that uses it. */
export const needs = {
  chromium: {
    title: 'Chromium, for the browser tests',
    isThere: () => findChromium() !== null,
    debian: ['chromium'],
    elsewhere: 'install Chrome or Chromium, or name its program in CHROMIUM.',
  },
  postgres: {
    title: 'PostgreSQL server, for the tests of the second database engine',
    isThere: () => findPostgres() !== null,
    debian: ['postgresql'],
    elsewhere: 'install PostgreSQL 15 or newer and have initdb and postgres in PATH.',
  },
  dovecot: {
    title: 'Dovecot, for the tests against a real mailbox',
    isThere: () => findDovecot() !== null,
    debian: ['dovecot-core', 'dovecot-imapd', 'dovecot-pop3d', 'dovecot-sieve', 'dovecot-managesieved'],
    elsewhere: 'install Dovecot 2.3 with IMAP, POP3 and ManageSieve (Pigeonhole) and have dovecot and doveadm in PATH.',
  },
  cyrus: {
    title: 'Cyrus IMAP, for the tests against a second mailbox server',
    isThere: () => findCyrus() !== null,
    debian: ['cyrus-common', 'db-util'],
    // It conflicts with Dovecot's.
    unpacked: ['cyrus-imapd'],
    elsewhere: 'install Cyrus IMAP 3 with timsieved, and db_load of Berkeley DB 5.3.',
  },
  postfix: {
    title: 'Postfix, for the tests against a real mail server',
    isThere: () => findPostfix() !== null,
    debian: ['postfix', 'curl'],
    elsewhere: 'install Postfix and curl and have postfix, smtp-sink, smtp-source and curl in PATH.',
  },
  exim: {
    title: 'Exim, for the test of a second mail server that hands mail over',
    isThere: () => findExim() !== null,
    debian: ['libidn12', 'libgnutls-dane0', 'libnsl2', 'libpcre2-8-0', 'libdb5.3', 'libnss-wrapper', 'curl'],
    // It conflicts with Postfix.
    unpacked: ['exim4-daemon-light'],
    elsewhere: 'install Exim 4 and the library nss_wrapper.',
  },
  radicale: {
    title: 'Radicale, for the tests against a real CardDAV server',
    isThere: () => findRadicale() !== null,
    debian: ['radicale'],
    elsewhere: 'install Radicale 3 and have radicale in PATH.',
  },
} satisfies Record<string, Need>;

export type NeedName = keyof typeof needs;

/** Which of these the machine lacks, after installing what it may (Debian, as root). */
export function missingNeeds(wanted: readonly NeedName[]): NeedName[] {
  const missing = () => [...new Set(wanted)].filter((name) => !needs[name].isThere());
  const found: readonly Need[] = missing().map((name) => needs[name]);
  if (found.length > 0 && mayInstall()) {
    installPackages(found.flatMap(({ debian }) => debian));
    for (const name of found.flatMap(({ unpacked = [] }) => unpacked)) unpackPackage(name);
  }
  return missing();
}

const mayInstall = (): boolean =>
  process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

/** The package lists of a fresh machine are empty or old: they are fetched when the first attempt fails. */
function installPackages(packages: readonly string[]): void {
  console.log(`Installing ${packages.join(', ')} (apt-get).`);
  // What is there is never taken away for it: another need, or the owner of the machine, wants it.
  const install = () => aptGet('install', '-y', '--no-install-recommends', '--no-remove', ...packages);
  if (install() || (aptGet('update') && install())) return;
  console.log('apt-get could not install them.');
}

/** Its files alone, into a folder of ours: nothing of it is set up and no service is started. */
function unpackPackage(name: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'correspond-package-'));
  try {
    console.log(`Unpacking ${name} (apt-get download).`);
    if (!aptGetIn(folder, 'download', name)) return;
    mkdirSync(unpackedFolder, { recursive: true });
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.deb')))
      spawnSync('dpkg-deb', ['-x', join(folder, file), unpackedFolder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const aptGet = (...args: string[]): boolean => aptGetIn('/', ...args);

function aptGetIn(cwd: string, ...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { cwd, env, encoding: 'utf8' });
  if (status !== 0) console.log(stderr.trim().split('\n').slice(-3).join('\n'));
  return status === 0;
}
