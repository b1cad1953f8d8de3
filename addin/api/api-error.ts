import type { ErrorCode, Problem, ProblemIssue } from '#shared/contracts/errors.ts';

/** What a person can be told: a code of the server, or one of the three ways a call ends without an answer. */
export type ApiErrorCode = ErrorCode | 'unreachable' | 'unreadable_answer' | 'signed_out';

/** A call that was refused or could not be made. `members` are those of the problem (a 409 of a device names `holder`). */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly issues: readonly ProblemIssue[];
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: ApiErrorCode, about: { status?: number; problem?: Problem; cause?: unknown } = {}) {
    super(about.problem?.detail ?? about.problem?.title ?? code, { cause: about.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = about.status ?? 0;
    this.issues = about.problem?.issues ?? [];
    this.members = about.problem ?? {};
  }
}

/** Whether trying the same again later may work. */
export const isTemporary = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'unreachable' || error.code === 'temporarily_unavailable');
