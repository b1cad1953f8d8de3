import type { Instant } from '#shared/model/instant.ts';
import type { IncomingSettings, MailboxOwner, Settlement, Wrapping } from '#shared/model/mailbox.ts';
import type { SourceCursor } from '../../../ports/mail-source.ts';
import type { StoredHealth, StoredMailbox } from '../../../ports/mailbox-store.ts';
import type { MailboxTable } from './schema.ts';

const ownerOf = ({ owner_type: kind, owner_id: id }: MailboxTable): MailboxOwner =>
  (kind === 'user' || kind === 'queue') && id !== null ? { kind, id } : { kind: 'sink' };

export const presentMailbox = (row: MailboxTable): StoredMailbox => ({
  id: row.id,
  owner: ownerOf(row),
  address: row.address,
  incoming: JSON.parse(row.incoming) as IncomingSettings,
  sealedSecret: row.sealed_secret,
  trustedHost: row.trusted_host === 1,
  wrapping: row.wrapping as Wrapping,
  settlement: JSON.parse(row.settlement) as Settlement,
  ownerConsents: row.owner_consents === 1,
  pollSeconds: row.poll_seconds,
  approved: row.approved === 1,
  enabled: row.enabled === 1,
  health: JSON.parse(row.health) as StoredHealth,
  cursor: row.cursor as SourceCursor | null,
  startsAt: row.starts_at as Instant,
  epoch: row.epoch,
  version: row.version,
  createdAt: row.created_at as Instant,
});

const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

/** What people set of a mailbox. */
export const settingsRow = (mailbox: StoredMailbox) => ({
  address: mailbox.address,
  incoming: JSON.stringify(mailbox.incoming),
  sealed_secret: mailbox.sealedSecret,
  trusted_host: flag(mailbox.trustedHost),
  wrapping: mailbox.wrapping,
  settlement: JSON.stringify(mailbox.settlement),
  owner_consents: flag(mailbox.ownerConsents),
  poll_seconds: mailbox.pollSeconds,
  approved: flag(mailbox.approved),
  enabled: flag(mailbox.enabled),
});
