import { type CompiledQuery, PostgresDialect } from 'kysely';
import type { Engine } from './engine.ts';
import { handlesOf, once, type Runner } from './bound-database.ts';
import { NamedStatementPool } from './named-statements.ts';
import { inTransaction } from './pipelined-transaction.ts';

/** SQLSTATE classes after which the same transaction may succeed: serialization failure, deadlock. */
const tryAgainStates = new Set(['40001', '40P01']);
const attempts = 5;

const mayTryAgain = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && tryAgainStates.has(String(error.code));

const handles = handlesOf(new PostgresDialect({ pool: () => Promise.reject(new TypeError('opened by the engine')) }));

/** Runs one statement by itself, on whichever connection is free. */
const alone =
  (pool: NamedStatementPool): Runner =>
  async <Row>({ sql, parameters }: CompiledQuery) => {
    const client = await pool.connect();
    try {
      const { rows, rowCount, command } = await client.query(sql, parameters);
      const answer = { rows: rows as Row[] };
      return command === 'SELECT' ? answer : { ...answer, numAffectedRows: BigInt(rowCount ?? 0) };
    } finally {
      client.release();
    }
  };

const again = async <T>(run: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= attempts || !mayTryAgain(error)) throw error;
    }
  }
};

/** The shared engine: several processes on one PostgreSQL 13 or newer. */
export const createPostgresEngine = (url: string, connections = 10): Engine => {
  const pool = new NamedStatementPool(url, connections);
  const db = handles(alone(pool));
  return {
    name: 'postgres',
    reader: db,
    writer: db,
    transact: (work) => again(async () => inTransaction(await pool.connect(), handles, work)),
    write: (statement) => again(() => statement(handles(once(alone(pool))))),
    close: () => pool.end(),
  };
};
