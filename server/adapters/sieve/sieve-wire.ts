/** One connection to a ManageSieve server: commands out, answers in, TLS in between. */
import { connect, isIP, type Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import { TemporaryFailure } from '../../ports/failure.ts';
import { holdsChallenge, readSieveResponse, type SieveResponse } from './sieve-response.ts';

export interface SieveWire {
  /** The next answer; `toChallenge` is sent once when the server asks for more before it. Throws TemporaryFailure when none comes in time. */
  response(toChallenge?: string): Promise<SieveResponse>;
  send(command: string): void;
  /** Begins TLS; what was said before is forgotten. */
  secure(host: string, authorities: readonly string[] | null): Promise<void>;
  /** Says goodbye and waits, while others go on, until the server hangs up: one that is left without a word may fall over (Cyrus). */
  leave(): void;
  close(): void;
}

export interface WireOptions {
  readonly address: string;
  readonly port: number;
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

const partingMs = 2_000;

const ended = (cause?: unknown): TemporaryFailure =>
  new TemporaryFailure('The connection to the server for rules ended.', { code: 'source_unavailable', cause });

const connected = ({ address, port, silenceMs, signal }: WireOptions): Promise<Socket> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({ host: address, port, noDelay: true });
    const abort = (): void => void socket.destroy(new Error('The work ended.'));
    signal.addEventListener('abort', abort, { once: true });
    // One signal may stand over many connections, one after the other: none of them stays on its list.
    socket.once('close', () => signal.removeEventListener('abort', abort));
    socket.setTimeout(silenceMs, () => socket.destroy(new Error('The server said nothing for too long.')));
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (cause) => reject(ended(cause)));
  });

const encrypted = (plain: Socket, host: string, authorities: readonly string[] | null): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = startTls({
      socket: plain,
      host,
      minVersion: 'TLSv1.2',
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(authorities === null ? {} : { ca: [...authorities] }),
    });
    socket.once('secureConnect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', reject);
  });

class SocketWire implements SieveWire {
  #socket: Socket;
  #bytes: Buffer = Buffer.alloc(0);
  #over: Error | null = null;
  #tell: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  #listen(): void {
    const end = (cause?: unknown): void => {
      this.#over ??= ended(cause);
      this.#tell();
    };
    this.#socket.on('data', (piece: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, piece]);
      this.#tell();
    });
    this.#socket
      .once('error', end)
      .once('end', () => end())
      .once('close', () => end());
  }

  async response(toChallenge: string | null = null): Promise<SieveResponse> {
    for (let answer = toChallenge; ;) {
      const found = this.#bytes.length === 0 ? null : readSieveResponse(this.#bytes);
      if (found !== null) {
        this.#bytes = this.#bytes.subarray(found.end);
        return found.response;
      }
      if (answer !== null && holdsChallenge(this.#bytes)) {
        this.#bytes = Buffer.alloc(0);
        this.send(answer);
        answer = null;
      }
      if (this.#over !== null) throw this.#over;
      await new Promise<void>((resolve) => {
        this.#tell = resolve;
      });
    }
  }

  send(command: string): void {
    this.#socket.write(`${command}\r\n`);
  }

  async secure(host: string, authorities: readonly string[] | null): Promise<void> {
    this.#socket.removeAllListeners('data').removeAllListeners('error').removeAllListeners('end');
    this.#bytes = Buffer.alloc(0);
    this.#socket = await encrypted(this.#socket, host, authorities);
    this.#listen();
  }

  leave(): void {
    const socket = this.#socket;
    const patience = setTimeout(() => socket.destroy(), partingMs);
    socket.once('close', () => clearTimeout(patience));
    this.send('LOGOUT');
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Connects; says nothing yet. */
export const openSieveWire = async (options: WireOptions): Promise<SieveWire> =>
  new SocketWire(await connected(options));
