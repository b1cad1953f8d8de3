import { toWire } from '#shared/model/instant.ts';
import { mayTakeOver } from '../../domain/mailbox/may-take-over.ts';
import type { SynchronizingOrganization } from '../../ports/mapping-store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import { Refusal } from '../refusal.ts';
import { breakConnections } from './break-connections.ts';
import { isSameServer, type MailboxClaim, notProven, ownsAddress } from './claim-mailbox.ts';

/** The name of an organization, where a user of another one is a member of it too. */
const nameFor = async (
  tx: SystemWrite,
  asks: { readonly organizationId: string; readonly userId: string },
  organizationId: string,
): Promise<string | null> => {
  const user = await tx.within(asks.organizationId).users.find(asks.userId);
  const memberships = user === null ? [] : await tx.logins.memberships(user.loginId);
  return memberships.find(({ organization }) => organization.id === organizationId)?.organization.name ?? null;
};

const elsewhere = (organizationName: string | null, { since }: SynchronizingOrganization): Refusal =>
  new Refusal(
    'mailbox_synchronized_elsewhere',
    `${organizationName ?? 'Another organization'} synchronizes this mailbox, and only one may. Repeat with takeOver to synchronize it here instead.`,
    { members: { organizationName, since: toWire(since) } },
  );

const stopThere = async (tx: SystemWrite, claim: MailboxClaim, organizationId: string): Promise<void> => {
  const { ids, at, identity } = claim;
  const there = tx.within(organizationId);
  const mapping = await there.mappings.find(identity.key);
  await tx.synchronizing.end(identity.key, organizationId);
  if (mapping === null) return;
  const name = await nameFor(tx, { organizationId, userId: mapping.userId }, claim.organizationId);
  const words = `${name ?? 'Another organization'} synchronizes your mailbox now, and only one may; here it is no longer synchronized. Tracking by hand goes on.`;
  await breakConnections(
    there,
    { ids, at, actorId: null, userId: mapping.userId, key: identity.key, kind: 'synchronizingElsewhere', words },
    'synchronization',
  );
};

const isProven = async (tx: SystemWrite, claim: MailboxClaim, organizationId: string): Promise<boolean> => {
  const { userId, identity, takeOver } = claim;
  const there = tx.within(organizationId);
  const mapping = await there.mappings.find(identity.key);
  return mayTakeOver({
    // An administrator here has no say over another organization.
    isAdministrator: false,
    signedIn: takeOver?.signedIn ?? false,
    sameServer: mapping !== null && (await isSameServer(there, mapping.userId, identity)),
    ownsAddress: await ownsAddress(tx.within(claim.organizationId), userId, identity.key),
  });
};

/**
 * I6: this organization synchronizes the mailbox from now on, no other does. Refuses `mailbox_synchronized_elsewhere` with
 * since when (and by which organization, if the user is a member there), `not_permitted` where access is not proven.
 */
export const claimSynchronizing = async (tx: SystemWrite, claim: MailboxClaim): Promise<void> => {
  const { identity, organizationId, at, takeOver } = claim;
  const wanted = { key: identity.key, organizationId, since: at };
  if (await tx.synchronizing.begin(wanted)) return;
  const standing = await tx.synchronizing.find(identity.key);
  if (standing !== null) {
    if (takeOver === null) throw elsewhere(await nameFor(tx, claim, standing.organizationId), standing);
    if (!(await isProven(tx, claim, standing.organizationId))) throw notProven();
    await stopThere(tx, claim, standing.organizationId);
  }
  if (!(await tx.synchronizing.begin(wanted)))
    throw new Refusal(
      'precondition_failed',
      'Another organization took this mailbox over at the same time; try again.',
    );
};
