import type { ErrorRequestHandler, Response } from 'express';
import { type ErrorCode, errorStatus, type Problem, type ProblemIssue } from '#shared/contracts/errors.ts';
import { PermanentFailure, TemporaryFailure } from '../ports/failure.ts';
import type { Log } from '../ports/log.ts';
import { Refusal } from '../usecases/refusal.ts';

const titles: Partial<Record<ErrorCode, string>> = {
  internal_error: 'Something is wrong on our side',
  temporarily_unavailable: 'Not available for the moment',
};

/** `not_permitted` -> `Not permitted`. */
const titleOf = (code: ErrorCode): string => {
  const words = code.replaceAll('_', ' ');
  return titles[code] ?? words.charAt(0).toUpperCase() + words.slice(1);
};

interface Details {
  readonly detail?: string;
  readonly issues?: readonly ProblemIssue[];
  readonly members?: Readonly<Record<string, unknown>>;
}

/** RFC 9457: what went wrong, as `application/problem+json`. */
export const sendProblem = (response: Response, code: ErrorCode, details: Details = {}): void => {
  const problem: Problem = {
    ...details.members,
    type: `about:blank#${code}`,
    title: titleOf(code),
    status: errorStatus[code],
    code,
    ...(details.detail === undefined ? {} : { detail: details.detail }),
    ...(details.issues === undefined || details.issues.length === 0 ? {} : { issues: [...details.issues] }),
  };
  response.status(errorStatus[code]).type('application/problem+json').send(JSON.stringify(problem));
};

/** Body parser and router errors carry `type` and `status`; ours carry a code. */
const statusOf = (error: unknown): number | null =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null;

const codeOfStatus = (status: number): ErrorCode => {
  if (status === 413) return 'message_too_large';
  if (status === 415) return 'unsupported_media_type';
  return 'invalid_request';
};

const sentences: Partial<Record<ErrorCode, string>> = {
  message_too_large: 'The body is over the limit; nothing was stored.',
  unsupported_media_type: 'Send message/rfc822 or application/json.',
  invalid_request: 'The request could not be read; check that the body is well-formed JSON.',
};

const answerFailure = (response: Response, error: TemporaryFailure | PermanentFailure): void => {
  if (error instanceof PermanentFailure && error.code === 'invalid_message') {
    const field = error.fields['field'];
    sendProblem(response, 'invalid_message', {
      detail: error.message,
      ...(typeof field === 'string' ? { issues: [{ field, message: error.message }] } : {}),
    });
    return;
  }
  const isFull = error.code === 'storage_full';
  const waitMs = error.fields['retryAfterMs'];
  response.setHeader('Retry-After', String(typeof waitMs === 'number' ? Math.max(1, Math.ceil(waitMs / 1_000)) : 5));
  sendProblem(response, isFull ? 'storage_full' : 'temporarily_unavailable', {
    detail: isFull ? 'The server has no room left; nothing was stored.' : 'Nothing was stored; try again shortly.',
  });
};

/** The one place where errors become answers. What we did not expect is logged with its cause and says nothing outside. */
export const problemHandler =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
    } else if (error instanceof Refusal) {
      const seconds = error.members['retryAfterSeconds'];
      if (typeof seconds === 'number') response.setHeader('Retry-After', String(seconds));
      sendProblem(response, error.code, { detail: error.message, issues: error.issues, members: error.members });
    } else if (error instanceof TemporaryFailure || error instanceof PermanentFailure) {
      log.warn('a request met a failure', { code: error.code, method: request.method }, error);
      answerFailure(response, error);
    } else answerOther(log, error, request.method, response);
  };

/** Errors of the framework with a 4xx are the caller's; everything else is ours. */
const answerOther = (log: Log, error: unknown, method: string, response: Response): void => {
  const status = statusOf(error);
  if (status !== null && status >= 400 && status < 500) {
    const code = codeOfStatus(status);
    sendProblem(response, code, { detail: sentences[code] ?? titleOf(code) });
    return;
  }
  log.error('a request failed unexpectedly', { method }, error);
  sendProblem(response, 'internal_error', { detail: 'Nothing of your request was kept half-done.' });
};
