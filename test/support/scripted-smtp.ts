import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';
import type { TestCertificate } from './certificates.ts';

export type Verb = 'CONNECT' | 'EHLO' | 'HELO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | '.' | 'RSET' | 'QUIT';

export interface SmtpScript {
  /** Keywords of the answer to EHLO; PIPELINING and 8BITMIME unless it is said otherwise. */
  readonly offers?: readonly string[];
  /**
   * The answer to this command, without line end; undefined: as a server that takes everything; `drop`: hangs up;
   * `silence`: says nothing from then on.
   */
  readonly answer?: (verb: Verb, line: string, count: number) => string | undefined;
  readonly certificate?: TestCertificate;
  /** TLS from the first byte. */
  readonly implicit?: boolean;
  /** Sent in plain text in one piece with the answer to STARTTLS. */
  readonly injected?: string;
}

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it crossed the wire, dots still doubled, the final dot taken off. */
  readonly raw: string;
}

/** A server that says what a test wants, byte for byte. */
export interface ScriptedSmtp extends AsyncDisposable {
  readonly stop: () => Promise<void>;
  readonly port: number;
  /** Each line a client sent outside of content, in order. */
  readonly lines: readonly string[];
  /** What it would have delivered. */
  readonly mails: readonly TakenMail[];
  /** What came after the final dot or instead of content, over all connections. */
  readonly connections: () => number;
}

const usual: Readonly<Record<Verb, string>> = {
  CONNECT: '220 mx.test ESMTP',
  EHLO: '',
  HELO: '250 mx.test',
  STARTTLS: '220 2.0.0 go ahead',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 sender ok',
  RCPT: '250 2.1.5 recipient ok',
  DATA: '354 end with a dot',
  '.': '250 2.0.0 queued as 42',
  RSET: '250 2.0.0 reset',
  QUIT: '221 2.0.0 bye',
};

const verbOf = (line: string): Verb => {
  const word = (line.split(/[ :]/)[0] ?? '').toUpperCase();
  return word in usual ? (word as Verb) : 'AUTH';
};

const addressIn = (line: string): string => /<(.*?)>/.exec(line)?.[1] ?? '';

interface Log {
  readonly lines: string[];
  readonly mails: TakenMail[];
}

/** The dialogue of one connection; `secure` gives the socket with TLS around it. */
const converse = (plain: Socket, script: SmtpScript, log: Log): void => {
  let socket: Socket = plain;
  let rest = '';
  let inContent = false;
  let silent = false;
  let from = '';
  let to: string[] = [];
  const counts = new Map<Verb, number>();

  const say = (verb: Verb, line: string): string => {
    const count = counts.get(verb) ?? 0;
    counts.set(verb, count + 1);
    const given = script.answer?.(verb, line, count);
    if (given !== undefined) return given;
    if (verb === 'DATA' && to.length === 0) return '554 5.5.1 no valid recipients';
    if (verb !== 'EHLO') return usual[verb];
    const offers = script.offers ?? ['PIPELINING', '8BITMIME'];
    return ['mx.test', ...offers].map((word, n) => `250${n === offers.length ? ' ' : '-'}${word}`).join('\r\n');
  };
  const answer = (verb: Verb, line: string): string => {
    const words = say(verb, line);
    silent ||= words === 'silence';
    if (words === 'drop') socket.destroy();
    else if (!silent) socket.write(`${words}\r\n${verb === 'STARTTLS' ? (script.injected ?? '') : ''}`);
    return silent ? 'silence' : words;
  };
  const listen = (): void => void socket.on('data', onData).on('error', () => socket.destroy());
  const secure = (): void => {
    plain.removeAllListeners('data');
    const { key, cert } = script.certificate ?? { key: '', cert: '' };
    socket = new TLSSocket(plain, { isServer: true, secureContext: createSecureContext({ key, cert }) });
    rest = '';
    listen();
  };
  const onLine = (line: string): void => {
    log.lines.push(line);
    const verb = verbOf(line);
    if (verb === 'MAIL') [from, to] = [addressIn(line), []];
    const words = answer(verb, line);
    if (verb === 'RCPT' && words.startsWith('25')) to.push(addressIn(line));
    if (verb === 'STARTTLS' && words.startsWith('220')) secure();
    if (verb === 'DATA' && words.startsWith('354')) inContent = true;
  };
  const onContent = (): boolean => {
    const end = rest.startsWith('.\r\n') ? 0 : rest.indexOf('\r\n.\r\n') + 2;
    if (end === 1) return false;
    const raw = rest.slice(0, end);
    rest = rest.slice(end + 3);
    inContent = false;
    if (answer('.', '.').startsWith('250')) log.mails.push({ from, to, raw });
    return true;
  };
  const onData = (bytes: Buffer): void => {
    rest += bytes.toString('latin1');
    for (;;) {
      if (inContent) {
        if (!onContent()) return;
        continue;
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) return;
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      onLine(line);
    }
  };
  if (script.implicit === true) secure();
  else listen();
  answer('CONNECT', '');
};

/** Listens on a free loopback port until it is disposed of. */
export const startScriptedSmtp = async (script: SmtpScript = {}): Promise<ScriptedSmtp> => {
  const log: Log = { lines: [], mails: [] };
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    converse(socket, script, log);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    for (const socket of open) socket.destroy();
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    port: (server.address() as AddressInfo).port,
    ...log,
    connections: () => connections,
    stop,
    [Symbol.asyncDispose]: stop,
  };
};
