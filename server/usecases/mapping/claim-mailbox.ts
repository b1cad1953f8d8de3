import { toWire } from '#shared/model/instant.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { MailboxIdentity } from '../../domain/mailbox/mailbox-identity.ts';
import { mayTakeOver } from '../../domain/mailbox/may-take-over.ts';
import type { Ids } from '../../ports/ids.ts';
import type { StoredMapping } from '../../ports/mapping-store.ts';
import type { StoreRead, StoreWrite } from '../../ports/store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import { Refusal } from '../refusal.ts';
import { breakConnections } from './break-connections.ts';
import { connectionsOf } from './connections-of.ts';

/** The wish to break another's mapping, and what is shown for it. */
export interface TakeOver {
  readonly isAdministrator: boolean;
  /** Every step of the connection test passed just now. */
  readonly signedIn: boolean;
}

export interface MailboxClaim {
  readonly ids: Ids;
  readonly at: Instant;
  readonly organizationId: string;
  /** Null: by command line. */
  readonly actorId: string | null;
  readonly userId: string;
  readonly identity: MailboxIdentity;
  /** Null: another's mapping stays. */
  readonly takeOver: TakeOver | null;
}

const nameOf = async (read: StoreRead, userId: string): Promise<string> =>
  (await read.users.find(userId))?.name ?? 'Somebody';

const mapped = async (here: StoreRead, { userId, since }: StoredMapping): Promise<Refusal> => {
  const userName = await nameOf(here, userId);
  return new Refusal(
    'mailbox_mapped',
    `This mailbox is connected by ${userName} already, and a mailbox belongs to one person. Repeat with takeOver to break that connection.`,
    { members: { userName, since: toWire(since) } },
  );
};

/** Signing in elsewhere shows nothing of this mailbox. */
export const notProven = (): Refusal =>
  new Refusal(
    'not_permitted',
    'Nothing was changed: signing in at this server does not show that the mailbox is yours. Ask an administrator to connect it for you.',
  );

/** Whether a mailbox is one of the addresses that the organization knows of its user. */
export const ownsAddress = async (here: StoreRead, userId: string, key: string): Promise<boolean> =>
  (await here.users.find(userId))?.addresses.some(({ addressKey }) => addressKey === key) ?? false;

/** Whether the test was at a server that these connections to the mailbox lead to. */
export const isSameServer = async (
  there: StoreRead,
  userId: string,
  { key, server }: MailboxIdentity,
): Promise<boolean> =>
  (await connectionsOf(there, userId)).some(({ identity }) => identity.key === key && identity.server === server);

const takeOverFrom = async (tx: SystemWrite, here: StoreWrite, claim: MailboxClaim, former: StoredMapping) => {
  const { ids, at, organizationId, actorId, userId, identity, takeOver } = claim;
  if (takeOver === null) throw await mapped(here, former);
  const sameServer = await isSameServer(here, former.userId, identity);
  const owns = await ownsAddress(here, userId, identity.key);
  if (!mayTakeOver({ ...takeOver, sameServer, ownsAddress: owns })) throw notProven();
  if (!(await here.mappings.move({ key: identity.key, userId, since: at }, former.userId)))
    throw new Refusal(
      'precondition_failed',
      'Somebody else took this mailbox over at the same time; look at it again.',
    );
  await tx.synchronizing.end(identity.key, organizationId);
  const name = await nameOf(here, userId);
  const words = `${name} has connected your mailbox, which belongs to one person at a time; yours is no longer fetched or synchronized. What you tracked stays yours.`;
  await breakConnections(
    here,
    { ids, at, actorId, userId: former.userId, key: identity.key, kind: 'mailboxTaken', words },
    'everything',
  );
};

/**
 * I5: the mailbox is this user's from now on. Of two that claim it at once one is refused. Refuses `mailbox_mapped` with
 * who has it and since when, `not_permitted` where access is not proven, `precondition_failed`.
 */
export const claimMailbox = async (tx: SystemWrite, claim: MailboxClaim): Promise<void> => {
  const { organizationId, userId, identity, at } = claim;
  const here = tx.within(organizationId);
  if (await here.mappings.add({ key: identity.key, userId, since: at })) return;
  const standing = await here.mappings.find(identity.key);
  if (standing === null)
    throw new Refusal('precondition_failed', 'This mailbox was disconnected at the same time; try again.');
  if (standing.userId !== userId) await takeOverFrom(tx, here, claim, standing);
};
