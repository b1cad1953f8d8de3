/** The mail system of an organization whose users forward. */
export interface ForwardSystemTable {
  organization_id: string;
  version: number;
  /** JSON, without the secret. */
  settings: string;
  sealed_secret: string;
}
/** A user's rule as it was found last. */
export interface ForwardRuleTable {
  organization_id: string;
  user_id: string;
  state: string;
  checked_at: number;
  problem: string | null;
}
/** The last probe mail of a user. */
export interface ForwardProbeTable {
  organization_id: string;
  user_id: string;
  email_id: string;
  sent_at: number;
  state: string;
  answer: string | null;
}
