import type { Instant } from '#shared/model/instant.ts';
import { afterLostAttempt } from '../../domain/outbound/verdicts.ts';
import type { StoredOutbound } from '../../ports/stored-outbound.ts';
import type { Store } from '../../ports/store.ts';
import { changeOf, type NextState } from './change-recipients.ts';
import type { MailInHand } from './claim-round.ts';
import { wantSentCopy } from './sent-copies.ts';

interface Needs {
  readonly store: Store;
}

const mostAtOnce = 100;
const lostAnswer = 'The attempt ended without an answer.';

type Loss = ReturnType<typeof lossOf>;

/** What becomes of one mail whose holder is gone. */
const lossOf = (email: StoredOutbound, now: Instant, resendUncertain: boolean) => {
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
  const results = next.map(({ recipient, state }) => ({ address: recipient.address, state, answer: lostAnswer }));
  const attempt = { startedAt: email.attemptStartedAt ?? now, endedAt: null, results };
  const change = {
    ...changeOf(email, next, now),
    endsLease: true,
    ...(email.marked ? { lastAnswer: lostAnswer, attempt } : {}),
  };
  return { email, next, change };
};

const eventOf = ({ email, next }: Loss, at: Instant) => ({
  kind: next.some(({ state }) => state === 'uncertain') ? ('email.uncertain' as const) : ('email.deferred' as const),
  subjectId: email.id,
  at,
  actorId: null,
  reason: 'leaseEnded' as const,
  after: { recipients: next.map(({ recipient, state }) => ({ position: recipient.position, state })) },
});

/**
 * S4: mail whose holder is gone. Without the marker it surely did not leave and waits again; with it nobody knows, and
 * it is held as uncertain unless the organization chose to send again. All that one holder left is found in one
 * transaction, so that the next holder soon sends. Gives how many there were.
 */
export const recoverLost =
  ({ store }: Needs) =>
  async (organizationId: string): Promise<number> => {
    const ids = await store.read(organizationId, (read) => read.outbox.expired(mostAtOnce));
    if (ids.length === 0) return 0;
    await store.transact(organizationId, async (tx) => {
      const { resendUncertain } = await tx.organization.settings();
      const held = await tx.outbox.holdMany(ids);
      const now = await tx.outbox.now();
      const losses = held
        .filter(({ leaseUntil }) => leaseUntil !== null && leaseUntil <= now)
        .map((email) => lossOf(email, now, resendUncertain));
      await tx.outbox.save(...losses);
      for (const { email, next } of losses) await wantSentCopy(tx, email.id, next, false);
      await tx.journal.append(losses.map((loss) => eventOf(loss, now)));
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
