import { classifyAutomatic } from './auto-submitted.ts';
import { readDeliveryReport } from './delivery-report.ts';
import { headerValue, type Message } from './message.ts';

/** Bounds of what a program of ours may answer to one sender (RFC 3834 section 2). */
export const answerLimits = {
  /** Answers to one sender in a day. */
  perDay: 1,
  dayMs: 24 * 60 * 60 * 1_000,
  /** Automatic mail from one sender within two hours; above it two programs are talking. */
  automatic: 20,
  automaticWithinMs: 2 * 60 * 60 * 1_000,
} as const;

export interface AnswerFacts {
  /** Its Message-ID is one of ours: it is our own mail that came back. */
  readonly isOwnMail: boolean;
  /** How often a program of ours answered this sender in the last day. */
  readonly answersInDay: number;
  /** How many automatic mails came from this sender in the last two hours. */
  readonly automaticInTwoHours: number;
}

export type MayAnswer = { readonly may: true } | { readonly may: false; readonly because: string };

const systemLocalParts =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|listserv|majordomo|owner-.{0,60}|.{1,60}-request)$/i;

const senderOf = (message: Message): string | null => {
  const path = headerValue(message, 'return-path');
  if (path !== null) return /<([^<>]{0,320})>/.exec(path)?.[1]?.trim() ?? path.trim();
  return message.from[0]?.address ?? null;
};

const refusalOf = (message: Message, facts: AnswerFacts): string | null => {
  const sender = senderOf(message);
  if (sender === null || sender === '') return 'it has no sender to answer to';
  if (systemLocalParts.test(sender.split('@', 1)[0] ?? '')) return 'its sender is a mail system or a list';
  if (facts.isOwnMail) return 'it is our own mail';
  if (readDeliveryReport(message) !== null) return 'it is a delivery report';
  const automatic = classifyAutomatic(message);
  if (automatic !== null) return `no person wrote it: ${automatic.evidence}`;
  if (facts.automaticInTwoHours >= answerLimits.automatic) return 'its sender and we seem to answer each other';
  return facts.answersInDay >= answerLimits.perDay ? 'its sender got an answer within the last day' : null;
};

/**
 * Whether a program of ours may answer this mail by itself (RFC 3834 section 2): never the empty sender, mail systems,
 * lists, automatic mail or our own; at most once a day for one sender; never where two programs answer each other.
 */
export const mayAnswer = (message: Message, facts: AnswerFacts): MayAnswer => {
  const because = refusalOf(message, facts);
  return because === null ? { may: true } : { may: false, because };
};
