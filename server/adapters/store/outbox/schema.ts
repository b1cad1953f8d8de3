/** What `marked` of a mail says: it covers those of its recipients that say so too, or all that are in hand. */
export const markSome = 1;
export const markAll = 2;

/** Rows of the outbox. */
export interface OutboundEmailTable {
  organization_id: string;
  /** That of its activity, which holds subject, text, attachments, Message-ID and the bytes. */
  id: string;
  author_id: string;
  principal_type: string;
  principal_id: string;
  from_address: string;
  from_name: string;
  lane: string;
  send_at: number | null;
  priority: string;
  read_receipt: number;
  delivery_notification: number;
  in_reply_to: string | null;
  list_unsubscribe: string | null;
  auto_submitted: string | null;
  /** Which event of a workflow, which member of a campaign it is for: there is one mail for each. Null: neither. */
  once_key: string | null;
  subject_sent: string | null;
  token: string | null;
  return_path: string | null;
  /** Null: a draft. */
  submitted_at: number | null;
  sent_at: number | null;
  profile_id: string | null;
  sandbox: number;
  /** Those of its activity, whose own are of when it was written. */
  state: string;
  status: string;
  /** The earliest of its waiting recipients; null: none waits, or it is in hand. */
  due_at: number | null;
  /** Rises with every claim. */
  fence: number;
  lease_owner: string | null;
  /** By the clock of the database. */
  lease_until: number | null;
  /** The marker of the attempt in hand, once it is committed. */
  marked: number;
  attempt_started_at: number | null;
  attempts: number;
  last_answer: string | null;
  created_at: number;
  updated_at: number;
  version: number;
}
export interface OutboundRecipientTable {
  organization_id: string;
  email_id: string;
  position: number;
  role: string;
  address: string;
  address_key: string | null;
  name: string | null;
  /** The record that the author named. */
  record_type: string | null;
  record_id: string | null;
  state: string;
  /** Not before; null unless it waits. */
  due_at: number | null;
  /** 1: its server was about to get the final dot of the attempt in hand. */
  marked: number;
  /** Those that count towards the retries. */
  attempts: number;
  last_answer: string | null;
}
export interface DeliveryAttemptTable {
  organization_id: string;
  email_id: string;
  number: number;
  started_at: number;
  ended_at: number | null;
  results: string;
}
export interface LaneBudgetTable {
  organization_id: string;
  lane: string;
  window_started_at: number;
  taken: number;
}
export interface SendingPauseTable {
  organization_id: string;
  profile_id: string;
  since: number;
  answer: string;
}
export interface SendingGrantTable {
  organization_id: string;
  principal_type: string;
  principal_id: string;
  user_id: string;
  granted_by: string;
  granted_at: number;
}
export interface BounceReportTable {
  organization_id: string;
  email_id: string;
  number: number;
  reported_at: number;
  address: string;
  status_code: string | null;
  hard: number;
  answer: string;
}
export interface BouncingAddressTable {
  organization_id: string;
  address_key: string;
  since: number;
  status_code: string | null;
  email_id: string | null;
}
/** One for a mail: the copy of it that is to be put into the folder of sent mail, or looked for there. */
export interface SentCopyTable {
  organization_id: string;
  email_id: string;
  task: string;
  state: string;
  attempts: number;
  /** Null: nothing is to be done any more. */
  due_at: number | null;
  answer: string | null;
}
