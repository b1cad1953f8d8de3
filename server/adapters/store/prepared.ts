import type { CompiledQuery, Insertable, InsertQueryBuilder, InsertResult, Kysely } from 'kysely';
import type { Database } from './database.ts';
import type { EngineName } from './engine.ts';

/** Where a statement runs. */
export interface Place {
  readonly db: Kysely<Database>;
  readonly engine: EngineName;
}

/** Stands in a statement for the value that each execution brings. */
class Placeholder {
  readonly name: string;
  readonly form: (value: unknown) => unknown;

  constructor(name: string, form: (value: unknown) => unknown = (value) => value) {
    this.name = name;
    this.form = form;
  }
}

/** The value in another form; of a placeholder, what will stand in its place. */
export const inForm = <Value>(value: Value, form: (value: Value) => unknown): unknown =>
  value instanceof Placeholder ? new Placeholder(value.name, form as (value: unknown) => unknown) : form(value);

/** The value as JSON text. */
export const jsonText = (value: unknown): unknown => inForm(value, JSON.stringify);

/** Gives the place of a value by its name; fits wherever a value may stand. */
export type ValueOf<Given> = (name: keyof Given & string) => never;

const bind = (parameters: readonly unknown[], given: object): unknown[] =>
  parameters.map((value) =>
    value instanceof Placeholder ? value.form((given as Readonly<Record<string, unknown>>)[value.name]) : value,
  );

/**
 * A statement that is written once for each engine: building its text costs more than SQLite takes to run it, so what
 * every message asks for only binds its values. `build` gets the place of each value instead of the value.
 */
export const prepared = <Given extends object, Row = unknown>(
  build: (value: ValueOf<Given>, place: Place) => CompiledQuery<Row>,
): ((place: Place, given: Given) => Promise<Row[]>) => {
  const compiled = new Map<EngineName, CompiledQuery<Row>>();
  return async (place, given) => {
    let query = compiled.get(place.engine);
    if (query === undefined) {
      query = build((name) => new Placeholder(name) as never, place);
      compiled.set(place.engine, query);
    }
    const bound: CompiledQuery<Row> = { ...query, parameters: bind(query.parameters, given) };
    const { rows } = await place.db.executeQuery(bound);
    return rows;
  };
};

/** Each number of rows is a statement of its own; more rows than this are inserted by several. */
const mostRowsAtOnce = 32;

type Insertion<Table extends keyof Database, Answer> = (
  insert: InsertQueryBuilder<Database, Table, InsertResult>,
) => InsertQueryBuilder<Database, Table, Answer>;

/**
 * Inserts rows of one shape (the same columns in the same order), with a statement that is written once for each number
 * of rows. `finish` adds what follows the values.
 */
export const insertion = <Table extends keyof Database, Answer = InsertResult>(
  table: Table,
  finish?: Insertion<Table, Answer>,
): ((place: Place, rows: readonly Insertable<Database[Table]>[]) => Promise<Answer[]>) => {
  const compiled = new Map<string, CompiledQuery<Answer>>();
  const insert = async (place: Place, rows: readonly Insertable<Database[Table]>[]): Promise<Answer[]> => {
    if (rows.length === 0) return [];
    if (rows.length > mostRowsAtOnce) {
      const first = await insert(place, rows.slice(0, mostRowsAtOnce));
      return [...first, ...(await insert(place, rows.slice(mostRowsAtOnce)))];
    }
    const key = `${place.engine} ${rows.length}`;
    const values = rows.flatMap((row) => Object.values(row));
    let query = compiled.get(key);
    if (query === undefined) {
      const builder = place.db.insertInto(table).values(rows);
      query = (finish === undefined ? builder : finish(builder)).compile();
      compiled.set(key, query);
    }
    const rest = query.parameters.slice(values.length);
    const bound: CompiledQuery<Answer> = { ...query, parameters: [...values, ...rest] };
    const answer = await place.db.executeQuery(bound);
    return answer.rows;
  };
  return insert;
};
