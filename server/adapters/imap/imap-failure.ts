/** What an IMAP server or the way to it does, as failures that a mailbox knows. */
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';

interface ImapError {
  readonly authenticationFailed?: boolean;
  readonly responseStatus?: string;
  readonly responseText?: string;
  readonly serverResponseCode?: string;
  readonly mailboxMissing?: boolean;
  readonly tlsFailed?: boolean;
  readonly code?: string;
  readonly message?: string;
  readonly throttleReset?: number;
}

const certificateProblem =
  /^(?:CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/** RFC 5530: the server is in trouble, not the credentials. */
const passingCodes: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'INUSE',
  'LIMIT',
  'SERVERBUG',
  'CONTACTADMIN',
  'CORRUPTION',
]);
const passingWords = /temporar|try again|later|unavailable|too many|throttl|busy|rate limit|internal/i;

/** The server said no to who we are, and did not say that this will pass. */
const refusesUs = ({ responseStatus, responseText, serverResponseCode }: ImapError): boolean =>
  responseStatus === 'NO' && !passingCodes.has(serverResponseCode ?? '') && !passingWords.test(responseText ?? '');

const impossible = /^(?:Unsupported authentication mechanism|Login is disabled|No matching authentication method)$/;

const ofSignIn = (error: ImapError): Error =>
  refusesUs(error) || impossible.test(error.message ?? '')
    ? new PermanentFailure('The mail server refuses user or secret.', { code: 'sign_in_refused', cause: error })
    : new TemporaryFailure('Signing in at the mail server did not work this time.', {
        code: 'sign_in_failed',
        cause: error,
      });

/** Of the egress guard and of access tokens, in the words of a mailbox. */
const ownCodes: ReadonlyMap<string, string> = new Map([
  ['egress_refused', 'host_refused'],
  ['invalid_host', 'host_refused'],
  ['oauth_refused', 'sign_in_refused'],
]);

const isMissing = ({ mailboxMissing, code, serverResponseCode }: ImapError): boolean =>
  mailboxMissing === true ||
  code === 'NotFound' ||
  serverResponseCode === 'NONEXISTENT' ||
  serverResponseCode === 'TRYCREATE';

const ofTls = (told: ImapError): Error | null => {
  if (certificateProblem.test(told.code ?? '')) {
    return new PermanentFailure('The certificate of the mail server is not valid.', {
      code: 'certificate_refused',
      cause: told,
    });
  }
  if (told.message === 'Server does not support STARTTLS') {
    return new PermanentFailure('The mail server does not offer TLS on this port.', {
      code: 'tls_missing',
      cause: told,
    });
  }
  return null;
};

const ofImap = (error: unknown): Error => {
  const told = (error ?? {}) as ImapError;
  const inTls = ofTls(told);
  if (inTls !== null) return inTls;
  if (told.code === 'ETHROTTLE') {
    return new TemporaryFailure('The mail server asks us to come back later.', {
      code: 'throttled',
      fields: { retryAfterMs: Math.max(0, told.throttleReset ?? 0) },
      cause: error,
    });
  }
  if (told.authenticationFailed === true || impossible.test(told.message ?? '')) return ofSignIn(told);
  if (isMissing(told)) {
    return new PermanentFailure('A folder of this mailbox does not exist.', { code: 'folder_missing', cause: error });
  }
  return new TemporaryFailure('The mail server could not be read; it is tried again.', {
    code: 'source_unavailable',
    cause: error,
  });
};

/**
 * Any error as TemporaryFailure or PermanentFailure; what nobody understands is temporary. Gives `sign_in_refused`,
 * `certificate_refused`, `tls_missing`, `folder_missing`, `host_refused`; `throttled` with `retryAfterMs`.
 */
export const failureOf = (error: unknown): Error => {
  if (error instanceof TemporaryFailure) return error;
  if (error instanceof PermanentFailure) {
    const code = ownCodes.get(error.code);
    return code === undefined ? error : new PermanentFailure(error.message, { code, cause: error });
  }
  return ofImap(error);
};

/** A command was answered with no or not as it must be. */
export const unanswered = (): TemporaryFailure =>
  new TemporaryFailure('The mail server did not do as it was asked; it is tried again.', {
    code: 'source_unavailable',
  });
