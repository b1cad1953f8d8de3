/** What an adapter says when the world failed; a failure that is neither of the two counts as temporary. `code` is stable; `fields` are safe to log; the cause is kept. */
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
