/** What the service or the way to it does, as failures that a mailbox knows. */
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';

/** An answer that is no success. `code` is the service's own, to be compared and never shown. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number | null;
  constructor(status: number, code: string, retryAfterMs: number | null) {
    super(`The service answered ${status}.`);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Longer than this nobody waits without looking again. */
const longestWaitMs = 24 * 3_600_000;

/** Retry-After as seconds or as a date (RFC 9110 section 10.2.3), milliseconds; null when it says nothing. */
export const retryAfterOf = (value: string | undefined, now: number): number | null => {
  if (value === undefined) return null;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), longestWaitMs) : null;
};

/** The service has forgotten how far we were: reading starts over. */
export const isSyncStateLost = (error: unknown): boolean =>
  error instanceof GraphRefusal &&
  (error.status === 410 || /^(?:syncState(?:NotFound|Invalid)|resyncRequired)$/i.test(error.code));

/** A mail or folder that is not there (any more). */
export const isGone = (error: unknown): boolean =>
  error instanceof GraphRefusal && (error.status === 404 || error.status === 410) && !isMailboxMissing(error);

/** What is answered to one request alone; that it is busy, or does not know us, the service would say of each. */
const notAboutMail: ReadonlySet<number> = new Set([401, 403, 404, 408, 410, 429, 502, 503, 504, 507, 509]);

/** A14: the service gave the list and does not give out this mail. */
export const isAboutMail = (error: unknown): boolean =>
  error instanceof GraphRefusal && error.status >= 400 && !notAboutMail.has(error.status);

const isMailboxMissing = ({ status, code }: GraphRefusal): boolean =>
  status === 404 &&
  /^(?:ErrorInvalidUser|MailboxNotEnabledForRESTAPI|MailboxNotFound|ResourceNotFound|Request_ResourceNotFound)$/i.test(
    code,
  );

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
  if (certificateProblem.test((error as { readonly code?: string } | null)?.code ?? '')) {
    return permanent('certificate_refused', 'The certificate of the mail service is not valid.', error);
  }
  return new TemporaryFailure('The mail service could not be reached; it is tried again.', {
    code: 'source_unavailable',
    cause: error,
  });
};
