import type { Instant } from '#shared/model/instant.ts';
import { consequenceOf, type Verdict } from '../../domain/outbound/verdicts.ts';
import { parseRetrySchedule, type RetrySchedule } from '../../domain/outbound/retry-schedule.ts';
import { defaultOrganizationSettings } from '../../domain/default-settings.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { Log } from '../../ports/log.ts';
import type { Delivery, RecipientVerdict, SmtpAnswer } from '../../ports/mail-transport.ts';
import type { StoredOutbound } from '../../ports/outbox-store.ts';
import type { Store, StoreWrite } from '../../ports/store.ts';
import type { MailInHand } from './claim-round.ts';
import { changeOf, factsOf, type NextState } from './change-recipients.ts';
import { pauseSending } from './sending-pauses.ts';

interface Needs {
  readonly store: Store;
  readonly log: Log;
}

/** `550 5.1.1 no such user`, as a server said it. */
export const answerText = ({ code, enhanced, text }: SmtpAnswer): string => {
  const known = enhanced !== null && text.startsWith(enhanced) ? null : enhanced;
  return [code, known, text]
    .filter((part) => part !== null && part !== '')
    .join(' ')
    .slice(0, 600);
};

const verdictOf = (recipient: RecipientVerdict): Verdict => ({
  kind: recipient.kind,
  answer: answerText(recipient.answer),
});

/** T7's spirit for schedules: what an import or an older release left never stops sending. */
export const scheduleOf = (text: string): RetrySchedule => {
  const reading = parseRetrySchedule(text);
  if (reading.kind === 'schedule') return reading.schedule;
  const usual = parseRetrySchedule(defaultOrganizationSettings.retrySchedule);
  return usual.kind === 'schedule' ? usual.schedule : [];
};

const nextStates = async (
  tx: StoreWrite,
  email: StoredOutbound,
  { hand, delivery, now }: { readonly hand: MailInHand; readonly delivery: Delivery; readonly now: Instant },
): Promise<NextState[]> => {
  const settings = await tx.organization.settings();
  const schedule = scheduleOf(settings.retrySchedule);
  const verdicts = new Map(delivery.recipients.map((each) => [each.address, verdictOf(each)]));
  return hand.email.recipients.flatMap(({ position, address }) => {
    const recipient = email.recipients.find((each) => each.position === position);
    // A lease that ran out meanwhile made it waiting or uncertain; what the server said is better than that.
    if (recipient === undefined || !['sending', 'uncertain', 'queued'].includes(recipient.state)) return [];
    const { state, pauseMs, answer, counted } = consequenceOf(verdicts.get(address), {
      attemptsBefore: recipient.attempts,
      schedule,
      profileRefused: delivery.profileRefused !== null,
      resendUncertain: settings.resendUncertain,
      marked: recipient.marked,
    });
    return [
      {
        recipient: { ...recipient, state: 'sending' },
        state,
        dueAt: pauseMs === null ? null : ((now + pauseMs) as Instant),
        attempts: recipient.attempts + (counted ? 1 : 0),
        lastAnswer: answer,
      },
    ];
  });
};

const kindOf = (next: readonly NextState[]): JournalEntry['kind'] => {
  const some = (state: NextState['state']) => next.some((each) => each.state === state);
  if (some('uncertain')) return 'email.uncertain';
  if (some('failed')) return 'email.failed';
  return some('deferred') || some('queued') ? 'email.deferred' : 'email.sent';
};

const attemptOf = (email: StoredOutbound, next: readonly NextState[], now: Instant) => ({
  startedAt: email.attemptStartedAt ?? now,
  endedAt: now,
  results: next.map(({ recipient, state, lastAnswer }) => ({
    address: recipient.address,
    state,
    answer: lastAnswer ?? '',
  })),
});

/** The mail as it stood when the attempt began: whatever was made of it since gives way to what the server said. */
const inHand = (email: StoredOutbound, next: readonly NextState[]): StoredOutbound => ({
  ...email,
  recipients: email.recipients.map(
    (recipient) => next.find((each) => each.recipient.position === recipient.position)?.recipient ?? recipient,
  ),
});

const record = async (tx: StoreWrite, hand: MailInHand, delivery: Delivery): Promise<void> => {
  const email = await tx.outbox.hold(hand.email.id);
  // Another process has it in hand since: what this one knows is older.
  if (email?.fence !== hand.email.fence) return;
  const now = await tx.outbox.now();
  const next = await nextStates(tx, email, { hand, delivery, now });
  if (next.length === 0) return;
  const lastAnswer = next.at(-1)?.lastAnswer;
  const refused = delivery.profileRefused !== null;
  const change = changeOf(inHand(email, next), next, now);
  await tx.outbox.save(email, {
    ...change,
    endsLease: true,
    ...(lastAnswer === undefined ? {} : { lastAnswer }),
    profile: { id: hand.profile.id, sandbox: hand.profile.sandbox },
    ...(refused ? {} : { attempt: attemptOf(email, next, now) }),
  });
  await tx.journal.append([
    {
      kind: kindOf(next),
      subjectId: email.id,
      at: now,
      actorId: null,
      reason: refused ? 'profileRefused' : 'attempted',
      after: { recipients: next.map(({ recipient, state }) => ({ position: recipient.position, state })) },
      ...factsOf(change),
    },
  ]);
};

/** What came of one attempt, for each recipient (S3, S5). Twice the same changes nothing; an older attempt changes nothing. */
export const recordDelivery =
  (needs: Needs) =>
  async (hand: MailInHand, delivery: Delivery): Promise<void> => {
    if (delivery.profileRefused !== null)
      await pauseSending(needs)(hand.organizationId, hand.profile.id, answerText(delivery.profileRefused.answer));
    await needs.store.transact(hand.organizationId, (tx) => record(tx, hand, delivery));
  };
