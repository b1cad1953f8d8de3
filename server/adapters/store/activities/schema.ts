/** Rows of activities and what belongs to them. */
export interface ContentTable {
  organization_id: string;
  sha256: string;
  size_bytes: number;
  /** Null: outside the row, in the content directory. */
  bytes: Uint8Array | null;
  reference_count: number;
}
export interface ActivityTable {
  organization_id: string;
  id: string;
  /** SHA-256 of the identity material (A5); unique in the organization. */
  identity: string;
  kind: string;
  direction: string;
  state: string;
  status: string;
  subject: string;
  sent_at: number | null;
  received_at: number | null;
  sort_at: number;
  message_id: string | null;
  message_id_key: string | null;
  conversation_key: string | null;
  /** Digest of the words of the subject (C4). */
  subject_words: string | null;
  thread_id: string;
  correlation: string | null;
  correlated_id: string | null;
  owner_id: string | null;
  source: string;
  source_sha256: string | null;
  text: string;
  html: string | null;
  notes: string;
  flags: string;
  subject_changed: number;
  /** Of a task or an appointment: its fields as JSON. */
  agenda: string | null;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
  version: number;
}
export interface ActivityPartyTable {
  organization_id: string;
  activity_id: string;
  position: number;
  role: string;
  address: string;
  address_key: string | null;
  name: string | null;
  resolution: string;
  record_id: string | null;
  candidates: string | null;
  /** What settled it: a user id (a person's choice), a resolution id (R6), or null (matching). */
  settled_by: string | null;
}
export interface AttachmentTable {
  organization_id: string;
  activity_id: string;
  n: number;
  name: string;
  type: string;
  size_bytes: number;
  inline: number;
  content_id: string | null;
  sha256: string;
}
export interface PromotionTable {
  organization_id: string;
  id: string;
  activity_id: string;
  user_id: string;
  actor_id: string;
  method: string;
  visibility: string;
  outcome_code: number;
  promoted_at: number;
  /** standing; kept (untracked, the activity stays); removed (untracked, gone for this person). */
  state: string;
  state_since: number;
  /** Told to those who see this promotion only (O9). */
  why: string;
  offered_regarding: string;
  /** The item's id in this user's Outlook (P11). */
  place: string | null;
}
export interface RegardingTable {
  organization_id: string;
  activity_id: string;
  promotion_id: string;
  position: number;
  record_id: string;
}
/** One row per record on whose timeline the activity stands, and why: party, account or regarding. */
export interface TimelineTable {
  organization_id: string;
  record_id: string;
  sort_at: number;
  activity_id: string;
  cause: string;
  /** The promotion whose regarding it is; empty for parties and accounts. */
  promotion_id: string;
}
export interface HoldTable {
  organization_id: string;
  id: string;
  user_id: string | null;
  reason: string;
  detail: string;
  outcome_code: number;
  message_id: string | null;
  message_id_key: string | null;
  sha256: string;
  size_bytes: number;
  request: string;
  attempts: number;
  held_at: number;
  mailbox: string | null;
}
export interface OutcomeTable {
  organization_id: string;
  id: string;
  code: number;
  sentence: string;
  evidence: string;
  user_id: string | null;
  activity_id: string | null;
  hold_id: string | null;
  decided_at: number;
  mailbox: string | null;
  mail_hash: string | null;
  sender: string | null;
  subject: string | null;
}
export interface IdempotencyTable {
  organization_id: string;
  user_id: string;
  key: string;
  request_sha256: string;
  status: number;
  answer: string;
  answered_at: number;
}
/** Where the organization's event feed and audit chain end; locking this row orders their writers. */
export interface JournalHeadTable {
  organization_id: string;
  event_sequence: number;
  audit_sequence: number;
  audit_hash: string;
}
export interface EventTable {
  organization_id: string;
  sequence: number;
  kind: string;
  subject_id: string;
  happened_at: number;
  details: string;
}
export interface AuditTable {
  organization_id: string;
  sequence: number;
  happened_at: number;
  actor_id: string | null;
  principal_id: string | null;
  action: string;
  subject_id: string;
  reason: string;
  before: string | null;
  after: string | null;
  hash: string;
}
export interface AddressResolutionTable {
  organization_id: string;
  id: string;
  user_id: string;
  address_key: string;
  record_id: string;
  address_added: number;
  resolved_at: number;
  undone_at: number | null;
}
