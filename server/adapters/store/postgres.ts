import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';

/** SQLSTATE classes after which the same transaction may succeed: serialization failure, deadlock. */
const tryAgainStates = new Set(['40001', '40P01']);
const attempts = 5;

const statementNames = new Map<string, string>();

/** A name per statement text lets the server keep its plan (extended query protocol). */
const nameOf = (text: string): string => {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  if (statementNames.size >= 2_000) return '';
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  statementNames.set(text, name);
  return name;
};

const canBeNamed = (text: string): boolean => /^(select|insert|update|delete|with)\b/i.test(text);

/** int8 arrives as text by default; ours are counts and milliseconds, well within a number. */
const int8 = 20;
const typeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  (oid as number) === int8 ? (Number as never) : (pg.types.getTypeParser(oid, format) as never);

/** `pg`'s pool, with statements prepared by name and whole numbers as numbers. */
class NamedStatementPool {
  readonly #pool: pg.Pool;
  constructor(url: string, connections: number) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: connections,
      types: { getTypeParser: typeParser },
    });
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
  }
  async connect() {
    const client = await this.#pool.connect();
    const query = (text: unknown, values?: readonly unknown[]) => {
      if (typeof text !== 'string') throw new TypeError('cursors are not used');
      const name = canBeNamed(text) ? nameOf(text) : '';
      return client.query({ text, values: [...(values ?? [])], ...(name === '' ? {} : { name }) });
    };
    return { query, release: () => client.release() };
  }
  end() {
    return this.#pool.end();
  }
}

const mayTryAgain = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && tryAgainStates.has(String(error.code));

/** The shared engine: several processes on one PostgreSQL 13 or newer. */
export const createPostgresEngine = (url: string, connections = 10): Engine => {
  const pool = new NamedStatementPool(url, connections);
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }),
  });
  return {
    name: 'postgres',
    reader: db,
    writer: db,
    transact: async (work) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await db.transaction().execute(work);
        } catch (error) {
          if (attempt >= attempts || !mayTryAgain(error)) throw error;
        }
      }
    },
    close: () => db.destroy(),
  };
};
