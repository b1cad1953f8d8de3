/** What Microsoft Graph answers that is no success, and what it says about the item that was asked for. */

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

/** A success that says less than it must, or more than is taken; its sentence is for people. */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
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

/** A mail, folder or item that is not there (any more). */
export const isGone = (error: unknown): boolean =>
  error instanceof GraphRefusal && (error.status === 404 || error.status === 410) && !isMailboxMissing(error);

/** What is answered to one request alone; that it is busy, or does not know us, the service would say of each. */
const notAboutMail: ReadonlySet<number> = new Set([401, 403, 404, 408, 410, 429, 502, 503, 504, 507, 509]);

/** A14: the service gave the list and does not give out this mail, or this item. */
export const isAboutMail = (error: unknown): boolean =>
  error instanceof GraphRefusal && error.status >= 400 && !notAboutMail.has(error.status);

export const isMailboxMissing = ({ status, code }: GraphRefusal): boolean =>
  status === 404 &&
  /^(?:ErrorInvalidUser|MailboxNotEnabledForRESTAPI|MailboxNotFound|ResourceNotFound|Request_ResourceNotFound)$/i.test(
    code,
  );
