import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, findDovecot, findPostfix, findPostgres, findRadicale } from './programs.ts';

interface Need {
  readonly title: string;
  readonly isThere: () => boolean;
  /** Packages that bring it on Debian. */
  readonly debian: readonly string[];
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
  postfix: {
    title: 'Postfix, for the tests against a real mail server',
    isThere: () => findPostfix() !== null,
    debian: ['postfix', 'curl'],
    elsewhere: 'install Postfix and curl and have postfix, smtp-sink, smtp-source and curl in PATH.',
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
  const packages = missing().flatMap((name) => needs[name].debian);
  if (packages.length > 0 && mayInstall()) installPackages(packages);
  return missing();
}

const mayInstall = (): boolean =>
  process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

/** The package lists of a fresh machine are empty or old: they are fetched when the first attempt fails. */
function installPackages(packages: readonly string[]): void {
  console.log(`Installing ${packages.join(', ')} (apt-get).`);
  const install = () => aptGet('install', '-y', '--no-install-recommends', ...packages);
  if (install() || (aptGet('update') && install())) return;
  console.log('apt-get could not install them.');
}

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { env, encoding: 'utf8' });
  if (status !== 0) console.log(stderr.trim().split('\n').slice(-3).join('\n'));
  return status === 0;
}
