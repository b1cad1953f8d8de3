import type { Actor } from '../../domain/actor.ts';
import { mayTryAgain } from '../../domain/outbound/sent-copy.ts';
import type { Store } from '../../ports/store.ts';
import type { WakeUp } from '../../ports/wake-up.ts';
import { Refusal } from '../refusal.ts';
import { heldEmail } from './own-email.ts';
import { sentCopyJob } from './sent-copies.ts';

/**
 * S8, S4: whoever may act on a mail has its copy tried again, with all attempts before it; the mail itself is not touched.
 * Refuses `conflict` where no copy failed.
 */
export const retrySentCopy =
  ({ store, wakeUp }: { readonly store: Store; readonly wakeUp: WakeUp }) =>
  async (actor: Actor, emailId: string): Promise<void> => {
    await store.transact(actor.organizationId, async (tx) => {
      const { email } = await heldEmail(tx, actor, emailId);
      const copy = await tx.sentCopies.find(emailId);
      const states = email.recipients.map(({ state }) => state);
      if (copy === null || !mayTryAgain(copy, states))
        throw new Refusal('conflict', 'No copy of this mail failed: there is nothing to try again.');
      const at = await tx.outbox.now();
      await tx.sentCopies.want(emailId, copy.task, at);
      await tx.journal.append([
        {
          kind: 'email.copyRetried',
          subjectId: emailId,
          at,
          actorId: actor.userId,
          principalId: email.principal.id,
          reason: copy.task,
        },
      ]);
    });
    wakeUp(sentCopyJob);
  };
