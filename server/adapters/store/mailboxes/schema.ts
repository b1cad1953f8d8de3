/** Mailboxes and what became of their mail. Moments are epoch milliseconds, flags 0 or 1, structures JSON text. */
export interface MailboxTable {
  organization_id: string;
  id: string;
  /** `user`, `queue` or `sink`. */
  owner_type: string;
  owner_id: string | null;
  address: string;
  incoming: string;
  sealed_secret: string;
  trusted_host: number;
  wrapping: string;
  settlement: string;
  owner_consents: number;
  poll_seconds: number;
  approved: number;
  enabled: number;
  health: string;
  cursor: string | null;
  /** A1: what arrived earlier is passed over. */
  starts_at: number;
  /** Rises with every change of the place where mail is fetched (A25). */
  epoch: number;
  /** By the clock of the database; null: it is not polled. */
  next_poll_at: number | null;
  lease_owner: string | null;
  lease_until: number | null;
  /** Whoever polled it last did not say that it ended. */
  unclean: number;
  version: number;
  created_at: number;
}
export interface MailboxMailTable {
  organization_id: string;
  mailbox_id: string;
  origin_key: string;
  origin: string;
  /** `failing`: to be tried again; `handled`: committed, to be settled at its source; `settled`; `left`: never settled; `purged`. */
  state: string;
  tries: number;
  epoch: number;
  folder: string | null;
  /** Keys of one generation tell mails apart; those of another name the same mails anew (UIDVALIDITY, another server). */
  generation: string;
  /** Salted hash of what makes it the same mail on another server. */
  identity: string | null;
  changed_at: number;
}
