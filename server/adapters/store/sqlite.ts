import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';

/** SQLite waits so long for another process's write before it says busy. */
const busyTimeoutMs = 10_000;

/** The driver prepares each text once: Kysely asks anew for every statement, and preparing costs more than running. */
const withStatementCache = (connection: BetterSqlite3.Database) => {
  const statements = new Map<string, BetterSqlite3.Statement>();
  return {
    close: () => connection.close(),
    prepare: (text: string) => {
      const known = statements.get(text);
      if (known !== undefined) return known;
      if (statements.size >= 500) statements.clear();
      const prepared = connection.prepare(text);
      statements.set(text, prepared);
      return prepared;
    },
  };
};

const connect = (file: string): BetterSqlite3.Database => {
  const connection = new BetterSqlite3(file, { timeout: busyTimeoutMs });
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -65536');
  return connection;
};

const kyselyOn = (connection: BetterSqlite3.Database) =>
  new Kysely<Database>({
    dialect: new SqliteDialect({
      database: withStatementCache(connection),
    }),
  });

/**
 * The embedded engine: one file in WAL mode, every commit on disk (synchronous FULL).
 * Readers have a connection of their own, so that they never see a transaction that is still being written;
 * `:memory:` has one connection, whose mutex gives the same.
 */
export const createSqliteEngine = (file: string): Engine => {
  const writer = kyselyOn(connect(file));
  const reader = file === ':memory:' ? writer : kyselyOn(connect(file));
  return {
    name: 'sqlite',
    reader,
    writer,
    transact: (work) => writer.transaction().execute(work),
    close: async () => {
      await writer.destroy();
      if (reader !== writer) await reader.destroy();
    },
  };
};
