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

interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

const within = <T>(ms: number, text: string, start: (settle: Settle<T>) => void): Promise<T> =>
  new Promise((settled, failed) => {
    const timer = setTimeout(() => failed(new WireEnded(text)), ms);
    start({
      resolve: (value) => {
        clearTimeout(timer);
        settled(value);
      },
      reject: (error) => {
        clearTimeout(timer);
        failed(error);
      },
    });
  });

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

class SocketWire implements Wire {
  #socket: Socket;
  #encrypted = false;
  #over: Error | null = null;
  #waiting: Waiting | null = null;
  readonly #unread: Reply[] = [];
  readonly #reader = createReplyReader((reply) => this.#take(reply));
  readonly #onData = (bytes: Buffer): void => this.#read(bytes);
  readonly #onError = (cause: Error): void => this.#end(new WireEnded('The connection broke.', { cause }));
  readonly #onClose = (): void => this.#end(new WireEnded('The server closed the connection.'));

  constructor(connected: Socket) {
    this.#socket = connected;
    this.#listen();
  }

  get encrypted(): boolean {
    return this.#encrypted;
  }

  get ended(): boolean {
    return this.#over !== null;
  }

  #listen(): void {
    this.#socket.on('data', this.#onData).on('error', this.#onError);
    // Who has said its last word gives no answer any more.
    this.#socket.on('end', this.#onClose).on('close', this.#onClose);
  }

  #read(bytes: Buffer): void {
    try {
      this.#reader.push(bytes);
      if (this.#unread.length > mostUnread) this.#end(new WireEnded('The server talks without being asked.'));
    } catch (error) {
      this.#end(error as Error);
    }
  }

  #take(reply: Reply): void {
    if (this.#waiting === null) this.#unread.push(reply);
    else this.#waiting.resolve(reply);
    this.#waiting = null;
  }

  #end(error: Error): void {
    this.#over ??= error;
    this.#socket.destroy();
    this.#waiting?.reject(this.#over);
    this.#waiting = null;
  }

  write(bytes: string | Uint8Array, withinMs: number): Promise<void> {
    if (this.#over !== null) return Promise.reject(this.#over);
    return within(withinMs, 'The server did not take our bytes in time.', (settle) => {
      this.#socket.write(bytes, (error) => {
        if (error) settle.reject(this.#over ?? new WireEnded('The connection broke.', { cause: error }));
        else settle.resolve(undefined);
      });
    });
  }

  reply(withinMs: number): Promise<Reply> {
    const first = this.#unread.shift();
    if (first !== undefined) return Promise.resolve(first);
    if (this.#over !== null) return Promise.reject(this.#over);
    return within(withinMs, 'The server did not answer in time.', (settle) => {
      this.#waiting = settle;
    });
  }

  async secure(options: TlsOptions): Promise<void> {
    if (this.#over !== null) throw this.#over;
    this.#socket.off('data', this.#onData).off('error', this.#onError);
    this.#socket.off('end', this.#onClose).off('close', this.#onClose);
    try {
      this.#socket = await tlsOver(this.#socket, options);
    } catch (error) {
      this.#end(error as Error);
      throw error;
    }
    this.#reader.clear();
    this.#unread.length = 0;
    this.#encrypted = true;
    this.#listen();
  }

  leave(): void {
    if (this.#over !== null) return;
    this.#socket.end('QUIT\r\n');
    setTimeout(() => this.drop(), partingMs).unref();
  }

  drop(): void {
    this.#end(new WireEnded('The connection was closed here.'));
  }
}

/** Over a connected socket; reads from now on. */
export const createWire = (connected: Socket): Wire => new SocketWire(connected);
