import { GraphRefusal } from '#shared/graph/graph-refusal.ts';
import { ApiError } from '../api/api-error.ts';

/** Why a cycle ended before its end, in the words that the server keeps. */
export type FailureCode =
  'sign_in_refused' | 'permission_refused' | 'mailbox_missing' | 'throttled' | 'remote_unavailable';

/** Outlook or Microsoft gave no token. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  /** `interaction`: the person must be asked. `unsupported`: this Outlook knows no such sign-in. `unreachable`: nobody answers now. */
  readonly reason: 'interaction' | 'unsupported' | 'refused' | 'unreachable';
  constructor(reason: SignInRefused['reason'], cause?: unknown) {
    super(`no token: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** Another Outlook, or another window of this one, has taken over: nothing more may be written. */
export const isTakenOver = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'stale_generation' || error.code === 'precondition_failed');

const codeOfStatus = ({ status, retryAfterMs }: GraphRefusal): FailureCode => {
  if (status === 401) return 'sign_in_refused';
  if (status === 403) return 'permission_refused';
  if (status === 404) return 'mailbox_missing';
  return status === 429 || retryAfterMs !== null ? 'throttled' : 'remote_unavailable';
};

const codeOf = (error: unknown): FailureCode => {
  if (error instanceof GraphRefusal) return codeOfStatus(error);
  return error instanceof SignInRefused && error.reason !== 'unreachable' ? 'sign_in_refused' : 'remote_unavailable';
};

/** What the mailbox's service did; null where it was not the service, and the server is told nothing of it. */
export const failureOf = (error: unknown): { readonly code: FailureCode; readonly retryAfterMs: number } | null => {
  if (error instanceof ApiError) return null;
  const retryAfterMs = error instanceof GraphRefusal ? (error.retryAfterMs ?? 0) : 0;
  return { code: codeOf(error), retryAfterMs };
};
