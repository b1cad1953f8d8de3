import { execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDovecot } from '../setup/programs.ts';
import { makeTestCertificate } from './certificates.ts';
import { freePort, keepProgram, untilItListens } from './child-program.ts';
import { type Stranger, stranger } from './stranger.ts';

export interface DovecotOptions {
  /** Who may sign in: name to password. */
  readonly users: Readonly<Record<string, string>>;
  /** Who may open the mailbox of anybody: name to password. */
  readonly masters?: Readonly<Record<string, string>>;
  /** One program signs in many sessions over TLS; else each has one of its own, of which there are at most 100. */
  readonly manySessions?: boolean;
  /** Where it asks whose access token it is (RFC 7662); XOAUTH2 and OAUTHBEARER are offered then. */
  readonly introspectionUrl?: string;
  /** Lines of the section `plugin`. */
  readonly plugin?: string;
}

/** A mail that lies in a mailbox as if it had come at that moment. */
export interface LaidMail {
  readonly bytes: string | Uint8Array;
  readonly arrivedAt: Date;
}

/** A mail server of this test's own on loopback, with STARTTLS and a certificate that `authority` signed. */
export interface Dovecot extends AsyncDisposable {
  readonly host: 'localhost';
  /** STARTTLS offered; without TLS nobody can sign in. */
  readonly imapPort: number;
  readonly imapsPort: number;
  readonly pop3Port: number;
  readonly pop3sPort: number;
  /** ManageSieve with STARTTLS. */
  readonly sievePort: number;
  readonly authority: string;
  /** Puts a message into a folder as the server would on delivery; folders are made. */
  deliver(user: string, message: string | Uint8Array, folder?: string): void;
  /** Puts many into INBOX at once, in this order, and the server takes them when it looks next. */
  lay(user: string, mails: readonly LaidMail[]): void;
  /** INBOX loses its UIDs, as when a mailbox is rebuilt: UIDVALIDITY changes. */
  loseIndexes(user: string): void;
  /** What hands a mail for a user over as a mail server does, its words for a shell; rules of Sieve count. */
  readonly deliveryAgent: string;
  /** `doveadm` on this server: kick, mailbox, expunge. Gives what it prints. */
  doveadm(...args: readonly string[]): string;
  stop(): Promise<void>;
  /** Starts again on the same ports over the same mail. */
  start(): Promise<void>;
}

interface Ports {
  readonly imap: number;
  readonly imaps: number;
  readonly pop3: number;
  readonly pop3s: number;
  readonly sieve: number;
}

const listener = (name: string, port: number, ssl: boolean): string =>
  `  inet_listener ${name} {\n    address = 127.0.0.1 ::1\n    port = ${port}\n    ssl = ${ssl ? 'yes' : 'no'}\n  }\n`;

const oauthPassdb = (folder: string): string => `
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${folder}/oauth2.conf
}
`;

const oauthConfiguration = (url: string): string => `
introspection_mode = post
introspection_url = ${url}
username_attribute = username
active_attribute = active
active_value = true
`;

interface Asked {
  readonly oauth: boolean;
  readonly manySessions: boolean;
  readonly plugin: string;
}

const configuration = (folder: string, who: Stranger, ports: Ports, asked: Asked): string => `
protocols = imap pop3 sieve
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
default_internal_user = ${who.name}
default_internal_group = ${who.group}
default_login_user = ${who.name}
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%u
mail_max_userip_connections = 200
auth_mechanisms = plain login${asked.oauth ? ' xoauth2 oauthbearer' : ''}
disable_plaintext_auth = yes
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
auth_master_user_separator = *
${asked.oauth ? oauthPassdb(folder) : ''}passdb {
  driver = passwd-file
  args = ${folder}/masters
  master = yes
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${who.uid} gid=${who.gid} home=${folder}/home/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
  mailbox Trash {
    special_use = \\Trash
  }
  mailbox Spam {
    special_use = \\Junk
  }
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
${asked.manySessions ? '  service_count = 0\n' : ''}${listener('imap', ports.imap, false)}${listener('imaps', ports.imaps, true)}
}
service pop3-login {
  chroot =
${listener('pop3', ports.pop3, false)}${listener('pop3s', ports.pop3s, true)}
}
service managesieve-login {
  chroot =
${listener('sieve', ports.sieve, false)}
}
plugin {
  sieve = file:${folder}/home/%u/sieve;active=${folder}/home/%u/active.sieve
${asked.plugin}}
`;

const prepare = async (options: DovecotOptions, who: Stranger, ports: Ports) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'correspond-dovecot-')));
  const certificate = await makeTestCertificate();
  for (const name of ['mail', 'home', 'run', 'state']) mkdirSync(join(folder, name));
  for (const [file, people] of Object.entries({ users: options.users, masters: options.masters ?? {} })) {
    const lines = Object.entries(people).map(([name, secret]) => `${name}:{PLAIN}${secret}::::::\n`);
    writeFileSync(join(folder, file), lines.join(''));
  }
  writeFileSync(join(folder, 'cert.pem'), certificate.cert);
  writeFileSync(join(folder, 'key.pem'), certificate.key);
  writeFileSync(
    join(folder, 'dovecot.conf'),
    configuration(folder, who, ports, {
      oauth: options.introspectionUrl !== undefined,
      manySessions: options.manySessions === true,
      plugin: options.plugin ?? '',
    }),
  );
  writeFileSync(join(folder, 'oauth2.conf'), oauthConfiguration(options.introspectionUrl ?? ''));
  for (const name of [
    '.',
    'mail',
    'home',
    'run',
    'state',
    'users',
    'masters',
    'cert.pem',
    'key.pem',
    'dovecot.conf',
    'oauth2.conf',
  ]) {
    chownSync(join(folder, name), who.uid, who.gid);
  }
  return { folder, authority: certificate.authority };
};

/** Starts a Dovecot in a temporary folder; stopped and removed when it is disposed of. */
export const startDovecot = async (options: DovecotOptions): Promise<Dovecot> => {
  const programs = findDovecot();
  if (programs === null)
    throw new Error('The tests need Dovecot (Debian: dovecot-imapd dovecot-pop3d dovecot-managesieved).');
  const who = stranger();
  const ports = {
    imap: await freePort(),
    imaps: await freePort(),
    pop3: await freePort(),
    pop3s: await freePort(),
    sieve: await freePort(),
  };
  const { folder, authority } = await prepare(options, who, ports);
  const config = ['-c', join(folder, 'dovecot.conf')];
  const as = { uid: who.uid, gid: who.gid };
  const run = () =>
    keepProgram(spawn(programs.dovecot, ['-F', ...config], { ...as, stdio: ['ignore', 'pipe', 'pipe'] }));
  let running = run();
  let laid = 0;
  let later = 0;
  const ready = () => Promise.all(Object.values(ports).map((port) => untilItListens(port, running)));
  const remove = async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await ready().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const doveadm = (...args: readonly string[]) =>
    execFileSync(programs.doveadm, [...config, ...args], {
      ...as,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    host: 'localhost',
    imapPort: ports.imap,
    imapsPort: ports.imaps,
    pop3Port: ports.pop3,
    pop3sPort: ports.pop3s,
    sievePort: ports.sieve,
    authority,
    deliveryAgent: `${programs.doveadm} ${config.join(' ')} exec dovecot-lda ${config.join(' ')} -o mail_plugins=sieve`,
    deliver: (user, message, mailbox = 'INBOX') => {
      const options = { ...as, input: message, stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'] };
      if (mailbox !== 'INBOX' && !doveadm('mailbox', 'list', '-u', user).split('\n').includes(mailbox)) {
        doveadm('mailbox', 'create', '-u', user, mailbox);
      }
      execFileSync(programs.doveadm, [...config, 'save', '-u', user, '-m', mailbox], options);
    },
    lay: (user, mails) => {
      const maildir = join(folder, 'mail', user);
      for (const part of ['', 'tmp', 'new', 'cur']) {
        mkdirSync(join(maildir, part), { recursive: true });
        chownSync(join(maildir, part), who.uid, who.gid);
      }
      for (const { bytes, arrivedAt } of mails) {
        laid += 1;
        const file = join(maildir, 'new', `${1_000_000_000 + laid}.M1P1.localhost`);
        writeFileSync(file, bytes);
        chownSync(file, who.uid, who.gid);
        utimesSync(file, arrivedAt, arrivedAt);
      }
    },
    loseIndexes: (user) => {
      const maildir = join(folder, 'mail', user);
      for (const file of readdirSync(maildir).filter((name) => name.startsWith('dovecot'))) {
        rmSync(join(maildir, file));
      }
      later += 1;
      writeFileSync(join(maildir, 'dovecot-uidlist'), `3 V${Math.floor(Date.now() / 1_000) + later} N1\n`);
      chownSync(join(maildir, 'dovecot-uidlist'), who.uid, who.gid);
    },
    doveadm,
    stop: () => running.stop(),
    start: async () => {
      running = run();
      await ready();
    },
    [Symbol.asyncDispose]: remove,
  };
};
