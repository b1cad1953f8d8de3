import type { MailboxChanges } from '#shared/contracts/mailboxes.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import { hostOf, keepsSecret, samePlace } from '../../domain/mailbox/incoming-place.ts';
import { needsConsent } from '../../domain/mailbox/settlement.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import type { TakeOver } from '../mapping/claim-mailbox.ts';
import { settleMappings } from '../mapping/settle-mappings.ts';
import { checkVersion, type ExpectedVersion } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import { missingConsent, newHealth } from './add-mailbox.ts';
import { getMailbox, getOwnMailbox } from './get-mailbox.ts';
import { journalMailbox } from './journal-mailbox.ts';
import { type MailboxNeeds, pollJob } from './mailbox-needs.ts';
import { mapMailbox } from './map-mailbox.ts';
import { openMailboxSecret, sealMailboxSecret, triedProfile } from './source-profile.ts';
import { insistOnPassing } from './test-mailbox.ts';

/** A25: mail that came while servers were changed may bear the time of an earlier hop; so far back is looked again. */
const lookBackMs = 7 * 86_400_000;

interface Change {
  readonly changes: MailboxChanges;
  readonly expected: ExpectedVersion;
}

const secretFor = (
  { secretBox }: MailboxNeeds,
  organizationId: string,
  before: StoredMailbox,
  { incoming = before.incoming, secret }: MailboxChanges,
): string => {
  if (secret !== undefined) return secret;
  if (keepsSecret(before.incoming, incoming)) return openMailboxSecret(secretBox, organizationId, before);
  const message = 'is missing; enter it again, because server or user is another one';
  throw new Refusal('invalid_request', `secret ${message}.`, { issues: [{ field: 'secret', message }] });
};

const changed = (before: StoredMailbox, { address, incoming, wrapping, settlement, pollSeconds }: MailboxChanges) => {
  const after: StoredMailbox = {
    ...before,
    ...(address === undefined ? {} : { address }),
    ...(wrapping === undefined ? {} : { wrapping }),
    ...(settlement === undefined ? {} : { settlement }),
    ...(pollSeconds === undefined ? {} : { pollSeconds }),
    ...(incoming === undefined
      ? {}
      : { incoming, trustedHost: before.trustedHost && hostOf(before.incoming) === hostOf(incoming) }),
  };
  if (needsConsent(after.owner, after.settlement) && !after.ownerConsents) throw missingConsent();
  return after;
};

interface Step {
  readonly organizationId: string;
  readonly before: StoredMailbox;
  readonly after: StoredMailbox;
  readonly actorId: string;
  readonly takeOver: TakeOver | null;
}

/** What was handled stays known by what it is; the new place is read from where the old one was left. */
export const startsAgainAt = ({ startsAt, health }: StoredMailbox): Instant =>
  Math.max(startsAt, (health.lastPolledAt ?? startsAt) - lookBackMs) as Instant;

const write = async (
  needs: MailboxNeeds,
  system: SystemWrite,
  { organizationId, before, after, actorId, takeOver }: Step,
): Promise<StoredMailbox> => {
  const tx = system.within(organizationId);
  if (before.incoming !== after.incoming)
    await mapMailbox(needs, system, { organizationId, actorId, mailbox: after, takeOver });
  if (!(await tx.mailboxes.save(after)))
    throw new Refusal('precondition_failed', 'Somebody changed this mailbox at the same time; look at it again.');
  const at = needs.clock.now();
  if (!samePlace(before.incoming, after.incoming))
    await tx.mailboxes.restart(after.id, { cursor: null, startsAt: startsAgainAt(before) });
  await tx.mailboxes.setHealth(after.id, { ...newHealth(at), lastPolledAt: before.health.lastPolledAt });
  await tx.mailboxes.schedule(after.id, after.approved && after.enabled);
  await journalMailbox(tx, { mailbox: after, before, at, actorId, reason: 'changed' });
  if (after.owner.kind === 'user') await settleMappings(system, organizationId, after.owner.id);
  return getMailbox(tx, after.id);
};

/**
 * Changes what is set of a mailbox. Server, protocol, folder and secret are tested before anything is written, and the
 * former ones stay when that fails (A25). Refuses `mailbox_not_found`, `invalid_request`, `mailbox_not_ready`,
 * `consent_missing`, `precondition_failed`, and what mapping a mailbox refuses.
 */
export const changeMailbox =
  (needs: MailboxNeeds) =>
  async (actor: Actor, mailboxId: string, { changes, expected }: Change): Promise<StoredMailbox> => {
    const { organizationId, userId: actorId } = actor;
    const before = await needs.store.read(organizationId, (read) => getMailbox(read, mailboxId));
    checkVersion(before, expected);
    const secret = secretFor(needs, organizationId, before, changes);
    const sealedSecret = sealMailboxSecret(needs.secretBox, organizationId, mailboxId, secret);
    const after = { ...changed(before, changes), sealedSecret };
    if (changes.incoming !== undefined || changes.secret !== undefined)
      await insistOnPassing(needs, triedProfile(mailboxId, { ...after, secret }));
    const takeOver =
      changes.takeOver === true ? { isAdministrator: actor.role === 'administrator', signedIn: true } : null;
    const step = { organizationId, before, after, actorId, takeOver };
    const saved = await needs.store.system.transact((system) => write(needs, system, step));
    needs.wakeUp(pollJob);
    return saved;
  };

/** A26: the secret of one's own mailbox, entered anew after it ended. Refuses `mailbox_not_found`, `mailbox_not_ready`. */
export const setOwnSecret =
  (needs: MailboxNeeds) =>
  async (actor: Actor, mailboxId: string, secret: string): Promise<StoredMailbox> => {
    await needs.store.read(actor.organizationId, (read) => getOwnMailbox(read, actor.userId, mailboxId));
    return changeMailbox(needs)(actor, mailboxId, { changes: { secret }, expected: 'anyVersion' });
  };
