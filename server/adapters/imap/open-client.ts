/** From a profile to a connection that is signed in: resolve, connect, TLS, sign in. */
import { isIP } from 'node:net';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import { withAnotherToken } from '../../domain/mailbox/another-token.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EgressGuard } from '../../ports/egress-guard.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { MailboxCredentials } from '../../ports/mailbox-credentials.ts';

export interface ImapTimeouts {
  readonly connect: number;
  readonly greeting: number;
  /** Of silence while something is asked. */
  readonly silence: number;
}

export interface ImapNeeds {
  readonly guard: EgressGuard;
  readonly clock: Clock;
  /** Certificates that are trusted in place of the system's; null: the system's. */
  readonly authorities: readonly string[] | null;
  readonly timeouts: ImapTimeouts;
}

export const usualTimeouts: ImapTimeouts = { connect: 30_000, greeting: 30_000, silence: 5 * 60_000 };

export interface ImapServer {
  readonly settings: Extract<IncomingSettings, { protocol: 'imap' }>;
  readonly credentials: MailboxCredentials;
  readonly trustedHost: boolean;
}

/** Beside the mail itself: the lines of its answer. */
const answerRoom = 1024 * 1024;
/** A server without ESEARCH lists every UID of a folder in one line. */
const longestLine = 16 * 1024 * 1024;
/** RFC 2177: servers may hang up after 29 minutes of IDLE. */
const idleMs = 28 * 60_000;

type Auth = NonNullable<ImapFlowOptions['auth']>;

const authOf = async (credentials: MailboxCredentials): Promise<Auth> => {
  if (credentials.kind === 'xoauth2') {
    return { user: credentials.user, accessToken: await credentials.accessToken() };
  }
  const { user, secret, authorizeAs } = credentials;
  if (authorizeAs === null) return { user, pass: secret };
  return { user, pass: secret, authzid: authorizeAs, loginMethod: 'AUTH=PLAIN' };
};

const isLoopback = (address: string): boolean => /^(?:127\.|::1$)/.test(address);

const tlsOf = ({ settings }: ImapServer): Pick<ImapFlowOptions, 'secure' | 'doSTARTTLS'> => {
  if (settings.security === 'tls') return { secure: true };
  return { secure: false, doSTARTTLS: settings.security === 'startTls' };
};

/** User and secret cross no wire in the clear. */
const mustBeNear = ({ settings, trustedHost }: ImapServer, address: string): void => {
  if (settings.security !== 'none' || trustedHost || isLoopback(address)) return;
  throw new PermanentFailure('Without TLS only a mail server on the same machine is read.', { code: 'tls_missing' });
};

/** What the client keeps of the ways to sign in: true for the one that was used. */
type WithWays = ImapFlow & { readonly authCapabilities?: ReadonlyMap<string, boolean> };

/** By any other way than PLAIN the server would have let us in as ourselves, into our own mailbox. */
const mustActForOwner = (client: WithWays, credentials: MailboxCredentials): void => {
  if (credentials.kind !== 'password' || credentials.authorizeAs === null) return;
  if (client.authCapabilities?.get('AUTH=PLAIN') === true) return;
  throw new PermanentFailure('The mail server cannot open a mailbox in another name (AUTH=PLAIN).', {
    code: 'sign_in_refused',
  });
};

interface Way {
  readonly server: ImapServer;
  readonly needs: ImapNeeds;
  readonly auth: Auth;
}

const connectTo = (address: string, { server, needs, auth }: Way, maxBytes: number): ImapFlow => {
  const { host, port } = server.settings;
  mustBeNear(server, address);
  const client = new ImapFlow({
    host: address,
    ...(isIP(host) > 0 ? {} : { servername: host }),
    port,
    ...tlsOf(server),
    auth,
    tls: { minVersion: 'TLSv1.2', ...(needs.authorities === null ? {} : { ca: [...needs.authorities] }) },
    clientInfo: { name: 'Correspond', version: '', vendor: '', 'support-url': '' },
    logger: false,
    disableAutoIdle: true,
    disableAutoEnable: true,
    disableCompression: true,
    maxIdleTime: idleMs,
    maxLiteralSize: maxBytes + answerRoom,
    maxResponseSize: maxBytes + 2 * answerRoom,
    maxLineLength: longestLine,
    connectionTimeout: needs.timeouts.connect,
    greetingTimeout: needs.timeouts.greeting,
    socketTimeout: needs.timeouts.silence,
  });
  // Each call tells its own failure; without somebody who listens an idle one would end the program.
  client.on('error', () => client.close());
  return client;
};

const unreachable = /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CONNECT_TIMEOUT|EADDRNOTAVAIL)$/;

/** Called when a connection is about to be made, so that it can be ended from outside. */
export type Opening = (client: ImapFlow) => void;

export interface Attempt {
  /** Bounds what the server can make us keep. */
  readonly maxBytes: number;
  readonly opening: Opening;
  readonly resolved?: (addresses: readonly string[]) => void;
}

const openFirst = async (addresses: readonly string[], way: Way, { maxBytes, opening }: Attempt): Promise<ImapFlow> => {
  for (const [index, address] of addresses.entries()) {
    const client = connectTo(address, way, maxBytes);
    opening(client);
    try {
      await client.connect();
      mustActForOwner(client, way.server.credentials);
      return client;
    } catch (error) {
      client.close();
      const elsewhere = unreachable.test((error as { code?: string }).code ?? '');
      if (!elsewhere || index === addresses.length - 1) throw error;
    }
  }
  throw new PermanentFailure('The host has no address.', { code: 'host_refused' });
};

export const isSignInRefused = (error: unknown): boolean =>
  (error as { readonly authenticationFailed?: boolean } | null)?.authenticationFailed === true;

/**
 * Connects to the first address that answers. A token that ended before its time is replaced once. Throws what guard, access
 * tokens and imapflow throw; nothing is left open then.
 */
export const openClient = async (server: ImapServer, needs: ImapNeeds, attempt: Attempt): Promise<ImapFlow> => {
  const addresses = await needs.guard.addressesOf(server.settings.host, server.trustedHost);
  attempt.resolved?.(addresses);
  const open = async (credentials: MailboxCredentials): Promise<ImapFlow> =>
    openFirst(addresses, { server, needs, auth: await authOf(credentials) }, attempt);
  return withAnotherToken(server.credentials, open, isSignInRefused);
};
