/** Whose mailbox it is in an organization, and which organization synchronizes it. Moments are epoch milliseconds. */
export interface MailboxMappingTable {
  organization_id: string;
  mailbox_key: string;
  user_id: string;
  since: number;
}
/** One row for each mailbox of the installation that is synchronized. */
export interface MailboxSynchronizingTable {
  mailbox_key: string;
  organization_id: string;
  since: number;
}
export interface AlertTable {
  organization_id: string;
  id: string;
  /** Null: for every administrator. */
  user_id: string | null;
  kind: string;
  subject_id: string;
  words: string;
  at: number;
  put_away: number;
}
