/** Accounts that are synchronized. Moments are epoch milliseconds, flags 0 or 1, structures JSON text. */
export interface SyncAccountTable {
  organization_id: string;
  id: string;
  user_id: string;
  protocol: string;
  /** `server` or `outlook`. */
  runs_in: string;
  url: string;
  sign_in_user: string;
  /** Null where user and secret are all. */
  sign_in: string | null;
  sealed_secret: string;
  trusted_host: number;
  collections: string;
  settings: string;
  enabled: number;
  health: string;
  /** By the clock of the database; null: it is not synchronized, or waits for a person. */
  next_cycle_at: number | null;
  lease_owner: string | null;
  lease_until: number | null;
  version: number;
  created_at: number;
}
export interface SyncCycleTable {
  organization_id: string;
  account_id: string;
  kind: string;
  /** Cursors, and items to be looked at again. */
  state: string;
  stop: string | null;
  confirmed: number;
}
export interface SyncLinkTable {
  organization_id: string;
  account_id: string;
  kind: string;
  id: string;
  crm_id: string;
  crm_revision: string;
  mailbox_id: string;
  mailbox_revision: string;
  base: string;
  unsettled: string;
  state: string;
  /** `crm` or `mailbox`. */
  origin: string;
  open: string;
  /** By field: the side whose value stands. */
  answers: string;
}
export interface SyncApartTable {
  organization_id: string;
  account_id: string;
  kind: string;
  side: string;
  item_id: string;
}
export interface SyncLostTable {
  organization_id: string;
  account_id: string;
  kind: string;
  crm_id: string;
  field: string;
  side: string;
  value: string;
  at: number;
}
export interface SyncFailureTable {
  organization_id: string;
  account_id: string;
  kind: string;
  /** Empty: there is none. */
  crm_id: string;
  mailbox_id: string;
  words: string;
  first_at: number;
  last_at: number;
  tries: number;
}
export interface SyncHappeningTable {
  organization_id: string;
  account_id: string;
  kind: string;
  at: number;
  what: string;
  crm_id: string | null;
}
