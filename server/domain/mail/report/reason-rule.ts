import type { BounceReason } from './bounce-reason.ts';

export interface ReasonRule {
  readonly reason: BounceReason;
  /** Any of these in the words of the server, which come in lower case with single spaces. */
  readonly words: readonly RegExp[];
}
