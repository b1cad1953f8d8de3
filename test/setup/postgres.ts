import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { findPostgres } from './programs.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server of this run's own; freshDatabase() (test/support/postgres.ts) makes databases on it. */
    postgresUrl: string;
  }
}

type Identity = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** A PostgreSQL server of this process's own on loopback; `url` names its administrator. */
export interface OwnPostgres {
  readonly url: string;
  /** SIGQUIT to the postmaster, and the server begun again over what is on disk; resolves when it takes connections. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL server on loopback for this test run and stops it afterwards; safe to lose, so it never syncs. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres({ durable: false });
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

/** `durable`: with the settings PostgreSQL comes with, so that a commit is on disk; else it never syncs. */
export async function startPostgres({ durable }: { readonly durable: boolean }): Promise<OwnPostgres> {
  const programs = findPostgres();
  if (programs === null) {
    throw new Error('The tests need a PostgreSQL server (Debian: postgresql); initdb and postgres were not found.');
  }
  const identity = postgresIdentity();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'correspond-postgres-')));
  const secret = randomBytes(16).toString('hex');
  try {
    initialise(programs.initdb, folder, secret, identity);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const port = await freePort();
  const keeper = await start({ postgres: programs.postgres, folder, port, identity, durable });
  const url = `postgres://postgres:${secret}@127.0.0.1:${port}/postgres`;
  await refuseStranger(url, folder);
  return { url, crash: () => crash(keeper), stop: () => stop(keeper) };
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function postgresIdentity(): Identity {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function initialise(initdb: string, folder: string, secret: string, identity: Identity): void {
  const secretFile = join(folder, '..', `${secret}.pw`);
  writeFileSync(secretFile, secret, { mode: 0o600, flag: 'wx' });
  try {
    if ('uid' in identity) {
      for (const path of [folder, secretFile]) chownSync(path, identity.uid, identity.gid);
    }
    const options = ['-U', 'postgres', '-A', 'password', `--pwfile=${secretFile}`, '-E', 'UTF8', '--locale=C'];
    execFileSync(initdb, ['-D', folder, '--no-sync', ...options], { ...identity, cwd: folder, stdio: 'pipe' });
  } finally {
    rmSync(secretFile, { force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const untilReady = (keeper: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    keeper.once('message', (told: { ready: true } | { ready: false; why: string }) => {
      if (told.ready) resolve();
      else reject(new Error(`PostgreSQL did not start: ${told.why}`));
    });
    keeper.once('error', reject);
  });

async function start(server: object): Promise<ChildProcess> {
  const keeper = fork(join(import.meta.dirname, 'postgres-keeper.mjs'), [JSON.stringify(server)], { execArgv: [] });
  await untilReady(keeper);
  return keeper;
}

async function crash(keeper: ChildProcess): Promise<void> {
  const ready = untilReady(keeper);
  keeper.send('crash');
  await ready;
}

/** Another program may have taken the port in between: the tests must never write into a server that is not theirs. */
async function refuseStranger(url: string, folder: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    if (rows[0]?.data_directory !== folder)
      throw new Error('The PostgreSQL server that answers is not the tests’ own.');
  } finally {
    await client.end();
  }
}

async function stop(keeper: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.disconnect();
  await ended;
}
