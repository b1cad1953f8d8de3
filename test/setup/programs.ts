import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const exe = process.platform === 'win32' ? '.exe' : '';

/** The first of these programs that can be run, by absolute path or searched in PATH and the given folders. */
export function findProgram(names: readonly string[], folders: readonly string[] = []): string | null {
  const searched = [...folders, ...(process.env['PATH'] ?? '').split(delimiter).filter((each) => each !== '')];
  const candidates = names.flatMap((name) => searched.map((folder) => join(folder, name + exe)));
  return candidates.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Absent or not executable: the search goes on.
    return false;
  }
}

/** Folder of `initdb` and `postgres` (Debian keeps them out of PATH), the newest version first; null without a server. */
export function findPostgres(): { readonly initdb: string; readonly postgres: string } | null {
  const debian = versionsBelow('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`);
  const homebrew = versionsBelow('/opt/homebrew/opt', 'postgresql').map((name) => `/opt/homebrew/opt/${name}/bin`);
  const folders = [...debian, ...homebrew];
  const initdb = findProgram(['initdb'], folders);
  const postgres = findProgram(['postgres'], folders);
  return initdb === null || postgres === null ? null : { initdb, postgres };
}

function versionsBelow(folder: string, prefix = ''): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.startsWith(prefix));
    return names.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));
  } catch {
    // No such folder on this system.
    return [];
  }
}

/** A Chromium or Chrome of this machine; CHROMIUM names another one. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return isProgram(named) ? named : null;
  const mac = ['/Applications/Google Chrome.app/Contents/MacOS', '/Applications/Chromium.app/Contents/MacOS'];
  const windows = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    return folder === undefined ? [] : [join(folder, 'Google', 'Chrome', 'Application')];
  });
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'Google Chrome', 'Chromium', 'chrome'];
  return findProgram(names, [...mac, ...windows]);
}

/** Debian keeps servers out of the PATH of ordinary users. */
const serverFolders = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

/** Dovecot with IMAP, POP3 and ManageSieve, and its tool; null when one of them is missing. */
export function findDovecot(): { readonly dovecot: string; readonly doveadm: string } | null {
  const dovecot = findProgram(['dovecot'], serverFolders);
  const doveadm = findProgram(['doveadm'], serverFolders);
  const parts = ['imap', 'pop3', 'managesieve'].map((name) =>
    findProgram([name], ['/usr/lib/dovecot', '/usr/libexec/dovecot', '/opt/homebrew/libexec/dovecot']),
  );
  return dovecot === null || doveadm === null || parts.includes(null) ? null : { dovecot, doveadm };
}

/** Postfix and the two test programs that come with it; null when one of them is missing. */
export function findPostfix(): { readonly postfix: string; readonly sink: string; readonly source: string } | null {
  const postfix = findProgram(['postfix'], serverFolders);
  const sink = findProgram(['smtp-sink'], serverFolders);
  const source = findProgram(['smtp-source'], serverFolders);
  return postfix === null || sink === null || source === null ? null : { postfix, sink, source };
}

/** Where packages are unpacked that Debian does not let stand beside others. */
export const unpackedFolder = fileURLToPath(new URL('../../dist/.cache/debian', import.meta.url));

export interface CyrusPrograms {
  readonly master: string;
  readonly imapd: string;
  readonly timsieved: string;
  readonly recover: string;
  /** What writes the passwords. */
  readonly load: string;
}

/** Cyrus IMAP with ManageSieve; null when a part of it is missing. */
export function findCyrus(): CyrusPrograms | null {
  const folders = ['/usr/lib/cyrus/bin', join(unpackedFolder, 'usr/lib/cyrus/bin'), '/usr/libexec/cyrus-imapd'];
  // Other programs are called `imapd` and `master` too: PATH is not searched.
  const find = (name: string) => folders.map((folder) => join(folder, name)).find(isProgram);
  const [master, imapd, timsieved, recover] = ['master', 'imapd', 'timsieved', 'ctl_cyrusdb'].map(find);
  const load = findProgram(['db_load', 'db5.3_load']);
  if (master === undefined || imapd === undefined || timsieved === undefined || recover === undefined) return null;
  return load === null ? null : { master, imapd, timsieved, recover, load };
}

/** Exim and the library that lets it find its user where nobody made it; null when one of them is missing. */
export function findExim(): { readonly exim: string; readonly users: string } | null {
  const exim = findProgram(['exim4', 'exim'], [join(unpackedFolder, 'usr/sbin'), ...serverFolders]);
  const folders = ['/usr/lib64', '/usr/lib', ...versionsBelow('/usr/lib').map((name) => `/usr/lib/${name}`)];
  const users = folders.map((folder) => join(folder, 'libnss_wrapper.so')).find((path) => existsSync(path));
  return exim === null || users === undefined ? null : { exim, users };
}

/** Radicale, the CardDAV and CalDAV server of the tests. */
export const findRadicale = (): string | null => findProgram(['radicale']);
