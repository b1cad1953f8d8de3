import type { Instant } from '#shared/model/instant.ts';
import type { MailboxOwner } from '#shared/model/mailbox.ts';
import { serverOfAccount, serverOfIncoming } from '../../domain/mailbox/mailbox-identity.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { StoredSyncAccount } from '../../ports/sync-store.ts';

/** One connection of anybody in the organization, as administrators see it: neither address nor secret. */
export interface AnyConnection {
  /** Mail that is fetched, or items that are synchronized. */
  readonly kind: 'mail' | 'items';
  readonly id: string;
  readonly owner: MailboxOwner;
  /** Host of its server. */
  readonly server: string;
  readonly runsIn: 'server' | 'outlook';
  readonly enabled: boolean;
  readonly state: StoredSyncAccount['health']['state'];
  readonly since: Instant;
  readonly problem: string | null;
}

/** All that are connected. */
export const allConnections = async (read: StoreRead): Promise<AnyConnection[]> => {
  const mailboxes = await read.mailboxes.list();
  const accounts = await read.synchronization.list();
  return [
    ...mailboxes.map(({ id, owner, incoming, approved, enabled, health: { state, since, problem } }) => ({
      ...({ kind: 'mail', runsIn: 'server', enabled: approved && enabled } as const),
      ...{ id, owner, server: serverOfIncoming(incoming), state, since, problem },
    })),
    ...accounts.map(({ id, userId, url, runsIn, enabled, health: { state, since, problem } }) => ({
      ...({ kind: 'items', owner: { kind: 'user', id: userId }, runsIn, enabled } as const),
      ...{ id, server: serverOfAccount(url), state, since, problem },
    })),
  ];
};
