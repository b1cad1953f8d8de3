/** Rows of the router. Moments are epoch milliseconds, flags 0 or 1, structures JSON text. */
export interface QueueSettingsTable {
  organization_id: string;
  queue_id: string;
  settings: string;
}
export interface QueueItemTable {
  organization_id: string;
  id: string;
  queue_id: string;
  activity_id: string;
  state: string;
  worker_id: string | null;
  entered_at: number;
  changed_at: number;
  version: number;
}
export interface DropAddressTable {
  organization_id: string;
  user_id: string;
  address: string;
  address_key: string;
  made_at: number;
}
/** One automatic mail that came; its author as a salted hash (A19). */
export interface AutomaticArrivalTable {
  organization_id: string;
  id: string;
  author_hash: string;
  arrived_at: number;
}
