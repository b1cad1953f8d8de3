import { addressRules } from './address-rules.ts';
import type { ReasonRule } from './reason-rule.ts';
import { refusalRules } from './refusal-rules.ts';

/**
 * What the words of mail systems say, the narrower before the wider: an answer that names a full mailbox may also say
 * that it is no user's fault, and one that refuses the sender's domain often speaks of a host that cannot be found.
 */
export const reasonRules: readonly ReasonRule[] = [...refusalRules, ...addressRules];
