/** What the service or the way to it does, as failures that a mailbox knows. */
import { GraphRefusal, isMailboxMissing, UnusableAnswer } from '#shared/graph/graph-refusal.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';

export { GraphRefusal, isAboutMail, isGone, isSyncStateLost, retryAfterOf } from '#shared/graph/graph-refusal.ts';

const certificateProblem =
  /^(?:CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/** Of the egress guard and of access tokens, in the words of a mailbox. */
const ownCodes: ReadonlyMap<string, string> = new Map([
  ['egress_refused', 'host_refused'],
  ['invalid_host', 'host_refused'],
  ['oauth_refused', 'sign_in_refused'],
]);

const permanent = (code: string, text: string, cause: unknown): PermanentFailure =>
  new PermanentFailure(text, { code, cause });

const ofRefusal = (refusal: GraphRefusal): Error => {
  const { status, retryAfterMs } = refusal;
  if (status === 429 || ((status === 503 || status === 509) && retryAfterMs !== null)) {
    return new TemporaryFailure('The mail service asks us to come back later.', {
      code: 'throttled',
      fields: retryAfterMs === null ? {} : { retryAfterMs },
      cause: refusal,
    });
  }
  if (status === 401) return permanent('sign_in_refused', 'The mail service refuses our token.', refusal);
  if (status === 403) {
    return permanent('access_refused', 'The mail service does not let us into this mailbox.', refusal);
  }
  if (isMailboxMissing(refusal)) return permanent('mailbox_missing', 'The mail service has no such mailbox.', refusal);
  if (status === 404) return permanent('folder_missing', 'A folder of this mailbox does not exist.', refusal);
  return new TemporaryFailure('The mail service could not be read; it is tried again.', {
    code: 'source_unavailable',
    cause: refusal,
  });
};

/**
 * Any error as TemporaryFailure or PermanentFailure; what nobody understands is temporary. Gives `sign_in_refused`,
 * `access_refused`, `mailbox_missing`, `folder_missing`, `certificate_refused`, `host_refused`; `throttled` with
 * `retryAfterMs`, `source_unavailable`.
 */
export const failureOf = (error: unknown): PermanentFailure | TemporaryFailure => {
  if (error instanceof TemporaryFailure) return error;
  if (error instanceof PermanentFailure) {
    const code = ownCodes.get(error.code);
    return code === undefined ? error : permanent(code, error.message, error);
  }
  if (error instanceof GraphRefusal) return ofRefusal(error) as PermanentFailure | TemporaryFailure;
  if (error instanceof UnusableAnswer)
    return new TemporaryFailure(error.message, { code: 'remote_unavailable', cause: error });
  if (certificateProblem.test((error as { readonly code?: string } | null)?.code ?? '')) {
    return permanent('certificate_refused', 'The certificate of the mail service is not valid.', error);
  }
  return new TemporaryFailure('The mail service could not be reached; it is tried again.', {
    code: 'source_unavailable',
    cause: error,
  });
};
