import type { ForwardSystem } from '#shared/model/forwarding.ts';
import type { ForwardRuleState, WantedRule } from '../domain/forwarding/forward-rule.ts';

export interface RuleAsked {
  /** Whose mailbox: what the mail system calls the user. */
  readonly user: string;
  readonly wanted: WantedRule;
}

/**
 * The rules of users at one mail system (A15). What a user made there is never changed nor lost. Throws
 * TemporaryFailure and PermanentFailure as MailSource does.
 */
export interface ForwardRules {
  /** Changes nothing. */
  check(asked: RuleAsked, signal: AbortSignal): Promise<ForwardRuleState>;
  /** How a rule that is altered differs from what is wanted, a line each; changes nothing. */
  differences(asked: RuleAsked, signal: AbortSignal): Promise<readonly string[]>;
  /** Makes the rule, or repairs it; repeatable. Gives the state afterwards. */
  deploy(asked: RuleAsked, signal: AbortSignal): Promise<ForwardRuleState>;
  /** Takes ours away, and gives the user's own script its place back; repeatable. */
  remove(asked: RuleAsked, signal: AbortSignal): Promise<void>;
}

/** The mail system of an organization, with its service identity opened. */
export interface ForwardSystemProfile {
  /** Another one when anything below changes. */
  readonly key: string;
  readonly system: ForwardSystem;
  readonly secret: string;
}

/** Opens rules by kind of mail system; does not connect yet. */
export interface ForwardSystems {
  open(profile: ForwardSystemProfile): ForwardRules;
}
