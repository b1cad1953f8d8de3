/** The connection of one mailbox: made when it is needed, kept, made anew when it is gone. */
import type { ImapFlow } from 'imapflow';
import { failureOf } from './imap-failure.ts';
import { openClient, type ImapNeeds, type ImapServer, type Opening } from './open-client.ts';

/** A connection that is only used for folders and flags keeps answers of this size. */
const smallestAnswer = 1024 * 1024;
const partingMs = 2_000;

export interface ImapSession {
  /**
   * Runs `work` on a connection that takes mails of `maxBytes`. When the signal aborts the connection is ended and
   * this throws the signal's reason; otherwise TemporaryFailure or PermanentFailure. After either it is gone.
   */
  use<T>(signal: AbortSignal, maxBytes: number, work: (client: ImapFlow) => Promise<T>): Promise<T>;
  /** As `use`, for work that hands things over on its way. */
  reading<T, End>(
    signal: AbortSignal,
    maxBytes: number,
    work: (client: ImapFlow) => AsyncGenerator<T, End, undefined>,
  ): AsyncGenerator<T, End, undefined>;
  close(): Promise<void>;
}

const leave = async (client: ImapFlow): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, partingMs);
  });
  // A server that hangs up first has said goodbye as well.
  await Promise.race([client.logout().catch(() => client.close()), patience]);
  clearTimeout(timer);
  client.close();
};

/** Ends whatever connection is in use when the signal aborts. */
const bindTo = (signal: AbortSignal): { readonly opening: Opening; readonly release: () => void } => {
  signal.throwIfAborted();
  let open: ImapFlow | null = null;
  const abort = (): void => open?.close();
  signal.addEventListener('abort', abort, { once: true });
  return {
    opening: (client) => {
      open = client;
      if (signal.aborted) client.close();
    },
    release: () => signal.removeEventListener('abort', abort),
  };
};

const answersStill = (client: ImapFlow): Promise<boolean> =>
  client.noop().then(
    () => client.usable,
    // Whatever became of a connection that was not in use, another one is made.
    () => false,
  );

export const createImapSession = (server: ImapServer, needs: ImapNeeds): ImapSession => {
  let current: ImapFlow | null = null;
  let room = 0;
  const drop = (): void => {
    current?.close();
    current = null;
  };
  const connected = async (maxBytes: number, opening: Opening): Promise<ImapFlow> => {
    if (current !== null && current.usable && room >= maxBytes) {
      opening(current);
      if (await answersStill(current)) return current;
    }
    drop();
    room = Math.max(maxBytes, smallestAnswer);
    current = await openClient(server, needs, { maxBytes: room, opening });
    return current;
  };
  const explained = (error: unknown, signal: AbortSignal): unknown => {
    drop();
    return signal.aborted ? signal.reason : failureOf(error);
  };
  return {
    use: async (signal, maxBytes, work) => {
      const bound = bindTo(signal);
      try {
        return await work(await connected(maxBytes, bound.opening));
      } catch (error) {
        throw explained(error, signal);
      } finally {
        bound.release();
      }
    },
    reading: async function* (signal, maxBytes, work) {
      const bound = bindTo(signal);
      let isWhole = false;
      try {
        const end = yield* work(await connected(maxBytes, bound.opening));
        isWhole = true;
        return end;
      } catch (error) {
        throw explained(error, signal);
      } finally {
        // Whoever ends it early leaves the server in the middle of an answer: nothing more can be asked there, not even for a goodbye.
        if (!isWhole) drop();
        bound.release();
      }
    },
    close: async () => {
      const last = current;
      current = null;
      if (last?.usable === true) await leave(last);
      else last?.close();
    },
  };
};
