/** A session with a ManageSieve server (RFC 5804): greeting, TLS, sign-in, scripts. */
import type { MailSecurity } from '#shared/model/mailbox.ts';
import { withAnotherToken } from '../../domain/mailbox/another-token.ts';
import type { EgressGuard } from '../../ports/egress-guard.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { MailboxCredentials } from '../../ports/mailbox-credentials.ts';
import type { SieveResponse } from './sieve-response.ts';
import { openSieveWire, type SieveWire } from './sieve-wire.ts';

export interface SieveServer {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly credentials: MailboxCredentials;
  readonly trustedHost: boolean;
}

export interface SieveNeeds {
  readonly guard: EgressGuard;
  /** Certificates that are trusted in place of the system's; null: the system's. */
  readonly authorities: readonly string[] | null;
  readonly silenceMs: number;
}

export interface SieveScript {
  readonly name: string;
  readonly active: boolean;
}

export interface SieveSession {
  /** Extensions of the language that the server knows. */
  readonly extensions: ReadonlySet<string>;
  list(): Promise<readonly SieveScript[]>;
  /** Null: there is none of this name. */
  read(name: string): Promise<string | null>;
  /** The server compiles it first. Throws PermanentFailure `rule_refused`. */
  write(name: string, script: string): Promise<void>;
  /** Null: no script is active any more. */
  activate(name: string | null): Promise<void>;
  remove(name: string): Promise<void>;
  close(): void;
}

const permanent = (code: string, text: string, cause?: unknown): PermanentFailure =>
  new PermanentFailure(text, { code, cause });

/** A quoted string (RFC 5804 section 4); what does not fit into one goes as a literal. */
const string = (text: string): string =>
  /^[^\r\n\0]{0,1000}$/.test(text) && Buffer.byteLength(text) <= 1_000
    ? `"${text.replace(/[\\"]/g, '\\$&')}"`
    : literal(text);
const literal = (text: string): string => `{${Buffer.byteLength(text)}+}\r\n${text}`;

const certificateProblem =
  /^(?:CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

const encrypt = async (wire: SieveWire, { host }: SieveServer, { authorities }: SieveNeeds): Promise<void> => {
  try {
    await wire.secure(host, authorities);
  } catch (cause) {
    if (certificateProblem.test((cause as { readonly code?: string }).code ?? '')) {
      throw permanent('certificate_refused', 'The certificate of the server for rules is not valid.', cause);
    }
    throw new TemporaryFailure('TLS with the server for rules could not be established.', {
      code: 'source_unavailable',
      cause,
    });
  }
};

const capabilitiesOf = ({ lines }: SieveResponse): ReadonlyMap<string, string> =>
  new Map(lines.map(([name = '', value = '']) => [name.toUpperCase(), value]));

const expectOk = (response: SieveResponse): SieveResponse => {
  if (response.status === 'OK') return response;
  throw new TemporaryFailure('The server for rules did not do as it was asked; try again later.', {
    code: 'source_unavailable',
  });
};

const signIn = async (wire: SieveWire, credentials: MailboxCredentials): Promise<void> => {
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
  if (credentials.kind === 'password') {
    const { user, secret, authorizeAs } = credentials;
    wire.send(`AUTHENTICATE "PLAIN" ${string(base64(`${authorizeAs ?? ''}\0${user}\0${secret}`))}`);
  } else {
    const token = await credentials.accessToken();
    wire.send(
      `AUTHENTICATE "XOAUTH2" ${string(base64(`user=${credentials.user}\u0001auth=Bearer ${token}\u0001\u0001`))}`,
    );
  }
  // A token that is refused brings the reason as a challenge, which wants an empty answer.
  const { status, code } = await wire.response('""');
  if (status === 'OK') return;
  if (status === 'BYE' || /^(?:TRYLATER|AUTH-TOO-WEAK)/i.test(code ?? '')) {
    throw new TemporaryFailure('The server for rules lets nobody in for now.', { code: 'sign_in_failed' });
  }
  throw permanent('sign_in_refused', 'The server for rules refuses user or secret.');
};

const greet = async (wire: SieveWire, server: SieveServer, needs: SieveNeeds): Promise<ReadonlyMap<string, string>> => {
  if (server.security === 'tls') await encrypt(wire, server, needs);
  const offered = capabilitiesOf(expectOk(await wire.response()));
  if (server.security !== 'startTls') return offered;
  if (!offered.has('STARTTLS')) throw permanent('tls_missing', 'The server for rules does not offer TLS on this port.');
  wire.send('STARTTLS');
  expectOk(await wire.response());
  await encrypt(wire, server, needs);
  // What was said before TLS is not to be believed; the server says it again (RFC 5804 section 2.2).
  return capabilitiesOf(expectOk(await wire.response()));
};

const sessionOver = (wire: SieveWire, extensions: ReadonlySet<string>): SieveSession => {
  const ask = async (command: string): Promise<SieveResponse> => {
    wire.send(command);
    return wire.response();
  };
  return {
    extensions,
    list: async () =>
      expectOk(await ask('LISTSCRIPTS')).lines.map(([name = '', mark = '']) => ({
        name,
        active: mark.toUpperCase() === 'ACTIVE',
      })),
    read: async (name) => {
      const response = await ask(`GETSCRIPT ${string(name)}`);
      if (response.status === 'NO') return null;
      return expectOk(response).lines[0]?.[0] ?? '';
    },
    write: async (name, script) => {
      const { status, code } = await ask(`PUTSCRIPT ${string(name)} ${literal(script)}`);
      if (status === 'OK') return;
      if (status === 'BYE' || /^(?:TRYLATER)/i.test(code ?? '')) expectOk({ status, code, text: '', lines: [] });
      const text = /^QUOTA/i.test(code ?? '')
        ? 'There is no room for another script of this user.'
        : 'The server for rules does not accept the script.';
      throw permanent('rule_refused', text);
    },
    activate: async (name) => void expectOk(await ask(`SETACTIVE ${string(name ?? '')}`)),
    remove: async (name) => {
      const { status, code } = await ask(`DELETESCRIPT ${string(name)}`);
      if (status === 'NO' && /^NONEXISTENT/i.test(code ?? '')) return;
      expectOk({ status, code, text: '', lines: [] });
    },
    close: () => wire.leave(),
  };
};

const isLoopback = (address: string): boolean => /^(?:127\.|::1$)/.test(address);

const isSignInRefused = (error: unknown): boolean =>
  error instanceof PermanentFailure && error.code === 'sign_in_refused';

/**
 * Connects and signs in; a token that ended before its time is replaced once. Throws as MailSource does; nothing is left open
 * then.
 */
export const openSieveSession = async (
  server: SieveServer,
  needs: SieveNeeds,
  signal: AbortSignal,
): Promise<SieveSession> => {
  const [address = ''] = await needs.guard.addressesOf(server.host, server.trustedHost);
  if (server.security === 'none' && !server.trustedHost && !isLoopback(address)) {
    throw permanent('tls_missing', 'Without TLS only a server for rules on the same machine is asked.');
  }
  const open = async (credentials: MailboxCredentials): Promise<SieveSession> => {
    const wire = await openSieveWire({ address, port: server.port, silenceMs: needs.silenceMs, signal });
    let isGreeted = false;
    try {
      const capabilities = await greet(wire, server, needs);
      isGreeted = true;
      await signIn(wire, credentials);
      return sessionOver(wire, new Set((capabilities.get('SIEVE') ?? '').toLowerCase().split(' ')));
    } catch (error) {
      if (isGreeted) wire.leave();
      else wire.close();
      throw error;
    }
  };
  return withAnotherToken(server.credentials, open, isSignInRefused);
};
