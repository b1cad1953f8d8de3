import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';
import { handlesOf } from './bound-database.ts';
import { NamedStatementPool } from './named-statements.ts';
import { inTransaction } from './pipelined-transaction.ts';

/** SQLSTATE classes after which the same transaction may succeed: serialization failure, deadlock. */
const tryAgainStates = new Set(['40001', '40P01']);
const attempts = 5;

const mayTryAgain = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && tryAgainStates.has(String(error.code));

/** The shared engine: several processes on one PostgreSQL 13 or newer. */
export const createPostgresEngine = (url: string, connections = 10): Engine => {
  const pool = new NamedStatementPool(url, connections);
  const dialect = new PostgresDialect({ pool: pool as unknown as pg.Pool });
  const handleOn = handlesOf(dialect);
  const db = new Kysely<Database>({ dialect });
  return {
    name: 'postgres',
    reader: db,
    writer: db,
    transact: async (work) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await inTransaction(await pool.connect(), handleOn, work);
        } catch (error) {
          if (attempt >= attempts || !mayTryAgain(error)) throw error;
        }
      }
    },
    close: () => pool.end(),
  };
};
