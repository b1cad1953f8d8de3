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
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findExim } from '../setup/programs.ts';
import { freePort, keepProgram, untilItListens } from './child-program.ts';
import { stranger } from './stranger.ts';

export interface EximOptions {
  /** Domain it takes mail for. */
  readonly domain: string;
  /** Sections of its configuration: one router and one transport. */
  readonly router: string;
  readonly transport: string;
}

/** A real mail server of this test's own on loopback, with its own configuration and queue. */
export interface Exim extends AsyncDisposable {
  readonly port: number;
  /** How many mails wait in its queue. */
  waiting(): number;
  /** What it wrote of mails and deliveries. */
  log(): string;
}

const environment = ['LD_PRELOAD', 'NSS_WRAPPER_PASSWD', 'NSS_WRAPPER_GROUP', 'PATH'];

const configuration = (folder: string, port: number, { domain, router, transport }: EximOptions): string => `
keep_environment = ${environment.join(' : ')}
exim_path = ${folder}/exim
spool_directory = ${folder}/spool
log_file_path = ${folder}/spool/log-%s
primary_hostname = relay.test
daemon_smtp_ports = ${port}
local_interfaces = 127.0.0.1
acl_smtp_rcpt = accepted
never_users =
deliver_drop_privilege = true
tls_advertise_hosts =
begin acl
accepted:
  accept domains = ${domain}
  deny message = relay not permitted
begin routers
${router}
begin transports
${transport}
begin retry
* * F,2h,15m
`;

/** Starts an Exim in a temporary folder as somebody without rights; stopped and removed when it is disposed of. */
export const startExim = async (options: EximOptions): Promise<Exim> => {
  const programs = findExim();
  if (programs === null)
    throw new Error('The tests need Exim and nss_wrapper (Debian: exim4-daemon-light libnss-wrapper).');
  const who = stranger();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'correspond-exim-')));
  const port = await freePort();
  // Whoever serves may not be allowed into the folder where it was unpacked.
  copyFileSync(programs.exim, join(folder, 'exim'));
  chmodSync(join(folder, 'exim'), 0o755);
  mkdirSync(join(folder, 'spool'));
  const entry = (name: string) => `${name}:x:${who.uid}:${who.gid}::/nonexistent:/bin/false\n`;
  const files = {
    passwd: `root:x:0:0::/root:/bin/sh\n${entry(who.name)}${entry('Debian-exim')}`,
    group: `root:x:0:\nDebian-exim:x:${who.gid}:\n`,
    'exim.conf': configuration(folder, port, options),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const name of ['.', 'spool', ...Object.keys(files)]) chownSync(join(folder, name), who.uid, who.gid);
  const env = {
    PATH: process.env['PATH'] ?? '',
    LD_PRELOAD: programs.users,
    NSS_WRAPPER_PASSWD: join(folder, 'passwd'),
    NSS_WRAPPER_GROUP: join(folder, 'group'),
  };
  const as = { uid: who.uid, gid: who.gid, env };
  const program = join(folder, 'exim');
  const config = ['-C', join(folder, 'exim.conf')];
  const running = keepProgram(
    spawn(program, [...config, '-bdf', '-q1h'], { ...as, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  const remove = async (): Promise<void> => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  await untilItListens(port, running).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    port,
    waiting: () => Number(execFileSync(program, [...config, '-bpc'], { ...as, encoding: 'utf8' })),
    log: () => execFileSync('cat', [join(folder, 'spool', 'log-main')], { encoding: 'utf8' }),
    [Symbol.asyncDispose]: remove,
  };
};
