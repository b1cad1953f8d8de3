import type { JournalEntry } from '../../ports/journal.ts';
import type { Actor } from '../../domain/actor.ts';
import type { StoredOutbound } from '../../ports/stored-outbound.ts';
import type { SendingProfiles } from '../../ports/sending-profiles.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { WakeUp } from '../../ports/wake-up.ts';
import { Refusal } from '../refusal.ts';
import { changeOf, factsOf, recipientsIn, type NextState } from './change-recipients.ts';
import { heldEmail, isDraft, seenEmail } from './own-email.ts';
import { deliveryJob } from './submit-email.ts';

interface Needs {
  readonly store: Store;
  readonly profiles: SendingProfiles;
  readonly wakeUp: WakeUp;
}

const expectSubmitted = (email: StoredOutbound): void => {
  if (isDraft(email)) throw new Refusal('conflict', 'This mail is a draft; nothing of it was handed over for sending.');
};

/** A mail in hand keeps its moment: it is set again when the attempt ends. */
const inHand = (email: StoredOutbound): boolean => email.leaseUntil !== null;

/** Who stops a mail, and why; null: no person did. */
interface Cancellation {
  readonly actorId: string | null;
  readonly reason: string;
}

interface Step {
  readonly kind: JournalEntry['kind'];
  readonly reason: string;
  readonly next: readonly NextState[];
}

const take = async (tx: StoreWrite, actorId: string | null, email: StoredOutbound, step: Step): Promise<void> => {
  const at = await tx.outbox.now();
  const change = changeOf(email, step.next, at);
  await tx.outbox.save({ email, change: { ...change, dueAt: inHand(email) ? null : change.dueAt, endsLease: false } });
  await tx.journal.append([
    {
      kind: step.kind,
      subjectId: email.id,
      at,
      actorId,
      principalId: email.principal.id,
      reason: step.reason,
      after: { recipients: step.next.map(({ recipient, state }) => ({ position: recipient.position, state })) },
      ...factsOf(change),
    },
  ]);
};

/** Stops what waits of a mail that the transaction holds; recipients in hand or served are not touched. */
export const cancelWaiting = async (tx: StoreWrite, email: StoredOutbound, why: Cancellation): Promise<void> => {
  const next = recipientsIn(email, ['queued', 'deferred'], undefined).map((recipient): NextState => ({
    recipient,
    state: 'canceled',
    dueAt: null,
  }));
  await take(tx, why.actorId, email, { kind: 'email.canceled', reason: why.reason, next });
};

/** Stops what waits, for somebody who may act on the mail (S6). */
export const cancelEmail =
  ({ store }: Needs) =>
  (actor: Actor, emailId: string): Promise<void> =>
    store.transact(actor.organizationId, async (tx) => {
      const { email } = await heldEmail(tx, actor, emailId);
      expectSubmitted(email);
      await cancelWaiting(tx, email, { actorId: actor.userId, reason: 'byHand' });
    });

/** The same bytes again for those who did not get it, and for no one else (S5, S6). */
export const resendEmail =
  ({ store, profiles, wakeUp }: Needs) =>
  async (actor: Actor, emailId: string, asked: readonly string[] | undefined): Promise<void> => {
    const { email: seen } = await store.read(actor.organizationId, (read) => seenEmail(read, actor, emailId));
    const choice = await profiles.choose(actor.organizationId, seen.principal);
    await store.transact(actor.organizationId, async (tx) => {
      const { email } = await heldEmail(tx, actor, emailId);
      expectSubmitted(email);
      if (choice.kind === 'notReady') throw new Refusal('mailbox_not_ready', choice.missing);
      const dueAt = await tx.outbox.now();
      const next = recipientsIn(email, ['failed', 'bounced', 'canceled'], asked).map((recipient): NextState => ({
        recipient,
        state: 'queued',
        dueAt,
        attempts: 0,
      }));
      await take(tx, actor.userId, email, { kind: 'email.resent', reason: 'byHand', next });
    });
    wakeUp(deliveryJob);
  };

/** The author says what became of uncertain recipients (S4): it arrived, or send it again although it may arrive twice. */
export const settleUncertain =
  ({ store, wakeUp }: Needs) =>
  async (
    actor: Actor,
    emailId: string,
    {
      verdict,
      recipients,
    }: { readonly verdict: 'arrived' | 'sendAgain'; readonly recipients?: readonly string[] | undefined },
  ): Promise<void> => {
    await store.transact(actor.organizationId, async (tx) => {
      const { email } = await heldEmail(tx, actor, emailId);
      expectSubmitted(email);
      const now = await tx.outbox.now();
      const next = recipientsIn(email, ['uncertain'], recipients).map((recipient): NextState =>
        verdict === 'arrived'
          ? { recipient, state: 'sent', dueAt: null, lastAnswer: 'Its author says that it arrived.' }
          : { recipient, state: 'queued', dueAt: now },
      );
      await take(tx, actor.userId, email, { kind: 'email.settled', reason: verdict, next });
    });
    wakeUp(deliveryJob);
  };
