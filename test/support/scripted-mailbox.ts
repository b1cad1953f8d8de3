import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { TestCertificate } from './certificates.ts';

/** What is sent for a line: text as it is, `drop` hangs up, `silence` says nothing from then on. */
export type ScriptedReply =
  string | { readonly then: 'drop' | 'silence' | 'startTls' | 'byteByByte'; readonly text?: string };

export interface LineScript {
  readonly greeting: ScriptedReply;
  /** The reply to this line of a client, line ends and all. */
  readonly reply: (line: string) => ScriptedReply;
  readonly certificate?: TestCertificate;
}

/** A server of a protocol of lines (IMAP, POP3) that says what a test wants, byte for byte. */
export interface ScriptedMailbox extends AsyncDisposable {
  readonly port: number;
  /** Each line that clients sent, in order. */
  readonly lines: readonly string[];
}

const converse = (plain: Socket, script: LineScript, lines: string[]): void => {
  let socket: Socket = plain;
  let rest = '';
  let silent = false;
  const listen = (): void => void socket.on('data', onData).on('error', () => socket.destroy());
  const secure = (): void => {
    plain.removeAllListeners('data');
    const { key, cert } = script.certificate ?? { key: '', cert: '' };
    socket = new TLSSocket(plain, { isServer: true, secureContext: createSecureContext({ key, cert }) });
    rest = '';
    listen();
  };
  const say = (reply: ScriptedReply): void => {
    if (silent) return;
    const { text = '', then } = typeof reply === 'string' ? { text: reply, then: null } : reply;
    if (then === 'drop') {
      if (text === '') socket.destroy();
      else socket.end(text, 'latin1');
      return;
    }
    for (const piece of then === 'byteByByte' ? text : [text]) socket.write(piece, 'latin1');
    silent = then === 'silence';
    if (then === 'startTls') secure();
  };
  const onData = (bytes: Buffer): void => {
    rest += bytes.toString('latin1');
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      lines.push(line);
      say(script.reply(line));
    }
  };
  listen();
  say(script.greeting);
};

/** Listens on a free loopback port until it is disposed of. */
export const startScriptedMailbox = async (script: LineScript): Promise<ScriptedMailbox> => {
  const lines: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    converse(socket, script, lines);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    lines,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
