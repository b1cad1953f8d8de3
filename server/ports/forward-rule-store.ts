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

/** The last probe that was sent to a user. */
export interface StoredProbe {
  readonly userId: string;
  /** The mail of ours that it is. */
  readonly emailId: string;
  readonly sentAt: Instant;
  readonly noted: 'waiting' | 'arrived' | 'refused';
  /** The words of a report; null: none came. */
  readonly answer: string | null;
}

export interface ForwardRuleStoreRead {
  settings(): Promise<StoredForwarding | null>;
  /** Of these users the ones whose rule was looked at. */
  rules(userIds: readonly string[]): Promise<StoredForwardRule[]>;
  /** Of these users the ones to whom a probe was sent. */
  probes(userIds: readonly string[]): Promise<StoredProbe[]>;
  /** The probe that is this mail of ours; null: it is none. */
  probeOf(emailId: string): Promise<StoredProbe | null>;
  /** Addresses of people in the CRM that are not deleted, up to a limit. */
  knownSenders(limit: number): Promise<string[]>;
}

export interface ForwardRuleStoreWrite extends ForwardRuleStoreRead {
  /** Adds or replaces. */
  saveSettings(forwarding: StoredForwarding): Promise<void>;
  /** Adds or replaces. */
  saveRule(rule: StoredForwardRule): Promise<void>;
  /** Adds or replaces. */
  saveProbe(probe: StoredProbe): Promise<void>;
}
