import type { ErrorCode } from '#shared/contracts/errors.ts';
import type { ProblemIssue } from '#shared/contracts/errors.ts';

interface RefusalDetails {
  readonly issues?: readonly ProblemIssue[];
  /** Members added to the problem, such as `holder`. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** A request that cannot be granted. The sentence is for the person who asked; it never names what they may not know. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;
  readonly issues: readonly ProblemIssue[];
  readonly members: Readonly<Record<string, unknown>>;
  constructor(code: ErrorCode, sentence: string, details: RefusalDetails = {}) {
    super(sentence);
    this.code = code;
    this.issues = details.issues ?? [];
    this.members = details.members ?? {};
  }
}
