import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type CyrusPrograms, findCyrus } from '../setup/programs.ts';
import { makeTestCertificate } from './certificates.ts';
import { freePort, keepProgram, untilItListens, untilNothingListens } from './child-program.ts';

export interface CyrusOptions {
  /** Who may sign in: name to password. Mailboxes are made when their users come for the first time, with a folder Sent. */
  readonly users: Readonly<Record<string, string>>;
  /** Who may sign in as anybody: name to password. */
  readonly masters?: Readonly<Record<string, string>>;
}

/** A Cyrus of this test's own on loopback, with STARTTLS and a certificate that `authority` signed. */
export interface Cyrus extends AsyncDisposable {
  readonly host: 'localhost';
  /** STARTTLS offered; without TLS nobody can sign in. */
  readonly imapPort: number;
  /** ManageSieve with STARTTLS. */
  readonly sievePort: number;
  readonly authority: string;
  stop(): Promise<void>;
  /** Starts again on the same ports over the same mail. */
  start(): Promise<void>;
}

/** Its programs serve as this user, and refuse to serve as root. */
const identityOf = (): { readonly name: string; readonly uid: number; readonly gid: number } => {
  const own = userInfo();
  const name = own.uid === 0 ? 'cyrus' : own.username;
  const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }).trim());
  return { name, uid: ask('-u'), gid: ask('-g') };
};

const imapConfiguration = (folder: string, user: string, masters: readonly string[]): string => `
configdirectory: ${folder}/lib
defaultpartition: default
partition-default: ${folder}/spool
sievedir: ${folder}/sieve
proc_path: ${folder}/proc
mboxname_lockpath: ${folder}/lock
cyrus_user: ${user}
servername: localhost
${masters.length === 0 ? '' : `admins: ${masters.join(' ')}\nproxyservers: ${masters.join(' ')}\n`}virtdomains: no
unixhierarchysep: yes
altnamespace: yes
autocreate_quota: 0
autocreate_inbox_folders: Sent
allowplaintext: no
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: ${folder}/sasldb
sasl_mech_list: PLAIN
tls_server_cert: ${folder}/cert.pem
tls_server_key: ${folder}/key.pem
tls_session_timeout: 0
imapidlepoll: 1
sieve_maxscriptsize: 256
`;

const masterConfiguration = (folder: string, programs: CyrusPrograms, ports: Ports): string => `
START {
  recover cmd="${programs.recover} -C ${folder}/imapd.conf -r"
}
SERVICES {
  imap cmd="${folder}/imapd -C ${folder}/imapd.conf" listen="127.0.0.1:${ports.imap}" prefork=1
  sieve cmd="${programs.timsieved} -C ${folder}/imapd.conf" listen="127.0.0.1:${ports.sieve}" prefork=0
}
EVENTS {
}
`;

interface Ports {
  readonly imap: number;
  readonly sieve: number;
}

/** Passwords as Cyrus SASL looks them up: user, realm and property, apart by NUL. */
const writePasswords = (load: string, file: string, people: Readonly<Record<string, string>>): void => {
  const lines = Object.entries(people).map(([name, secret]) => `${name}\\00localhost\\00userPassword\n${secret}\n`);
  execFileSync(load, ['-T', '-t', 'hash', file], { input: lines.join('') });
};

const prepare = async ({ users, masters = {} }: CyrusOptions, programs: CyrusPrograms, ports: Ports) => {
  const who = identityOf();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'correspond-cyrus-')));
  const certificate = await makeTestCertificate();
  const folders = ['lib', 'lib/db', 'lib/socket', 'lib/proc', 'spool', 'sieve', 'proc', 'lock'];
  for (const name of folders) mkdirSync(join(folder, name));
  writePasswords(programs.load, join(folder, 'sasldb'), { ...users, ...masters });
  const files = {
    'cert.pem': certificate.cert,
    'key.pem': certificate.key,
    'imapd.conf': imapConfiguration(folder, who.name, Object.keys(masters)),
    'cyrus.conf': masterConfiguration(folder, programs, ports),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  // Whoever serves may not be allowed into the folder where it was unpacked.
  copyFileSync(programs.imapd, join(folder, 'imapd'));
  chmodSync(join(folder, 'imapd'), 0o755);
  for (const name of ['.', 'sasldb', ...folders, ...Object.keys(files)])
    chownSync(join(folder, name), who.uid, who.gid);
  return { folder, who, authority: certificate.authority };
};

/** Starts a Cyrus in a temporary folder; stopped and removed when it is disposed of. */
export const startCyrus = async (options: CyrusOptions): Promise<Cyrus> => {
  const programs = findCyrus();
  if (programs === null) throw new Error('The tests need Cyrus IMAP (Debian: cyrus-imapd).');
  const ports = { imap: await freePort(), sieve: await freePort() };
  const { folder, who, authority } = await prepare(options, programs, ports);
  const given = ['-C', join(folder, 'imapd.conf'), '-M', join(folder, 'cyrus.conf'), '-p', join(folder, 'master.pid')];
  const run = () =>
    keepProgram(spawn(programs.master, given, { uid: who.uid, gid: who.gid, stdio: ['ignore', 'pipe', 'pipe'] }));
  let running = run();
  const ready = () => Promise.all(Object.values(ports).map((port) => untilItListens(port, running)));
  const remove = async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  await ready().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    host: 'localhost',
    imapPort: ports.imap,
    sievePort: ports.sieve,
    authority,
    stop: async () => {
      await running.stop();
      await Promise.all(Object.values(ports).map(untilNothingListens));
    },
    start: async () => {
      running = run();
      await ready();
    },
    [Symbol.asyncDispose]: remove,
  };
};
