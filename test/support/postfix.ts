import { execFileSync } from 'node:child_process';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostfix } from '../setup/programs.ts';
import { freePort, keepProgram, untilItListens } from './child-program.ts';

export interface PostfixOptions {
  /** Where accepted mail goes on to, usually an smtp-sink. */
  readonly relayPort: number;
  /** Domains it takes mail for; everything else is relay access denied. Null: for all. */
  readonly relayDomains: readonly string[] | null;
  /** A service of master.cf, in one line, that mail of these domains is handed to in place of the relay. */
  readonly pipe?: string;
}

/** A real mail server of this test's own on loopback, with its own configuration and queue. */
export interface Postfix extends AsyncDisposable {
  readonly port: number;
  /** Ids of what waits in its queue. */
  queue(): readonly string[];
  /** Of these, the ones that are tried again later. */
  deferred(): readonly string[];
}

/** The first word of a service is its name. */
const transportOf = (pipe: string | undefined): string =>
  pipe === undefined ? '' : `relay_transport = ${pipe.split(' ')[0] ?? ''}:\n`;

const mainConfiguration = (folder: string, { relayPort, relayDomains, pipe }: PostfixOptions): string => `
compatibility_level = 3.6
config_directory = ${folder}/etc
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/mail.log
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.test
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
mynetworks = ${relayDomains === null ? '127.0.0.0/8' : ''}
relay_domains = ${(relayDomains ?? []).join(' ')}
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
relayhost = [127.0.0.1]:${relayPort}
smtp_tls_security_level = none
smtpd_tls_security_level = none
smtpd_peername_lookup = no
message_size_limit = 31457280
${transportOf(pipe)}`;

const masterConfiguration = (port: number, pipe = ''): string => `
127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
${pipe}
`;

/** Starts a Postfix in a temporary folder; stopped and removed when it is disposed of. Its master needs root. */
export const startPostfix = async (options: PostfixOptions): Promise<Postfix> => {
  const programs = findPostfix();
  if (programs === null) throw new Error('The tests need Postfix (Debian: postfix).');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'correspond-postfix-')));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const etc = join(folder, 'etc');
  for (const name of ['etc', 'queue', 'data']) mkdirSync(join(folder, name));
  execFileSync('chown', ['postfix', join(folder, 'data')]);
  writeFileSync(join(etc, 'main.cf'), mainConfiguration(folder, options));
  writeFileSync(join(etc, 'master.cf'), masterConfiguration(port, options.pipe));
  const start = () =>
    keepProgram(spawn(programs.postfix, ['-c', etc, 'start-fg'], { stdio: ['ignore', 'pipe', 'pipe'] }));
  const running = start();
  // What we started is a script that waits for the master, and would leave it behind.
  const stopMaster = (): void => {
    const file = join(folder, 'queue', 'pid', 'master.pid');
    if (!running.hasEnded() && existsSync(file)) process.kill(Number(readFileSync(file, 'utf8')));
    else void running.stop();
  };
  const remove = async (): Promise<void> => {
    stopMaster();
    await running.ended;
    // Its queue manager may still write when the master is gone.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  await untilItListens(port, running).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const waiting = (): readonly { readonly queue_id: string; readonly queue_name: string }[] =>
    execFileSync('postqueue', ['-c', etc, '-j'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { queue_id: string; queue_name: string });
  return {
    port,
    queue: () => waiting().map(({ queue_id }) => queue_id),
    deferred: () =>
      waiting()
        .filter(({ queue_name }) => queue_name === 'deferred')
        .map(({ queue_id }) => queue_id),
    [Symbol.asyncDispose]: remove,
  };
};
