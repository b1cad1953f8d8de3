/** A15: what a rule in a user's mailbox is to do with mail that comes in there. */
export interface WantedRule {
  /** The forward mailbox: mail is redirected there, and stays where it is too. */
  readonly sink: string;
  /** Null: all mail. Else mail whose subject holds one of these, or that comes from one of these addresses. */
  readonly only: { readonly subjectParts: readonly string[]; readonly senders: readonly string[] } | null;
}

/**
 * How a rule was found. `missing`: there is none. `switchedOff`: it is there and does nothing. `altered`: somebody changed
 * it, or what is wanted has changed since. `blocked`: it cannot be made without touching what the user made.
 */
export type ForwardRuleState = 'working' | 'missing' | 'switchedOff' | 'altered' | 'blocked';

/** So many senders fit into the rule of every mail system. */
export const mostSenders = 1_000;
