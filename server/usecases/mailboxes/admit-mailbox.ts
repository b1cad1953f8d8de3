import type { Actor } from '../../domain/actor.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import type { TakeOver } from '../mapping/claim-mailbox.ts';
import { insistOnFetching } from '../connections/insist-on-method.ts';
import { settleMappings } from '../mapping/settle-mappings.ts';
import { Refusal } from '../refusal.ts';
import { newHealth, wholeSecond } from './add-mailbox.ts';
import { getMailbox, getOwnMailbox } from './get-mailbox.ts';
import { journalMailbox } from './journal-mailbox.ts';
import { type MailboxNeeds, pollJob } from './mailbox-needs.ts';
import { mapMailbox } from './map-mailbox.ts';
import { sourceProfile } from './source-profile.ts';
import { insistOnPassing } from './test-mailbox.ts';

/** Who does it: null is the command line. */
export type Admitting = Pick<Actor, 'organizationId'> & { readonly userId: string | null };

interface Step {
  readonly organizationId: string;
  readonly takeOver: TakeOver | null;
  readonly before: StoredMailbox;
  readonly after: StoredMailbox;
  readonly actorId: string | null;
  readonly reason: string;
}

const write = async (needs: MailboxNeeds, system: SystemWrite, step: Step) => {
  const { organizationId, before, after, actorId, reason, takeOver } = step;
  const at = needs.clock.now();
  const tx = system.within(organizationId);
  if (after.approved && after.enabled) {
    await insistOnFetching(tx, after.owner);
    await mapMailbox(needs, system, { organizationId, actorId, mailbox: after, takeOver });
  }
  if (!(await tx.mailboxes.save(after)))
    throw new Refusal('precondition_failed', 'Somebody changed this mailbox at the same time; look at it again.');
  const runs = after.approved && after.enabled;
  const ran = before.approved && before.enabled;
  // A1: what lay there before it was fetched for the first time is passed over.
  if (runs && !ran && before.health.lastPolledAt === null)
    await tx.mailboxes.restart(after.id, { cursor: null, startsAt: wholeSecond(at) });
  if (runs) await tx.mailboxes.setHealth(after.id, { ...newHealth(at), lastPolledAt: before.health.lastPolledAt });
  await tx.mailboxes.schedule(after.id, runs);
  await journalMailbox(tx, { mailbox: after, before, at, actorId, reason });
};

const change =
  (needs: MailboxNeeds) =>
  async (
    { organizationId, userId }: Admitting,
    mailboxId: string,
    step: {
      readonly to: Partial<Pick<StoredMailbox, 'approved' | 'enabled' | 'ownerConsents'>>;
      readonly reason: string;
      readonly takesOver?: boolean;
    },
  ): Promise<StoredMailbox> => {
    const saved = await needs.store.system.transact(async (system) => {
      const tx = system.within(organizationId);
      const before = await getMailbox(tx, mailboxId);
      const after = { ...before, ...step.to };
      const { reason, takesOver = false } = step;
      const takeOver = takesOver ? { isAdministrator: true, signedIn: false } : null;
      await write(needs, system, { organizationId, before, after, actorId: userId, reason, takeOver });
      return getMailbox(tx, mailboxId);
    });
    needs.wakeUp(pollJob);
    return saved;
  };

interface Approval {
  readonly approved: boolean;
  /** I5: breaks the mapping of whoever has the mailbox. */
  readonly takesOver: boolean;
}

/**
 * An administrator lets a mailbox that a user entered be fetched, or no longer. Refuses `mailbox_not_found`,
 * `mailbox_not_ready` where somebody else brings in the person's mail (I7), and what mapping a mailbox refuses.
 */
export const approveMailbox =
  (needs: MailboxNeeds) =>
  (who: Admitting, mailboxId: string, { approved, takesOver }: Approval): Promise<StoredMailbox> =>
    change(needs)(who, mailboxId, {
      to: { approved },
      reason: approved ? 'approved' : 'approval withdrawn',
      takesOver,
    });

interface Enabling {
  readonly enabled: boolean;
  /** I5: breaks the mapping of whoever has the mailbox. */
  readonly takesOver: boolean;
}

/**
 * Fetched from now on, once its test has passed; what came while it was switched off is fetched then. Refuses
 * `mailbox_not_found`, `mailbox_not_ready` with the step that failed, and what mapping a mailbox refuses.
 */
export const enableMailbox =
  (needs: MailboxNeeds) =>
  async (who: Admitting, mailboxId: string, { enabled, takesOver }: Enabling): Promise<StoredMailbox> => {
    if (enabled) {
      const mailbox = await needs.store.read(who.organizationId, (read) => getMailbox(read, mailboxId));
      await insistOnPassing(needs, sourceProfile(needs, who.organizationId, mailbox));
    }
    return change(needs)(who, mailboxId, { to: { enabled }, reason: enabled ? 'enabled' : 'disabled', takesOver });
  };

/** A13: the owner agrees that mail is moved or deleted in their mailbox, or no longer. Refuses `mailbox_not_found`. */
export const consentToSettlement =
  (needs: MailboxNeeds) =>
  async (actor: Actor, mailboxId: string, ownerConsents: boolean): Promise<StoredMailbox> => {
    await needs.store.read(actor.organizationId, (read) => getOwnMailbox(read, actor.userId, mailboxId));
    return change(needs)(actor, mailboxId, {
      to: { ownerConsents },
      reason: ownerConsents ? 'consented' : 'consent withdrawn',
    });
  };

/** Fetched no more; nothing at its server changes, and what it became stays. Refuses `mailbox_not_found`. */
export const removeMailbox =
  (needs: MailboxNeeds) =>
  async (actor: Admitting, mailboxId: string): Promise<void> => {
    const { organizationId, userId: actorId } = actor;
    await needs.store.system.transact(async (system) => {
      const tx = system.within(organizationId);
      const mailbox = await getMailbox(tx, mailboxId);
      await tx.mailboxes.remove(mailboxId);
      await tx.alerts.drop('connectionStopped', mailboxId);
      await journalMailbox(tx, { mailbox, at: needs.clock.now(), actorId, reason: 'removed' });
      if (mailbox.owner.kind === 'user') await settleMappings(system, organizationId, mailbox.owner.id);
    });
    needs.wakeUp(pollJob);
  };
