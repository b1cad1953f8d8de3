/** A mail that is tracked once it is sent. */
export interface TrackTicketTable {
  organization_id: string;
  id: string;
  /** SHA-256 of what the send handler shows. */
  secret_sha256: string;
  /** SHA-256 of what the mail carries. */
  mark_sha256: string;
  user_id: string;
  actor_id: string;
  way: string;
  /** JSON: what it will regard. */
  wish: string;
  visibility: string | null;
  answers_id: string | null;
  /** JSON: subject and recipients. */
  draft: string | null;
  created_at: number;
  seen_at: number;
  sending_at: number | null;
  /** What its subject carries, and by which it is found. */
  token_text: string | null;
  token_key: string | null;
  message_id_key: string | null;
  activity_id: string | null;
  completed_at: number | null;
}
