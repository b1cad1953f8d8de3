import { PermanentFailure, type TemporaryFailure } from '../../../ports/failure.ts';
import { failureOf } from '../graph-refusal.ts';

/** Of mailboxes that are read, in the words of those that are synchronized. */
const codes: ReadonlyMap<string, readonly [code: string, text: string]> = new Map([
  ['access_refused', ['permission_refused', 'The service does not permit us to use these items of the mailbox.']],
  ['folder_missing', ['mailbox_missing', 'The place of these items is not there any more.']],
]);

/** Any error as a failure that a synchronized account knows: `sign_in_refused`, `permission_refused`, `mailbox_missing`, `throttled` with `retryAfterMs`. */
export const syncFailureOf = (error: unknown): PermanentFailure | TemporaryFailure => {
  const failure = failureOf(error);
  const known = codes.get(failure.code);
  return known === undefined ? failure : new PermanentFailure(known[1], { code: known[0], cause: error });
};
