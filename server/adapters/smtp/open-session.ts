/** From a profile to a connection on which mail can be offered: resolve, connect, greeting, EHLO, TLS, sign in. */
import { connect, type Socket } from 'node:net';
import type { SmtpStage } from '../../domain/outbound/smtp-answer.ts';
import type { EgressGuard } from '../../ports/egress-guard.ts';
import { TemporaryFailure } from '../../ports/failure.ts';
import type { SendingProfile } from '../../ports/mail-transport.ts';
import { withAnotherToken } from '../../domain/mailbox/another-token.ts';
import { offersOf, noOffers, type Offers } from './greeting.ts';
import { answerOf, ownAnswer } from './reply.ts';
import { at, SessionFailure, takenAt } from './session-failure.ts';
import { signIn } from './sign-in.ts';
import type { SmtpTimeouts } from './timeouts.ts';
import { createWire, type Wire } from './wire.ts';

export interface Session {
  readonly wire: Wire;
  readonly offers: Offers;
}

export interface SessionNeeds {
  readonly guard: EgressGuard;
  readonly timeouts: SmtpTimeouts;
  /** Our name in EHLO: a host name or an address literal. */
  readonly localName: string;
  readonly authorities: readonly string[] | null;
}

/** Told of each stage that was passed, with the words that go with it. */
export type Passed = (stage: SmtpStage, words: string) => void;

const reachable: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET', 'EPIPE']);

const openSocket = (address: string, port: number, withinMs: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true });
    socket.setTimeout(withinMs, () => socket.destroy(new Error('The server did not answer in time.')));
    socket.once('connect', () => {
      socket.setTimeout(0).removeAllListeners('error').removeAllListeners('timeout');
      resolve(socket);
    });
    socket.once('error', (cause: NodeJS.ErrnoException) => {
      const text =
        cause.code === 'ECONNREFUSED'
          ? `Nothing listens on port ${port}.`
          : reachable.has(cause.code ?? '')
            ? 'The server cannot be reached.'
            : 'The server did not answer in time.';
      reject(new TemporaryFailure(text, { code: 'server_unreachable', cause }));
    });
  });

/** The first of the permitted addresses that answers. */
const connectTo = async (addresses: readonly string[], port: number, withinMs: number): Promise<Socket> => {
  let last: unknown;
  for (const address of addresses) {
    try {
      return await openSocket(address, port, withinMs);
    } catch (error) {
      last = error;
    }
  }
  throw last;
};

const ehlo = async (wire: Wire, needs: SessionNeeds): Promise<Offers> => {
  const { command } = needs.timeouts;
  await wire.write(`EHLO ${needs.localName}\r\n`, command);
  const reply = await wire.reply(command);
  if (reply.code < 500 || reply.code === 521) return offersOf(takenAt('ehlo', reply));
  // A server from before EHLO (RFC 5321 section 4.1.4).
  await wire.write(`HELO ${needs.localName}\r\n`, command);
  takenAt('ehlo', await wire.reply(command));
  return noOffers;
};

const certificateProblem = /^(?:CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;

const encrypt = async (wire: Wire, profile: SendingProfile, needs: SessionNeeds): Promise<void> => {
  try {
    await wire.secure({ host: profile.host, authorities: needs.authorities, withinMs: needs.timeouts.tls });
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    if (!certificateProblem.test(cause?.code ?? '')) throw error;
    const answer = ownAnswer(`The certificate of ${profile.host} is not valid: ${cause?.message ?? ''}`);
    throw new SessionFailure('tls', answer, true, error);
  }
};

/**
 * On the loopback address there is nobody to hide from and no certificate that names it, unless TLS is asked for or a
 * password crosses it.
 */
const wantsTls = (profile: SendingProfile, address: string): boolean =>
  profile.tls === 'required' ||
  (profile.tls === 'whenOffered' && (profile.credentials !== null || !/^(?:127\.|::1$)/.test(address)));

const startTls = async (session: Session, profile: SendingProfile, needs: SessionNeeds): Promise<Offers> => {
  const { wire, offers } = session;
  if (!offers.startTls) {
    if (profile.tls !== 'required') return offers;
    throw new SessionFailure('tls', ownAnswer('The server does not offer TLS on this port.'), true);
  }
  await wire.write('STARTTLS\r\n', needs.timeouts.command);
  takenAt('tls', await wire.reply(needs.timeouts.command));
  await encrypt(wire, profile, needs);
  // What was offered before is not to be believed (RFC 3207 section 4.2).
  return ehlo(wire, needs);
};

interface Opening {
  readonly wire: Wire;
  /** The address that was connected to. */
  readonly address: string;
  readonly profile: SendingProfile;
  readonly passed: Passed;
}

const greet = async ({ wire, address, profile, passed }: Opening, needs: SessionNeeds): Promise<Offers> => {
  if (profile.tls === 'implicit') {
    await at('tls', () => encrypt(wire, profile, needs));
    passed('tls', 'Encrypted from the first byte; the certificate is valid.');
  }
  const words = await at('greeting', async () => takenAt('greeting', await wire.reply(needs.timeouts.greeting)));
  passed('greeting', answerOf(words).text);
  let offers = await at('ehlo', () => ehlo(wire, needs));
  if (!wire.encrypted && wantsTls(profile, address)) {
    offers = await at('tls', () => startTls({ wire, offers }, profile, needs));
  }
  if (profile.tls !== 'implicit') {
    passed('tls', wire.encrypted ? 'Encrypted by STARTTLS; the certificate is valid.' : 'Not encrypted, as it is set.');
  }
  await at('auth', () => signIn({ wire, offers }, profile, needs.timeouts.command));
  passed('auth', profile.credentials === null ? 'No user is set.' : `Signed in as ${profile.credentials.user}.`);
  return offers;
};

const isSignInRefused = (error: unknown): boolean =>
  error instanceof SessionFailure && error.stage === 'auth' && error.lasting && error.cause === undefined;

/**
 * A token that ended before its time is replaced once; `passed` is told of the last attempt alone. Throws SessionFailure with
 * the stage at which it ended; nothing is left open then.
 */
export const openSession = async (profile: SendingProfile, needs: SessionNeeds, passed: Passed): Promise<Session> => {
  let told: Parameters<Passed>[] = [];
  const note: Passed = (...stage) => void told.push(stage);
  const addresses = await at('resolve', () => needs.guard.addressesOf(profile.host, profile.trusted));
  passed('resolve', addresses.join(', '));
  const open = async (credentials: SendingProfile['credentials']): Promise<Session> => {
    told = [];
    const socket = await at('connect', () => connectTo(addresses, profile.port, needs.timeouts.connect));
    const wire = createWire(socket);
    try {
      note('connect', `Port ${profile.port} answers.`);
      const opening = { wire, address: socket.remoteAddress ?? '', profile: { ...profile, credentials }, passed: note };
      return { wire, offers: await greet(opening, needs) };
    } catch (error) {
      wire.drop();
      throw error;
    }
  };
  try {
    return await withAnotherToken(profile.credentials, open, isSignInRefused);
  } finally {
    for (const stage of told) passed(...stage);
  }
};
