import type { Instant } from '#shared/model/instant.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { changeOf, factsOf, type NextState } from './change-recipients.ts';

/** Where proof was found that a server took the mail. */
export type ArrivalEvidence = 'sentCopy' | 'journalAddress' | 'receivedCopy' | 'deliveryReport';

const sentences: Readonly<Record<ArrivalEvidence, string>> = {
  sentCopy: 'Its copy was found in the Sent folder.',
  journalAddress: 'Its copy came to the journal address.',
  receivedCopy: 'A copy of it was received.',
  deliveryReport: 'A delivery report speaks of it.',
};

/**
 * S4: a copy of the mail was seen, so its server took it: what was uncertain is sent. Gives how many recipients that
 * settled; 0 for mail that is not ours or not uncertain.
 */
export const settleArrived = async (tx: StoreWrite, emailId: string, evidence: ArrivalEvidence): Promise<number> => {
  if ((await tx.outbox.find(emailId))?.recipients.some(({ state }) => state === 'uncertain') !== true) return 0;
  const email = await tx.outbox.hold(emailId);
  const uncertain = email?.recipients.filter(({ state }) => state === 'uncertain') ?? [];
  if (email === null || uncertain.length === 0) return 0;
  const now = await tx.outbox.now();
  const lastAnswer = sentences[evidence];
  const next = uncertain.map((recipient): NextState => ({ recipient, state: 'sent', dueAt: null, lastAnswer }));
  const change = changeOf(email, next, now);
  await tx.outbox.save({ email, change: { ...change, endsLease: false, lastAnswer } });
  await tx.journal.append([
    {
      kind: 'email.settled',
      subjectId: emailId,
      at: now,
      actorId: null,
      reason: evidence,
      after: { recipients: next.length },
      ...factsOf(change),
    },
  ]);
  return next.length;
};

export interface Bounce {
  readonly emailId: string;
  readonly addressKey: string;
  /** RFC 3463, such as 5.1.1; null when the report has none. */
  readonly statusCode: string | null;
  /** Hard: it will not get better; the address is marked. */
  readonly hard: boolean;
  /** The report's words, at most 500 characters. */
  readonly answer: string;
  readonly at: Instant;
}

/**
 * S12: a report says that the mail did not reach this recipient: `bounced` with the status code, and a hard one marks
 * the address. False when no such recipient was served (or might have been); then nothing is changed.
 */
export const recordBounce = async (tx: StoreWrite, bounce: Bounce): Promise<boolean> => {
  const email = await tx.outbox.hold(bounce.emailId);
  const recipient = email?.recipients.find(
    ({ addressKey, state }) => addressKey === bounce.addressKey && (state === 'sent' || state === 'uncertain'),
  );
  if (email === null || recipient === undefined) return false;
  const now = await tx.outbox.now();
  const lastAnswer = [bounce.statusCode, bounce.answer.slice(0, 500)].filter((part) => part !== null).join(' ');
  const change = changeOf(email, [{ recipient, state: 'bounced', dueAt: null, lastAnswer }], now);
  await tx.outbox.save({ email, change: { ...change, endsLease: false, lastAnswer } });
  const { statusCode, hard, at: reportedAt } = bounce;
  const answer = bounce.answer.slice(0, 500);
  await tx.outbox.addBounceReport(bounce.emailId, {
    address: recipient.address,
    at: reportedAt,
    statusCode,
    hard,
    answer,
  });
  if (bounce.hard)
    await tx.outbox.markBouncing({
      addressKey: bounce.addressKey,
      since: bounce.at,
      statusCode: bounce.statusCode,
      emailId: bounce.emailId,
    });
  await tx.journal.append([
    {
      kind: 'email.bounced',
      subjectId: bounce.emailId,
      at: now,
      actorId: null,
      reason: bounce.hard ? 'hard' : 'soft',
      after: { position: recipient.position, statusCode: bounce.statusCode },
    },
  ]);
  return true;
};
