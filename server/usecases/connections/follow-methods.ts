import type { MailboxMethods } from '#shared/model/mailbox-methods.ts';
import type { Instant } from '#shared/model/instant.ts';
import { otherMethod } from '../../domain/mailbox/methods.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import { settleMappings } from '../mapping/settle-mappings.ts';
import { journalMailbox } from '../mailboxes/journal-mailbox.ts';
import { Refusal } from '../refusal.ts';
import { journalSyncAccount } from '../synchronization/journal-account.ts';

interface Followed {
  readonly organizationId: string;
  readonly actorId: string;
  readonly userId: string;
  readonly methods: MailboxMethods;
  readonly at: Instant;
}

const contended = (): Refusal =>
  new Refusal('precondition_failed', 'Somebody changed the mailbox of this person at the same time; try again.');

/** I7: what was connected and is another's to do now is switched off, and loses its lease. Refuses `precondition_failed`. */
export const followMethods = async (system: SystemWrite, followed: Followed): Promise<void> => {
  const { organizationId, actorId, userId, methods, at } = followed;
  const tx = system.within(organizationId);
  const reason = 'another method chosen';
  if (otherMethod(methods, 'incoming', 'server') !== null)
    for (const before of await tx.mailboxes.ofUser(userId)) {
      if (!before.enabled) continue;
      const mailbox = { ...before, enabled: false };
      if (!(await tx.mailboxes.save(mailbox))) throw contended();
      await tx.mailboxes.schedule(mailbox.id, false);
      await tx.alerts.drop('connectionStopped', mailbox.id);
      await journalMailbox(tx, { mailbox, before, at, actorId, reason });
    }
  const standing = await tx.synchronization.ofUser(userId);
  if (standing?.enabled === true && otherMethod(methods, 'items', standing.runsIn) !== null) {
    const account = { ...standing, enabled: false };
    if (!(await tx.synchronization.save(account))) throw contended();
    await tx.synchronization.schedule(account.id, false);
    await tx.alerts.drop('connectionStopped', account.id);
    await journalSyncAccount(tx, { account, at, actorId, reason });
  }
  await settleMappings(system, organizationId, userId);
};
