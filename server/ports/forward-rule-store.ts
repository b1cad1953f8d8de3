import type { ForwardSettings, ForwardState } from '#shared/model/forwarding.ts';
import type { Instant } from '#shared/model/instant.ts';

export interface StoredForwarding {
  readonly settings: ForwardSettings;
  readonly sealedSecret: string;
  readonly version: number;
}

/** A user's rule as it was found last. */
export interface StoredForwardRule {
  readonly userId: string;
  readonly state: ForwardState;
  readonly checkedAt: Instant;
  readonly problem: string | null;
}

export interface ForwardRuleStoreRead {
  settings(): Promise<StoredForwarding | null>;
  /** Of these users the ones whose rule was looked at. */
  rules(userIds: readonly string[]): Promise<StoredForwardRule[]>;
  /** Addresses of people in the CRM that are not deleted, up to a limit. */
  knownSenders(limit: number): Promise<string[]>;
}

export interface ForwardRuleStoreWrite extends ForwardRuleStoreRead {
  /** Adds or replaces. */
  saveSettings(forwarding: StoredForwarding): Promise<void>;
  /** Adds or replaces. */
  saveRule(rule: StoredForwardRule): Promise<void>;
}
