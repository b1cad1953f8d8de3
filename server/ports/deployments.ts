import type { Wrapping } from '#shared/model/mailbox.ts';
import type { Outcome } from '#shared/model/outcome.ts';

/** A mail that a site hands over (A12). */
export interface HandedMail {
  readonly bytes: Uint8Array;
  /** The address it was found under. */
  readonly foundAt: string;
  readonly wrapping: Wrapping;
}

export interface Verdict {
  readonly promote: boolean;
  readonly outcome: Outcome;
  readonly internetMessageId: string | null;
}

export interface DeliveryReceipt extends Verdict {
  readonly activityId: string | null;
  readonly created: boolean;
  readonly holdId: string | null;
}

/**
 * An organization at its server, as a router without its database sees it. Throws TemporaryFailure
 * `deployment_unavailable` (`fields.retryAfterMs` where the server says when) when the server cannot be reached, has
 * trouble, or does not take the token: then nothing is known to be recorded. What it refuses because of the mail is a
 * PermanentFailure `deployment_refused`. A mail over its limit is outcome 105, with nothing stored there.
 */
export interface Deployment {
  /** What would become of it; writes nothing there. */
  check(mail: HandedMail, signal: AbortSignal): Promise<Verdict>;
  /** Records it; what is answered is committed there. `quarantine`: kept for a person, because it is not known whose it is. */
  deliver(mail: HandedMail, quarantine: boolean, signal: AbortSignal): Promise<DeliveryReceipt>;
}
