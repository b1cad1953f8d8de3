import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { Instant } from '#shared/model/instant.ts';
import { consequenceOf, type Verdict } from '../../domain/outbound/verdicts.ts';
import { parseRetrySchedule, type RetrySchedule } from '../../domain/outbound/retry-schedule.ts';
import { defaultOrganizationSettings } from '../../domain/default-settings.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { Delivery, RecipientVerdict, SmtpAnswer } from '../../ports/mail-transport.ts';
import type { SavedChange } from '../../ports/outbox-store.ts';
import type { StoredOutbound } from '../../ports/stored-outbound.ts';
import type { StoreWrite } from '../../ports/store.ts';
import type { MailInHand } from './claim-round.ts';
import { changeOf, factsOf, type NextState } from './change-recipients.ts';
import { wantSentCopy } from './sent-copies.ts';

/** A mail and what the transport said about it. */
export interface DeliveryOutcome {
  readonly mail: MailInHand;
  readonly delivery: Delivery;
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

interface Facts {
  readonly settings: OrganizationSettings;
  readonly schedule: RetrySchedule;
  readonly now: Instant;
}

const nextStates = (email: StoredOutbound, { mail, delivery }: DeliveryOutcome, facts: Facts): NextState[] => {
  const verdicts = new Map(delivery.recipients.map((each) => [each.address, verdictOf(each)]));
  return mail.email.recipients.flatMap(({ position, address }) => {
    const recipient = email.recipients.find((each) => each.position === position);
    // A lease that ran out meanwhile made it waiting or uncertain; what the server said is better than that.
    if (recipient === undefined || !['sending', 'uncertain', 'queued'].includes(recipient.state)) return [];
    const { state, pauseMs, answer, counted } = consequenceOf(verdicts.get(address), {
      attemptsBefore: recipient.attempts,
      schedule: facts.schedule,
      profileRefused: delivery.profileRefused !== null,
      resendUncertain: facts.settings.resendUncertain,
      marked: recipient.marked,
    });
    return [
      {
        recipient: { ...recipient, state: 'sending' },
        state,
        dueAt: pauseMs === null ? null : ((facts.now + pauseMs) as Instant),
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

interface Recorded {
  readonly saved: SavedChange;
  readonly entry: JournalEntry;
  readonly next: readonly NextState[];
  /** S8: its server's settings say so. */
  readonly keepsCopy: boolean;
}

const record = (email: StoredOutbound, outcome: DeliveryOutcome, facts: Facts): Recorded[] => {
  const { delivery, mail } = outcome;
  const next = nextStates(email, outcome, facts);
  if (next.length === 0) return [];
  const at = facts.now;
  const lastAnswer = next.at(-1)?.lastAnswer;
  const refused = delivery.profileRefused !== null;
  const change = {
    ...changeOf(inHand(email, next), next, at),
    endsLease: true,
    ...(lastAnswer === undefined ? {} : { lastAnswer }),
    profile: { id: mail.profile.id, sandbox: mail.profile.sandbox },
    ...(refused ? {} : { attempt: attemptOf(email, next, at) }),
  };
  const entry: JournalEntry = {
    kind: kindOf(next),
    subjectId: email.id,
    at,
    actorId: null,
    reason: refused ? 'profileRefused' : 'attempted',
    after: { recipients: next.map(({ recipient, state }) => ({ position: recipient.position, state })) },
    ...factsOf(change),
  };
  return [{ saved: { email, change }, entry, next, keepsCopy: mail.profile.sentCopy !== null }];
};

/**
 * What came of one attempt of each of these mails, for each recipient (S3, S5). Twice the same changes nothing; an older
 * attempt changes nothing.
 */
export const recordDeliveries = async (tx: StoreWrite, outcomes: readonly DeliveryOutcome[]): Promise<void> => {
  if (outcomes.length === 0) return;
  const [held, settings, now] = await Promise.all([
    tx.outbox.holdMany(outcomes.map(({ mail }) => mail.email.id)),
    tx.organization.settings(),
    tx.outbox.now(),
    // Asked for after the mails, whose rows every other writer locks first as well, and not waited for apart.
    tx.journal.takeTurn(),
  ]);
  const facts = { settings, schedule: scheduleOf(settings.retrySchedule), now };
  const emails = new Map(held.map((email) => [email.id, email]));
  const recorded = outcomes.flatMap((outcome) => {
    const email = emails.get(outcome.mail.email.id);
    // Another process has it in hand since: what this one knows is older.
    return email?.fence === outcome.mail.email.fence ? record(email, outcome, facts) : [];
  });
  await tx.outbox.save(...recorded.map(({ saved }) => saved));
  for (const { saved, next, keepsCopy } of recorded) await wantSentCopy(tx, saved.email.id, next, keepsCopy);
  await tx.journal.append(recorded.map(({ entry }) => entry));
};
