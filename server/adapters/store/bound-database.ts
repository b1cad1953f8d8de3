import {
  type Compilable,
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
} from 'kysely';
import type { Database } from './database.ts';

/** Whatever runs a statement: a connection, or a connection whose turn is waited for. */
export type Runner = DatabaseConnection['executeQuery'];

/** The runner for one statement: a second one would not be in the same transaction. */
export const once = (run: Runner): Runner => {
  let used = false;
  return (query) => {
    if (used) return Promise.reject(new Error('a second statement needs a transaction'));
    used = true;
    return run(query);
  };
};

const refuse = (): Promise<never> =>
  Promise.reject(new TypeError('the engine alone opens connections and transactions'));

/** A handle begins no transaction by itself: the engine does. */
const noDriver: Driver = {
  init: () => Promise.resolve(),
  acquireConnection: refuse,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: refuse,
  destroy: () => Promise.resolve(),
};

const isCompilable = <Row>(query: CompiledQuery<Row> | Compilable<Row>): query is Compilable<Row> =>
  'compile' in query && typeof query.compile === 'function';

/** Statements over one runner; what is compiled already goes there directly, past the builder's own layers. */
class Handle extends Kysely<Database> {
  readonly #run: Runner;

  constructor(props: ConstructorParameters<typeof Kysely<Database>>[0], run: Runner) {
    super(props);
    this.#run = run;
  }

  override executeQuery<Row>(query: CompiledQuery<Row> | Compilable<Row>): Promise<QueryResult<Row>> {
    return this.#run<Row>(isCompilable(query) ? query.compile() : query);
  }
}

/** Makes handles of a dialect; what they share is made once, for a handle is made for every transaction. */
export const handlesOf = (dialect: Dialect): ((run: Runner) => Kysely<Database>) => {
  const compiler = dialect.createQueryCompiler();
  const adapter = dialect.createAdapter();
  return (run) => {
    const connection: DatabaseConnection = {
      executeQuery: run,
      streamQuery: () => {
        throw new TypeError('cursors are not used');
      },
    };
    const executor = new DefaultQueryExecutor(compiler, adapter, { provideConnection: (use) => use(connection) });
    return new Handle({ config: { dialect }, dialect, driver: noDriver, executor }, run);
  };
};
