import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from './database.ts';

export type EngineName = 'sqlite' | 'postgres';

/** Column types that differ: text compares by bytes on both engines, so that a cursor means the same on either. */
export interface ColumnTypes {
  readonly text: RawBuilder<unknown>;
  readonly bytes: RawBuilder<unknown>;
  readonly whole: RawBuilder<unknown>;
}

export const columnTypes = (engine: EngineName): ColumnTypes =>
  engine === 'sqlite'
    ? { text: sql`text`, bytes: sql`blob`, whole: sql`integer` }
    : { text: sql`text collate "C"`, bytes: sql`bytea`, whole: sql`bigint` };

/** What the two engine files provide; everything else is written once. */
export interface Engine {
  readonly name: EngineName;
  /** Statements inside one transaction; a serialization clash, a deadlock or a connection that is lost before the commit is tried again by the engine. */
  transact<T>(work: (tx: Kysely<Database>) => Promise<T>): Promise<T>;
  /** One statement, which is a transaction by itself; tried again likewise. */
  write<T>(statement: (tx: Kysely<Database>) => Promise<T>): Promise<T>;
  /** Statements that only read. */
  readonly reader: Kysely<Database>;
  readonly writer: Kysely<Database>;
  close(): Promise<void>;
}

/** Milliseconds since 1970 as the database tells them, whatever the process believes. */
export const databaseNow = (engine: EngineName): RawBuilder<number> =>
  engine === 'sqlite'
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;
