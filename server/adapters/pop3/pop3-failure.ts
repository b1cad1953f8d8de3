/** What a POP3 server or the way to it does, as failures that a mailbox knows. */
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';

/** `refused`: the server answered -ERR; its words are kept apart and go into no log. */
type Kind = 'unreachable' | 'lost' | 'tls' | 'tlsMissing' | 'signIn' | 'signInImpossible' | 'refused';

export class Pop3Failure extends Error {
  override readonly name = 'Pop3Failure';
  readonly kind: Kind;
  readonly words: string;
  constructor(
    kind: Kind,
    text: string,
    { words = '', cause }: { readonly words?: string; readonly cause?: unknown } = {},
  ) {
    super(text, { cause });
    this.kind = kind;
    this.words = words;
  }
}

const certificateProblem =
  /^(?:CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/** RFC 2449 section 8, RFC 3206: the maildrop is busy or the server in trouble; the credentials may be good. */
const passing =
  /^\[(?:SYS\/TEMP|IN-USE|LOGIN-DELAY)\]|temporar|try again|later|unavailable|too many|throttl|busy|lock|rate limit|internal/i;
const ours = /^\[AUTH\]/i;

const temporary = (code: string, text: string, cause: unknown): TemporaryFailure =>
  new TemporaryFailure(text, { code, cause });
const permanent = (code: string, text: string, cause: unknown): PermanentFailure =>
  new PermanentFailure(text, { code, cause });

/** The server takes neither user nor secret, and is in no trouble of its own. */
export const isSignInRefused = (error: unknown): boolean =>
  error instanceof Pop3Failure && error.kind === 'signIn' && (ours.test(error.words) || !passing.test(error.words));

const ofSignIn = (failure: Pop3Failure): Error =>
  failure.kind === 'signInImpossible' || isSignInRefused(failure)
    ? permanent('sign_in_refused', 'The mail server refuses user or secret.', failure)
    : temporary('sign_in_failed', 'Signing in at the mail server did not work this time.', failure);

const ofPop3 = (failure: Pop3Failure): Error => {
  switch (failure.kind) {
    case 'tls': {
      const { code = '' } = (failure.cause ?? {}) as { readonly code?: string };
      return certificateProblem.test(code)
        ? permanent('certificate_refused', 'The certificate of the mail server is not valid.', failure)
        : temporary('source_unavailable', 'TLS with the mail server could not be established.', failure);
    }
    case 'tlsMissing':
      return permanent('tls_missing', failure.message, failure);
    case 'signIn':
    case 'signInImpossible':
      return ofSignIn(failure);
    case 'unreachable':
    case 'lost':
    case 'refused':
      return temporary('source_unavailable', 'The mail server could not be read; it is tried again.', failure);
  }
};

/** Of the egress guard and of access tokens, in the words of a mailbox. */
const ownCodes: ReadonlyMap<string, string> = new Map([
  ['egress_refused', 'host_refused'],
  ['invalid_host', 'host_refused'],
  ['oauth_refused', 'sign_in_refused'],
]);

/** Any error as TemporaryFailure or PermanentFailure; what nobody understands is temporary. */
export const failureOf = (error: unknown): TemporaryFailure | PermanentFailure => {
  if (error instanceof TemporaryFailure) return error;
  if (error instanceof PermanentFailure) {
    const code = ownCodes.get(error.code);
    return code === undefined ? error : permanent(code, error.message, error);
  }
  if (error instanceof Pop3Failure) return ofPop3(error) as TemporaryFailure | PermanentFailure;
  return temporary('source_unavailable', 'The mail server could not be read; it is tried again.', error);
};
