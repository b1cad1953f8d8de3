/** Tracking tokens, other ids of our mail, and threads that are not tracked by themselves. */
export interface TokenCounterTable {
  organization_id: string;
  /** `signed`, `users`, or `user:` and a user's id. */
  name: string;
  /** Of a user: which one they are, from 1. */
  number: number;
  used: number;
}
export interface TrackingTokenTable {
  organization_id: string;
  token_key: string;
  activity_id: string;
  sent_at: number;
}
export interface MessageAliasTable {
  organization_id: string;
  message_id_key: string;
  activity_id: string;
}
export interface ProposedCorrelationTable {
  organization_id: string;
  activity_id: string;
  method: string;
  correlated_id: string;
  evidence: string;
  proposed_at: number;
}
export interface ThreadVetoTable {
  organization_id: string;
  thread_id: string;
  /** Empty: for everyone. */
  user_id: string;
  set_by: string;
  set_at: number;
}
