/** Waiting for mail by IDLE (RFC 2177), or by asking from time to time where a server cannot tell. */
import type { ImapFlow } from 'imapflow';
import { TemporaryFailure } from '../../ports/failure.ts';
import { examine } from './imap-folders.ts';
import type { ImapSession } from './imap-session.ts';

export interface Watched {
  readonly folder: string;
  /** UIDNEXT when it was read last; null: it was not. */
  readonly next: number | null;
}

interface News {
  readonly came: Promise<void>;
  readonly tell: () => void;
  readonly forget: () => void;
}

const newMail = (client: ImapFlow): News => {
  let tell = (): void => undefined;
  const came = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const onExists = ({ count, prevCount }: { readonly count: number; readonly prevCount: number }): void => {
    if (count > prevCount) tell();
  };
  client.on('exists', onExists);
  return { came, tell, forget: () => client.off('exists', onExists) };
};

const ended = (): TemporaryFailure =>
  new TemporaryFailure('The mail server ended the connection; it is tried again.', { code: 'source_unavailable' });

/** IDLE is renewed by the client before 29 minutes; each time it ends without news it is begun again. */
const idleUntil = async (client: ImapFlow, came: Promise<void>): Promise<void> => {
  const told = came.then(() => 'news' as const);
  for (;;) {
    if (!client.usable) throw ended();
    const idling: Promise<unknown> = client.idle();
    const outcome = await Promise.race([told, idling]);
    if (outcome === 'news') return;
    // A server that takes no IDLE is not asked again and again.
    if (outcome === false) throw ended();
  }
};

/** It may have become so in between. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

/** Resolves when mail came to the folder since it was read, or when the signal aborts. Throws as `fetch` does. */
export const watchFolder = async (
  session: ImapSession,
  { folder, next }: Watched,
  signal: AbortSignal,
): Promise<void> => {
  if (isOver(signal)) return;
  // While it only waits, the connection outlives the waiting; on the way there it is given up.
  const onTheWay = new AbortController();
  let stop = (): void => onTheWay.abort(signal.reason);
  const onAbort = (): void => stop();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await session.use(onTheWay.signal, 0, async (client) => {
      const news = newMail(client);
      try {
        const { uidNext } = await examine(client, folder);
        if (next !== null && uidNext > next) return;
        stop = news.tell;
        await idleUntil(client, news.came);
      } finally {
        news.forget();
      }
    });
  } catch (error) {
    if (!isOver(signal)) throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};
