import { type CompiledQuery, PostgresDialect, type QueryResult } from 'kysely';
import type { Engine } from './engine.ts';
import { handlesOf, once, type Runner } from './bound-database.ts';
import { NamedStatementPool } from './named-statements.ts';
import { inTransaction, TransactionFailure } from './pipelined-transaction.ts';

/** SQLSTATE classes after which the same transaction may succeed: serialization failure, deadlock. */
const tryAgainStates = new Set(['40001', '40P01']);
const attempts = 5;

/** The connection was ended by the server, by an administrator or on the way. */
const lostStates = /^(?:57P01|57P02|08003|08006|ECONNRESET|EPIPE)$/;
const lostWords = /Connection terminated|is not queryable/;
/** So often work is done on another connection; a database that is away refuses that one, which ends it. */
const attemptsWhenLost = 4;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const isLost = (error: unknown): boolean =>
  lostStates.test(codeOf(error)) || (error instanceof Error && lostWords.test(error.message));

/** A transaction whose connection was lost before its commit was sent stands nowhere: it is run again like one that clashed. */
const mayTryAgain = (error: unknown, attempt: number): boolean => {
  const cause = error instanceof TransactionFailure ? error.cause : error;
  if (tryAgainStates.has(codeOf(cause))) return attempt < attempts;
  return error instanceof TransactionFailure && !error.mayStand && isLost(cause) && attempt < attemptsWhenLost;
};

const handles = handlesOf(new PostgresDialect({ pool: () => Promise.reject(new TypeError('opened by the engine')) }));

const runOn = async <Row>(pool: NamedStatementPool, { sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
  const client = await pool.connect();
  try {
    const { rows, rowCount, command } = await client.query(sql, parameters);
    client.release();
    const answer = { rows: rows as Row[] };
    return command === 'SELECT' ? answer : { ...answer, numAffectedRows: BigInt(rowCount ?? 0) };
  } catch (error) {
    client.release(isLost(error) ? 'broken' : undefined);
    throw error;
  }
};

/** Runs one statement by itself, on whichever connection is free; one that only reads, on another when that is lost. */
const alone =
  (pool: NamedStatementPool): Runner =>
  async <Row>(query: CompiledQuery) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await runOn<Row>(pool, query);
      } catch (error) {
        if (!/^select\b/i.test(query.sql) || !isLost(error) || attempt >= attemptsWhenLost) throw error;
      }
    }
  };

const again = async <T>(run: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!mayTryAgain(error, attempt)) throw error instanceof TransactionFailure ? error.cause : error;
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
