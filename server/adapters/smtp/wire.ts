/** One connection to a mail server: lines out, replies in, TLS in between. Knows nothing of mail. */
import { isIP, type Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import { createReplyReader, type Reply } from './reply.ts';

/** The connection is over, was never there, or said nothing in time. */
export class WireEnded extends Error {
  override readonly name = 'WireEnded';
}

export interface TlsOptions {
  /** The name that the certificate must carry. */
  readonly host: string;
  /** Certificates that are trusted in place of the system's; null: the system's. */
  readonly authorities: readonly string[] | null;
  readonly withinMs: number;
}

export interface Wire {
  readonly encrypted: boolean;
  readonly ended: boolean;
  /** Gives itself when the bytes are with the system; throws WireEnded. */
  write(bytes: string | Uint8Array, withinMs: number): Promise<void>;
  /** The next reply in order; throws WireEnded or NoReply. */
  reply(withinMs: number): Promise<Reply>;
  /** Begins TLS; what the server said before is forgotten. Throws WireEnded with the reason as `cause`. */
  secure(options: TlsOptions): Promise<void>;
  /** Takes leave (QUIT) and goes. */
  leave(): void;
  /** Gone at once. */
  drop(): void;
}

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** Of replies that nobody asked for yet; a pipelined group has one per recipient and three more. */
const mostUnread = 1_200;
/** How long a server may take to say goodbye. */
const partingMs = 2_000;

const within = <T>(ms: number, text: string, start: (settle: Settle<T>) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new WireEnded(text)), ms);
    start({
      resolve: (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      reject: (error) => {
        clearTimeout(timer);
        reject(error);
      },
    });
  });

interface Settle<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

const tlsOver = (socket: Socket, { host, authorities, withinMs }: TlsOptions): Promise<Socket> =>
  within(withinMs, 'The server did not begin TLS in time.', ({ resolve, reject }) => {
    const secured = startTls({
      socket,
      host,
      minVersion: 'TLSv1.2',
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(authorities === null ? {} : { ca: [...authorities] }),
    });
    secured.once('secureConnect', () => resolve(secured));
    secured.once('error', (cause) => reject(new WireEnded('TLS could not be established.', { cause })));
    secured.once('close', () => reject(new WireEnded('The server closed the connection during TLS.')));
  });

/** Over a connected socket; reads from now on. */
export const createWire = (connected: Socket): Wire => {
  let socket = connected;
  let encrypted = false;
  let over: Error | null = null;
  let waiting: Waiting | null = null;
  const unread: Reply[] = [];

  const end = (error: Error): void => {
    over ??= error;
    socket.destroy();
    waiting?.reject(over);
    waiting = null;
  };
  const take = (reply: Reply): void => {
    if (waiting === null) unread.push(reply);
    else waiting.resolve(reply);
    waiting = null;
  };
  const reader = createReplyReader(take);
  const onData = (bytes: Buffer): void => {
    try {
      reader.push(bytes);
      if (unread.length > mostUnread) end(new WireEnded('The server talks without being asked.'));
    } catch (error) {
      end(error as Error);
    }
  };
  const onError = (cause: Error): void => end(new WireEnded('The connection broke.', { cause }));
  const onClose = (): void => end(new WireEnded('The server closed the connection.'));
  const listen = (): void => void socket.on('data', onData).on('error', onError).on('close', onClose);
  listen();

  return {
    get encrypted() {
      return encrypted;
    },
    get ended() {
      return over !== null;
    },
    write: (bytes, withinMs) => {
      if (over !== null) return Promise.reject(over);
      return within(withinMs, 'The server did not take our bytes in time.', ({ resolve, reject }) => {
        socket.write(bytes, (error) => {
          if (error) reject(over ?? new WireEnded('The connection broke.', { cause: error }));
          else resolve(undefined);
        });
      });
    },
    reply: (withinMs) => {
      const first = unread.shift();
      if (first !== undefined) return Promise.resolve(first);
      if (over !== null) return Promise.reject(over);
      return within(withinMs, 'The server did not answer in time.', (settle) => (waiting = settle));
    },
    secure: async (options) => {
      if (over !== null) throw over;
      socket.off('data', onData).off('error', onError).off('close', onClose);
      try {
        socket = await tlsOver(socket, options);
      } catch (error) {
        end(error as Error);
        throw error;
      }
      reader.clear();
      unread.length = 0;
      encrypted = true;
      listen();
    },
    leave: () => {
      if (over !== null) return;
      socket.end('QUIT\r\n');
      setTimeout(() => end(new WireEnded('The connection was closed here.')), partingMs).unref();
    },
    drop: () => end(new WireEnded('The connection was closed here.')),
  };
};
