import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';

/** SQLSTATE classes and Node codes after which the database may be back soon. */
const unavailable = /^(08|53|57P0|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|SQLITE_BUSY|SQLITE_LOCKED)/;
/** What the driver itself says, without a code. */
const connectionLost = /Connection terminated|is not queryable|timeout exceeded when trying to connect/;
const full = /^(53100|ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_WRITE)/;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * Runs `work` and states the database's own failures in our words. A broken rule of ours (a unique key, say) is
 * neither: it goes through as it is, for the use case or the 500 that it deserves.
 */
export const asFailure = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TemporaryFailure || error instanceof PermanentFailure) throw error;
    const code = codeOf(error);
    if (full.test(code)) throw new TemporaryFailure('the disk is full', { code: 'storage_full', cause: error });
    if (unavailable.test(code) || (error instanceof Error && connectionLost.test(error.message)))
      throw new TemporaryFailure('the database cannot be reached', { code: 'store_unavailable', cause: error });
    throw error;
  }
};

type Statement = (...args: never[]) => Promise<unknown>;

/** The same noun, whose every statement states the database's failures in our words. */
export const withFailures = <Noun extends object>(noun: Noun): Noun =>
  Object.fromEntries(
    Object.entries(noun as Record<string, Statement>).map(([name, statement]) => [
      name,
      (...args: never[]) => asFailure(() => statement(...args)),
    ]),
  ) as Noun;
