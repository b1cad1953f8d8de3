import type { Actor } from '../../domain/actor.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { newHealth, wholeSecond } from './add-mailbox.ts';
import { getMailbox, getOwnMailbox } from './get-mailbox.ts';
import { journalMailbox } from './journal-mailbox.ts';
import { type MailboxNeeds, pollJob } from './mailbox-needs.ts';
import { sourceProfile } from './source-profile.ts';
import { insistOnPassing } from './test-mailbox.ts';

/** Who does it: null is the command line. */
export type Admitting = Pick<Actor, 'organizationId'> & { readonly userId: string | null };

interface Step {
  readonly before: StoredMailbox;
  readonly after: StoredMailbox;
  readonly actorId: string | null;
  readonly reason: string;
}

const write = async (needs: MailboxNeeds, tx: StoreWrite, { before, after, actorId, reason }: Step) => {
  const at = needs.clock.now();
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
    },
  ): Promise<StoredMailbox> => {
    const saved = await needs.store.transact(organizationId, async (tx) => {
      const before = await getMailbox(tx, mailboxId);
      await write(needs, tx, { before, after: { ...before, ...step.to }, actorId: userId, reason: step.reason });
      return getMailbox(tx, mailboxId);
    });
    needs.wakeUp(pollJob);
    return saved;
  };

/** An administrator lets a mailbox that a user entered be fetched, or no longer. Refuses `mailbox_not_found`. */
export const approveMailbox =
  (needs: MailboxNeeds) =>
  (who: Admitting, mailboxId: string, approved: boolean): Promise<StoredMailbox> =>
    change(needs)(who, mailboxId, { to: { approved }, reason: approved ? 'approved' : 'approval withdrawn' });

/**
 * Fetched from now on, once its test has passed; what came while it was switched off is fetched then. Refuses
 * `mailbox_not_found`, `mailbox_not_ready` with the step that failed.
 */
export const enableMailbox =
  (needs: MailboxNeeds) =>
  async (who: Admitting, mailboxId: string, enabled: boolean): Promise<StoredMailbox> => {
    if (enabled) {
      const mailbox = await needs.store.read(who.organizationId, (read) => getMailbox(read, mailboxId));
      await insistOnPassing(needs, sourceProfile(needs, who.organizationId, mailbox));
    }
    return change(needs)(who, mailboxId, { to: { enabled }, reason: enabled ? 'enabled' : 'disabled' });
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
    await needs.store.transact(actor.organizationId, async (tx) => {
      const mailbox = await getMailbox(tx, mailboxId);
      await tx.mailboxes.remove(mailboxId);
      await journalMailbox(tx, { mailbox, at: needs.clock.now(), actorId: actor.userId, reason: 'removed' });
    });
    needs.wakeUp(pollJob);
  };
