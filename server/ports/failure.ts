/** What an adapter says when the world failed. `code` is stable; `fields` are safe to log; the cause is kept. */
interface FailureDetails {
  readonly code: string;
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
}

/** Worth trying again later. */
export class TemporaryFailure extends Error {
  override readonly name = 'TemporaryFailure';
  readonly code: string;
  readonly fields: Readonly<Record<string, string | number>>;
  constructor(message: string, details: FailureDetails) {
    super(message, { cause: details.cause });
    this.code = details.code;
    this.fields = details.fields ?? {};
  }
}

/** Trying again would fail the same way. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
  readonly code: string;
  readonly fields: Readonly<Record<string, string | number>>;
  constructor(message: string, details: FailureDetails) {
    super(message, { cause: details.cause });
    this.code = details.code;
    this.fields = details.fields ?? {};
  }
}

/** Unknown means temporary: a mail is never given up for a reason nobody understood. */
export const isTemporary = (error: unknown): boolean => !(error instanceof PermanentFailure);
