import { ApiError } from '../api/api-error.ts';
import { failureOf, SignInRefused } from './failure-of.ts';

/** Why this Outlook does not synchronize, for the person. */
export type Problem = SignInRefused['reason'] | 'permission' | 'mailbox' | 'notYours' | 'server';

/** `server`: our own server says why. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof ApiError) return error.code === 'not_permitted' ? 'notYours' : 'server';
  if (error instanceof SignInRefused) return error.reason;
  switch (failureOf(error)?.code) {
    case 'sign_in_refused':
      return 'refused';
    case 'permission_refused':
      return 'permission';
    case 'mailbox_missing':
      return 'mailbox';
    default:
      return 'unreachable';
  }
};
