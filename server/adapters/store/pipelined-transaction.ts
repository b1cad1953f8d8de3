import type { CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Database } from './database.ts';
import type { Runner } from './bound-database.ts';
import { type NamedClient, saysNothing } from './named-statements.ts';

/** In an aborted transaction the server answers every further statement with this; the cause came before. */
const inFailedTransaction = '25P02';

const isAfterFailure = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === inFailedTransaction;

/** What ended a transaction. */
export class TransactionFailure extends Error {
  override readonly name = 'TransactionFailure';
  /** The commit had been sent: when its answer was lost, the transaction may stand. */
  readonly mayStand: boolean;

  constructor(cause: unknown, mayStand: boolean) {
    super('a transaction failed', { cause });
    this.mayStand = mayStand;
  }
}

/**
 * One transaction on one connection, whose statements share round trips: each is sent as soon as it is asked for, also
 * while others are under way, and one that says nothing (a write without `returning`, `begin`) is not waited for. The
 * server runs them in their order, and a failure of what nobody waited for ends the transaction at its commit.
 */
class PipelinedTransaction {
  readonly #client: NamedClient;
  #failure: { readonly error: unknown } | null = null;
  #ended = false;
  #hasSentCommit = false;

  constructor(client: NamedClient) {
    this.#client = client;
  }

  begin(): void {
    this.#sendUnread('begin', []);
  }

  get hasSentCommit(): boolean {
    return this.#hasSentCommit;
  }

  async commit(): Promise<void> {
    this.#ended = true;
    this.#hasSentCommit = true;
    const { command } = await this.#client.query('commit');
    if (this.#failure !== null) throw this.#failure.error;
    if (command !== 'COMMIT') throw new Error(`the database answered ${command} to commit`);
  }

  async rollback(): Promise<void> {
    this.#ended = true;
    await this.#client.query('rollback');
  }

  /** What really failed: after the first failure the server only says that there was one. */
  causeOf(error: unknown): unknown {
    return isAfterFailure(error) && this.#failure !== null ? this.#failure.error : error;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#ended) throw new Error('the transaction has ended');
    if (saysNothing(sql)) {
      this.#sendUnread(sql, parameters);
      return { rows: [] };
    }
    const { rows } = await this.#client.query(sql, parameters);
    return { rows: rows as Row[] };
  }

  #sendUnread(text: string, values: readonly unknown[]): void {
    this.#client.query(text, values).catch((error: unknown) => {
      this.#failure ??= { error };
    });
  }
}

/** Runs `work` in a transaction on `client`; when work, a statement or the commit fails, rolls back and throws TransactionFailure. */
export const inTransaction = async <T>(
  client: NamedClient,
  handleOn: (run: Runner) => Kysely<Database>,
  work: (tx: Kysely<Database>) => Promise<T>,
): Promise<T> => {
  const transaction = new PipelinedTransaction(client);
  const tx = handleOn((query) => transaction.executeQuery(query));
  try {
    transaction.begin();
    const result = await work(tx);
    await transaction.commit();
    client.release();
    return result;
  } catch (error) {
    const { hasSentCommit } = transaction;
    await transaction.rollback().then(
      () => client.release(),
      () => client.release('broken'),
    );
    throw new TransactionFailure(transaction.causeOf(error), hasSentCommit);
  }
};
