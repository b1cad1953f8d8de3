import { afterLostAttempt } from '../../domain/outbound/verdicts.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import { changeOf, type NextState } from './change-recipients.ts';
import type { MailInHand } from './claim-round.ts';
import { wantSentCopy } from './sent-copies.ts';

interface Needs {
  readonly store: Store;
}

const mostAtOnce = 100;
const lostAnswer = 'The attempt ended without an answer.';

const recover = async (tx: StoreWrite, emailId: string, resendUncertain: boolean): Promise<void> => {
  const email = await tx.outbox.hold(emailId);
  const now = await tx.outbox.now();
  if (email === null || email.leaseUntil === null || email.leaseUntil > now) return;
  const next = email.recipients
    .filter(({ state }) => state === 'sending')
    .map((recipient): NextState => {
      const marked = email.marked && recipient.marked;
      const state = afterLostAttempt(marked, resendUncertain);
      return {
        recipient,
        state,
        dueAt: state === 'queued' ? now : null,
        ...(marked ? { lastAnswer: lostAnswer, attempts: recipient.attempts + 1 } : {}),
      };
    });
  const uncertain = next.some(({ state }) => state === 'uncertain');
  const startedAt = email.attemptStartedAt ?? now;
  const change = {
    ...changeOf(email, next, now),
    endsLease: true,
    ...(email.marked
      ? {
          lastAnswer: lostAnswer,
          attempt: {
            startedAt,
            endedAt: null,
            results: next.map(({ recipient, state }) => ({ address: recipient.address, state, answer: lostAnswer })),
          },
        }
      : {}),
  };
  await tx.outbox.save({ email, change });
  await wantSentCopy(tx, emailId, next, false);
  await tx.journal.append([
    {
      kind: uncertain ? 'email.uncertain' : 'email.deferred',
      subjectId: emailId,
      at: now,
      actorId: null,
      reason: 'leaseEnded',
      after: { recipients: next.map(({ recipient, state }) => ({ position: recipient.position, state })) },
    },
  ]);
};

/**
 * S4: mail whose holder is gone. Without the marker it surely did not leave and waits again; with it nobody knows, and
 * it is held as uncertain unless the organization chose to send again. Gives how many there were.
 */
export const recoverLost =
  ({ store }: Needs) =>
  async (organizationId: string): Promise<number> => {
    const ids = await store.read(organizationId, (read) => read.outbox.expired(mostAtOnce));
    for (const id of ids)
      await store.transact(organizationId, async (tx) => {
        const { resendUncertain } = await tx.organization.settings();
        await recover(tx, id, resendUncertain);
      });
    return ids.length;
  };

/** Gives mail back that was claimed and not begun: this process ends. */
export const releaseMail =
  ({ store }: Needs) =>
  (organizationId: string, mails: readonly MailInHand[]): Promise<void> =>
    store.transact(organizationId, async (tx) => {
      const fences = new Map(mails.map(({ email }) => [email.id, email.fence]));
      const held = await tx.outbox.holdMany([...fences.keys()]);
      const now = await tx.outbox.now();
      const changes = held
        .filter(({ id, fence }) => fences.get(id) === fence)
        .map((email) => {
          const next = email.recipients
            .filter(({ state }) => state === 'sending')
            .map((recipient): NextState => ({ recipient, state: 'queued', dueAt: now }));
          return { email, change: { ...changeOf(email, next, now), endsLease: true } };
        });
      await tx.outbox.save(...changes);
    });
