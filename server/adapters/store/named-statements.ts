import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import pg from 'pg';

interface Known {
  /** Empty: sent without a name. */
  readonly name: string;
  readonly saysNothing: boolean;
}

const known = new Map<string, Known>();
const mostKnown = 2_000;

const isNameable = /^\s*(select|insert|update|delete|with)\b/i;
const isWrite = /^\s*(insert|update|delete)\b/i;

/** A name per statement text lets the server keep its plan (extended query protocol). */
const knowledgeOf = (text: string): Known => {
  const found = known.get(text);
  if (found !== undefined) return found;
  const mayBeNamed = isNameable.test(text) && known.size < mostKnown;
  const made = {
    name: mayBeNamed ? createHash('sha256').update(text).digest('hex').slice(0, 32) : '',
    saysNothing: isWrite.test(text) && !/\breturning\b/i.test(text),
  };
  if (known.size < mostKnown) known.set(text, made);
  return made;
};

/** A write without `returning`: all it can answer is that it failed. */
export const saysNothing = (text: string): boolean => knowledgeOf(text).saysNothing;

/** int8 arrives as text by default; ours are counts and milliseconds, well within a number. */
const int8 = 20;
const typeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  (oid as number) === int8 ? (Number as never) : (pg.types.getTypeParser(oid, format) as never);

const gathering = new WeakSet<Duplex>();

/**
 * What is written in this turn of the event loop leaves in one piece: a piece for each statement costs this process and the
 * server more than most statements do.
 */
const gatherWrites = (stream: Duplex): void => {
  if (gathering.has(stream)) return;
  gathering.add(stream);
  stream.cork();
  process.nextTick(() => {
    gathering.delete(stream);
    stream.uncork();
  });
};

/** A connection out of the pool, to be released. */
export interface NamedClient {
  query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** A broken connection is not used again. */
  release(state?: 'broken'): void;
}

/** `pg`'s pool, with statements prepared by name, whole numbers as numbers, and statements sent without waiting in turn. */
export class NamedStatementPool {
  readonly #pool: pg.Pool;

  constructor(url: string, connections: number) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: connections,
      pipeline: true,
      types: { getTypeParser: typeParser },
    });
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
    // One that breaks between two statements of a transaction tells the next of them; nobody else must end for it.
    this.#pool.on('connect', (client) => void client.on('error', () => undefined));
  }

  async connect(): Promise<NamedClient> {
    const client = await this.#pool.connect();
    return {
      query: (text, values = []) => {
        const { name } = knowledgeOf(text);
        gatherWrites(client.connection.stream);
        return client.query({ text, values: [...values], ...(name === '' ? {} : { name }) });
      },
      release: (state) => client.release(state === 'broken'),
    };
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}
