/** From a profile to a connection that is signed in: resolve, connect, greeting, CAPA, STLS, AUTH. */
import { connect, type Socket } from 'node:net';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import { withAnotherToken } from '../../domain/mailbox/another-token.ts';
import type { EgressGuard } from '../../ports/egress-guard.ts';
import type { MailboxCredentials } from '../../ports/mailbox-credentials.ts';
import { isSignInRefused, Pop3Failure } from './pop3-failure.ts';
import { Pop3Wire } from './pop3-wire.ts';

export interface Pop3Timeouts {
  readonly connect: number;
  /** Of silence while something is asked. */
  readonly silence: number;
}

export interface Pop3Needs {
  readonly guard: EgressGuard;
  /** Certificates that are trusted in place of the system's; null: the system's. */
  readonly authorities: readonly string[] | null;
  readonly timeouts: Pop3Timeouts;
}

export interface Pop3Server {
  readonly settings: Extract<IncomingSettings, { protocol: 'pop3' }>;
  readonly credentials: MailboxCredentials;
  readonly trustedHost: boolean;
}

/** What the server offers (RFC 2449); empty where it knows no CAPA. */
type Capabilities = ReadonlyMap<string, readonly string[]>;

const longestCapabilities = 64 * 1024;

/** The server's answer to a command, without `+OK`. Throws Pop3Failure `refused` for `-ERR`. */
export const answer = async (wire: Pop3Wire): Promise<string> => {
  const line = await wire.line();
  if (line.startsWith('+OK')) return line.slice(3).trim();
  if (line.startsWith('-ERR')) throw new Pop3Failure('refused', 'The server refused.', { words: line.slice(4).trim() });
  throw new Pop3Failure('lost', 'The server does not answer as a POP3 server does.');
};

export const ask = async (wire: Pop3Wire, command: string): Promise<string> => {
  wire.write(command);
  return answer(wire);
};

const capabilities = async (wire: Pop3Wire): Promise<Capabilities> => {
  try {
    await ask(wire, 'CAPA');
  } catch (error) {
    if (error instanceof Pop3Failure && error.kind === 'refused') return new Map();
    throw error;
  }
  const lines = (await wire.block(longestCapabilities))?.toString('latin1').split('\r\n') ?? [];
  return new Map(lines.map((line) => line.toUpperCase().split(' ')).map(([name = '', ...rest]) => [name, rest]));
};

const openSocket = (address: string, port: number, withinMs: number, signal: AbortSignal): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true, signal });
    socket.setTimeout(withinMs, () => socket.destroy(new Error('The server did not answer in time.')));
    socket.once('connect', () => {
      socket.setTimeout(0).removeAllListeners('error').removeAllListeners('timeout');
      resolve(socket);
    });
    socket.once('error', (cause) => reject(new Pop3Failure('unreachable', 'The server cannot be reached.', { cause })));
  });

const connectTo = async (
  addresses: readonly string[],
  { settings }: Pop3Server,
  { timeouts }: Pop3Needs,
  signal: AbortSignal,
): Promise<Socket> => {
  let last: unknown;
  for (const address of addresses) {
    try {
      return await openSocket(address, settings.port, timeouts.connect, signal);
    } catch (error) {
      last = error;
    }
  }
  throw last;
};

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** RFC 5034: the initial response when the line stays short enough, else after the challenge. */
const authenticate = async (wire: Pop3Wire, mechanism: string, response: string): Promise<void> => {
  const line = `AUTH ${mechanism} ${response}`;
  const first = line.length <= 253 ? line : `AUTH ${mechanism}`;
  wire.write(first);
  let reply = await wire.line();
  if (reply.startsWith('+ ') || reply === '+') {
    // After the initial response a challenge brings the reason of a refusal, which wants an empty answer.
    wire.write(first === line ? '' : response);
    reply = await wire.line();
  }
  if (reply.startsWith('+ ')) {
    wire.write('');
    reply = await wire.line();
  }
  if (reply.startsWith('+OK')) return;
  throw new Pop3Failure('signIn', 'The server refuses us.', { words: reply.replace(/^-ERR\s*/, '') });
};

const impossible = (text: string): Pop3Failure => new Pop3Failure('signInImpossible', text);

const asSignIn = (error: unknown): unknown =>
  error instanceof Pop3Failure && error.kind === 'refused'
    ? new Pop3Failure('signIn', 'The server refuses us.', { words: error.words })
    : error;

const byCommands = async (wire: Pop3Wire, user: string, secret: string): Promise<void> => {
  try {
    await ask(wire, `USER ${user}`);
    await ask(wire, `PASS ${secret}`);
  } catch (error) {
    throw asSignIn(error);
  }
};

const signIn = async (wire: Pop3Wire, offered: Capabilities, credentials: MailboxCredentials): Promise<void> => {
  const ways = offered.get('SASL') ?? [];
  if (credentials.kind === 'xoauth2') {
    if (!ways.includes('XOAUTH2')) throw impossible('The server does not offer XOAUTH2.');
    const token = await credentials.accessToken();
    const response = base64(`user=${credentials.user}\u0001auth=Bearer ${token}\u0001\u0001`);
    return authenticate(wire, 'XOAUTH2', response);
  }
  const { user, secret, authorizeAs } = credentials;
  if (/[\r\n\0]/.test(`${user}${secret}${authorizeAs ?? ''}`)) throw impossible('User or secret holds a line break.');
  if (ways.includes('PLAIN')) {
    return authenticate(wire, 'PLAIN', base64(`${authorizeAs ?? ''}\0${user}\0${secret}`));
  }
  // By USER and PASS the server would let us in as ourselves, into our own mailbox.
  if (authorizeAs !== null) throw impossible('The server cannot open a mailbox in another name (SASL PLAIN).');
  return byCommands(wire, user, secret);
};

const isLoopback = (address: string): boolean => /^(?:127\.|::1$)/.test(address);

const startTls = async (wire: Pop3Wire, { settings }: Pop3Server, needs: Pop3Needs): Promise<void> => {
  const offered = await capabilities(wire);
  if (!offered.has('STLS')) throw new Pop3Failure('tlsMissing', 'The mail server does not offer TLS on this port.');
  await ask(wire, 'STLS');
  await wire.secure({ host: settings.host, authorities: needs.authorities });
};

const greet = async (wire: Pop3Wire, server: Pop3Server, needs: Pop3Needs): Promise<void> => {
  const { settings, credentials } = server;
  if (settings.security === 'tls') await wire.secure({ host: settings.host, authorities: needs.authorities });
  await answer(wire);
  if (settings.security === 'startTls') await startTls(wire, server, needs);
  // What was offered before TLS is not to be believed.
  const offered = await capabilities(wire);
  await signIn(wire, offered, credentials);
  wire.pipelines = offered.has('PIPELINING');
};

export interface Attempt {
  /** Ends the connection for as long as it lives. */
  readonly signal: AbortSignal;
  readonly resolved?: (addresses: readonly string[]) => void;
}

/**
 * Connects to the first address that answers and signs in; a token that ended before its time is replaced once. Throws
 * Pop3Failure and what guard and access tokens throw.
 */
export const openPop3 = async (server: Pop3Server, needs: Pop3Needs, attempt: Attempt): Promise<Pop3Wire> => {
  const { settings, trustedHost } = server;
  const addresses = await needs.guard.addressesOf(settings.host, trustedHost);
  attempt.resolved?.(addresses);
  if (settings.security === 'none' && !trustedHost && !addresses.every(isLoopback)) {
    throw new Pop3Failure('tlsMissing', 'Without TLS only a mail server on the same machine is read.');
  }
  const open = async (credentials: MailboxCredentials): Promise<Pop3Wire> => {
    const wire = new Pop3Wire(await connectTo(addresses, server, needs, attempt.signal), needs.timeouts.silence);
    try {
      await greet(wire, { ...server, credentials }, needs);
      return wire;
    } catch (error) {
      wire.drop();
      throw error;
    }
  };
  return withAnotherToken(server.credentials, open, isSignInRefused);
};
