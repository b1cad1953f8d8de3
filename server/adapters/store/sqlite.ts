import BetterSqlite3 from 'better-sqlite3';
import { type CompiledQuery, type Kysely, type QueryResult, SqliteDialect } from 'kysely';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';
import { handlesOf, once, type Runner } from './bound-database.ts';

/** At so many pages (32 MB) the log is copied into the database by the commit that gets there. */
const mostLogPages = 8_000;
/** After so many transactions it is copied between requests. */
const transactionsTogether = 32;
/** SQLite waits so long for another process's write before it says busy. */
const busyTimeoutMs = 10_000;
const mostStatements = 500;

const connect = (file: string): BetterSqlite3.Database => {
  const connection = new BetterSqlite3(file, { timeout: busyTimeoutMs });
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -65536');
  connection.pragma(`wal_autocheckpoint = ${mostLogPages}`);
  return connection;
};

/** One connection, which prepares each text once: preparing costs more than running. Statements run at once. */
class SqliteConnection {
  readonly #database: BetterSqlite3.Database;
  readonly #statements = new Map<string, BetterSqlite3.Statement>();

  constructor(file: string) {
    this.#database = connect(file);
  }

  #prepared(text: string): BetterSqlite3.Statement {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    if (this.#statements.size >= mostStatements) this.#statements.clear();
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }

  command(text: 'begin immediate' | 'commit' | 'rollback'): void {
    this.#prepared(text).run();
  }

  /** Copies the log into the database, as far as no reader is in the way. */
  checkpoint(): void {
    if (!this.#database.open || this.#database.inTransaction) return;
    try {
      this.#database.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // The log holds all that is committed; the next one copies it.
    }
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const statement = this.#prepared(sql);
    if (statement.reader) return { rows: statement.all(parameters) as Row[] };
    const { changes } = statement.run(parameters);
    return { numAffectedRows: BigInt(changes), rows: [] };
  }

  close(): void {
    this.#database.close();
  }
}

/** What SQLite does at once, as a promise: a failure is its rejection. */
const promised = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

/** One after the other: who asks first goes first. */
const inTurn = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};

const handles = handlesOf(new SqliteDialect({ database: () => Promise.reject(new TypeError('opened by the engine')) }));

/**
 * Counts transactions and checkpoints between requests: a commit is on disk in the log by itself, and copying the log,
 * which syncs the database once more, is left until the answer is out.
 */
const checkpointBetween = (connection: SqliteConnection): (() => void) => {
  let count = 0;
  return () => {
    count += 1;
    if (count % transactionsTogether === 0) setImmediate(() => connection.checkpoint());
  };
};

/** Runs `work` between begin and commit; its handle ends with it. */
const inTransaction = async <T>(
  connection: SqliteConnection,
  work: (tx: Kysely<Database>) => Promise<T>,
): Promise<T> => {
  let ended = false;
  const run: Runner = <Row>(query: CompiledQuery) =>
    promised(() => {
      if (ended) throw new Error('the transaction has ended');
      return connection.run<Row>(query);
    });
  // At once the right to write: a transaction that has read first is refused it (busy) when another process wrote since.
  connection.command('begin immediate');
  try {
    const result = await work(handles(run));
    connection.command('commit');
    return result;
  } catch (error) {
    // After some failures (a full disk) SQLite has rolled back by itself.
    if (connection.inTransaction) connection.command('rollback');
    throw error;
  } finally {
    ended = true;
  }
};

/**
 * The embedded engine: one file in WAL mode, every commit on disk (synchronous FULL).
 * While a transaction is being written, readers have a connection of their own, so that they never see it. At other times
 * they use the writer's: another's pages are forgotten at each commit that it did not make itself.
 * `:memory:` has one connection, whose turns give the same.
 */
export const createSqliteEngine = (file: string): Engine => {
  const connection = new SqliteConnection(file);
  const turn = inTurn();
  const committed = checkpointBetween(connection);
  const writer = handles(<Row>(query: CompiledQuery) => turn(() => promised(() => connection.run<Row>(query))));
  const own = file === ':memory:' ? null : new SqliteConnection(file);
  const reader =
    own === null
      ? writer
      : handles(<Row>(query: CompiledQuery) =>
          promised(() => (connection.inTransaction ? own : connection).run<Row>(query)),
        );
  const transact: Engine['transact'] = (work) => turn(() => inTransaction(connection, work)).finally(committed);
  return {
    name: 'sqlite',
    reader,
    writer,
    transact,
    // Begin and commit cost a round trip where the database is elsewhere, and here next to nothing.
    write: (statement) =>
      transact((tx) => statement(handles(once(<Row>(query: CompiledQuery) => tx.executeQuery<Row>(query))))),
    close: () =>
      turn(() =>
        promised(() => {
          connection.close();
          own?.close();
        }),
      ),
  };
};
