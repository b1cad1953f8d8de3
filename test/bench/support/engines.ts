import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import type { StoreLocation } from '../../../server/adapters/store/store.ts';
import { startPostgres } from '../../setup/postgres.ts';

type Row = Readonly<Record<string, unknown>>;

/** The driver itself, with statements prepared once and PostgreSQL's `$n` parameters on both engines. */
export interface BareEngine {
  rows(statement: string, values: readonly unknown[]): Promise<Row[]>;
  /** These statements in one durable transaction. */
  transact(statements: readonly (readonly [text: string, values: readonly unknown[]])[]): Promise<void>;
  /** What PostgreSQL does by itself a minute after a table has grown; without it plans stay those of empty tables. */
  gatherStatistics(): Promise<void>;
  readonly version: string;
  close(): Promise<void>;
}

/** A place for databases of one engine, removed at the end. */
export interface BenchEngine {
  readonly name: 'sqlite' | 'postgres';
  newDatabase(name: string): Promise<StoreLocation>;
  open(location: StoreLocation): Promise<BareEngine>;
  close(): Promise<void>;
}

const openBareSqlite = (path: string): BareEngine => {
  const connection = new BetterSqlite3(path, { timeout: 10_000 });
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'cache_size = -65536'])
    connection.pragma(pragma);
  const prepared = new Map<string, BetterSqlite3.Statement>();
  const prepare = (text: string): BetterSqlite3.Statement => {
    const statement = prepared.get(text) ?? connection.prepare(text.replaceAll(/\$\d+/g, '?'));
    prepared.set(text, statement);
    return statement;
  };
  const run = connection.transaction((statements: readonly (readonly [string, readonly unknown[]])[]) => {
    for (const [text, values] of statements) prepare(text).run(...values);
  });
  return {
    rows: (text, values) => {
      const bound = [...text.matchAll(/\$(\d+)/g)].map(([, place]) => values[Number(place) - 1]);
      return Promise.resolve(prepare(text).all(...bound) as Row[]);
    },
    transact: (statements) => {
      run(statements);
      return Promise.resolve();
    },
    gatherStatistics: () => Promise.resolve(),
    version: connection.prepare('select sqlite_version()').pluck().get() as string,
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
};

const openBarePostgres = async (url: string): Promise<BareEngine> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const names = new Map<string, string>();
  const query = (text: string, values: readonly unknown[]) => {
    const name = names.get(text) ?? `bare_${names.size}`;
    names.set(text, name);
    return client.query<Row>({ text, values: [...values], name });
  };
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return {
    rows: async (text, values) => (await query(text, values)).rows,
    transact: async (statements) => {
      await client.query('begin');
      for (const [text, values] of statements) await query(text, values);
      await client.query('commit');
    },
    gatherStatistics: async () => {
      await client.query('analyze');
    },
    version: rows[0]?.server_version ?? 'unknown',
    close: () => client.end(),
  };
};

/** The driver beside a store that is open elsewhere. */
export const openBare = (location: StoreLocation): Promise<BareEngine> =>
  location.engine === 'sqlite' ? Promise.resolve(openBareSqlite(location.path)) : openBarePostgres(location.url);

export const sqliteBench = (): BenchEngine => {
  const folder = mkdtempSync(join(tmpdir(), 'correspond-bench-'));
  return {
    name: 'sqlite',
    newDatabase: (name) =>
      Promise.resolve({ engine: 'sqlite', path: join(folder, `${name}.sqlite`), contentDirectory: null }),
    open: openBare,
    close: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
};

/** A server of the benchmark's own with PostgreSQL's default settings: every commit is on disk. */
export const postgresBench = async (): Promise<BenchEngine> => {
  const server = await startPostgres({ durable: true });
  return {
    name: 'postgres',
    newDatabase: async (name) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return { engine: 'postgres', url: url.href };
    },
    open: openBare,
    close: () => server.stop(),
  };
};
