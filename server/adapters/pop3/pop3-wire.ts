/** One connection to a POP3 server (RFC 1939): lines out, replies in when they are asked for, TLS in between. */
import { isIP, type Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import { Pop3Failure } from './pop3-failure.ts';

export interface TlsOptions {
  /** The name that the certificate must carry. */
  readonly host: string;
  /** Certificates that are trusted in place of the system's; null: the system's. */
  readonly authorities: readonly string[] | null;
}

const longestLine = 8_192;
const crlf = Buffer.from('\r\n');
const terminator = Buffer.from('\r\n.\r\n');
const stuffed = Buffer.from('\r\n..');

/** Takes back the dot that was put before a line that begins with one (RFC 1939 section 3). */
const unstuffed = (bytes: Buffer): Buffer => {
  const parts: Buffer[] = [];
  let from = bytes.length >= 2 && bytes[0] === 0x2e && bytes[1] === 0x2e ? 1 : 0;
  for (let at = bytes.indexOf(stuffed, from); at >= 0; at = bytes.indexOf(stuffed, at + 3)) {
    parts.push(bytes.subarray(from, at + 3));
    from = at + 4;
  }
  return parts.length === 0 ? bytes.subarray(from) : Buffer.concat([...parts, bytes.subarray(from)]);
};

/** Reads from a connected socket from now on. Everything it throws is a Pop3Failure. */
export class Pop3Wire {
  #socket: Socket;
  #unread: Buffer = Buffer.alloc(0);
  #over: Pop3Failure | null = null;
  #wake = (): void => undefined;
  readonly #silenceMs: number;
  readonly #onReadable = (): void => this.#wake();
  readonly #onError = (cause: Error): void => this.#end(new Pop3Failure('lost', 'The connection broke.', { cause }));
  readonly #onEnd = (): void => this.#end(new Pop3Failure('lost', 'The server closed the connection.'));
  /** Commands may be sent before the answers to those before have come (RFC 2449 section 6.6). */
  pipelines = false;

  constructor(connected: Socket, silenceMs: number) {
    this.#socket = connected;
    this.#silenceMs = silenceMs;
    this.#listen();
  }

  #listen(): void {
    this.#socket.on('readable', this.#onReadable).on('error', this.#onError);
    this.#socket.on('end', this.#onEnd).on('close', this.#onEnd);
  }

  #deafen(): void {
    this.#socket.off('readable', this.#onReadable).off('error', this.#onError);
    this.#socket.off('end', this.#onEnd).off('close', this.#onEnd);
  }

  #end(reason: Pop3Failure): void {
    this.#over ??= reason;
    this.#socket.destroy();
    this.#wake();
  }

  /** The next bytes that come, at most what the system has at once. */
  async #more(): Promise<Buffer> {
    for (;;) {
      const chunk = this.#socket.read() as Buffer | null;
      if (chunk !== null) return chunk;
      if (this.#over !== null) throw this.#over;
      const timer = setTimeout(
        () => this.#end(new Pop3Failure('lost', 'The server did not answer in time.')),
        this.#silenceMs,
      );
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      clearTimeout(timer);
    }
  }

  write(line: string): void {
    if (this.#over !== null) throw this.#over;
    this.#socket.write(`${line}\r\n`);
  }

  /** One line without its end. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#unread.indexOf(crlf);
      if (end >= 0) {
        const line = this.#unread.toString('utf8', 0, end);
        this.#unread = this.#unread.subarray(end + 2);
        return line;
      }
      if (this.#unread.length > longestLine) throw this.#nonsense('The server gave a line without end.');
      this.#unread = Buffer.concat([this.#unread, await this.#more()]);
    }
  }

  /** What follows up to the line with a dot alone. Null: more than `maxBytes`; far more ends the connection. */
  async block(maxBytes: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    let size = 0;
    // As if a line had just ended: the dot may come at once.
    let tail: Buffer = crlf;
    for (;;) {
      const fresh = this.#unread.length > 0 ? this.#unread : await this.#more();
      this.#unread = Buffer.alloc(0);
      const window = Buffer.concat([tail, fresh]);
      const found = window.indexOf(terminator);
      const end = size - tail.length + found;
      parts.push(fresh);
      size += fresh.length;
      if (found >= 0) {
        const whole = Buffer.concat(parts, size);
        this.#unread = whole.subarray(end + terminator.length);
        const bytes = unstuffed(whole.subarray(0, Math.max(0, end + crlf.length)));
        return bytes.length <= maxBytes ? bytes : null;
      }
      // Every third byte may be a dot that was put before another.
      if (size > maxBytes + maxBytes / 2 + longestLine) {
        this.#end(new Pop3Failure('lost', 'The server sent more than it had said.'));
        return null;
      }
      tail = window.subarray(Math.max(0, window.length - (terminator.length - 1)));
    }
  }

  get ended(): boolean {
    return this.#over !== null;
  }

  #nonsense(text: string): Pop3Failure {
    const failure = new Pop3Failure('lost', text);
    this.#end(failure);
    return failure;
  }

  /** Begins TLS. What the server said before it is nobody's (RFC 2595 section 4), and more than its answer ends it. */
  async secure({ host, authorities }: TlsOptions): Promise<void> {
    if (this.#unread.length > 0 || this.#socket.readableLength > 0) {
      throw this.#nonsense('The server spoke between its answer and TLS.');
    }
    if (this.#over !== null) throw this.#over;
    this.#deafen();
    this.#socket = await new Promise<Socket>((resolve, reject) => {
      const secured = startTls({
        socket: this.#socket,
        host,
        minVersion: 'TLSv1.2',
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(authorities === null ? {} : { ca: [...authorities] }),
      });
      const fail = (cause?: Error): void => {
        clearTimeout(timer);
        secured.destroy();
        reject(new Pop3Failure('tls', 'TLS could not be established.', { cause }));
      };
      const timer = setTimeout(fail, this.#silenceMs);
      secured.once('secureConnect', () => {
        clearTimeout(timer);
        secured.removeAllListeners('error').removeAllListeners('close');
        resolve(secured);
      });
      secured.once('error', fail).once('close', () => fail());
    });
    this.#listen();
  }

  /** Gone at once: nothing that was asked to be deleted is (RFC 1939 section 6). */
  drop(): void {
    this.#end(new Pop3Failure('lost', 'The connection was closed here.'));
  }
}
