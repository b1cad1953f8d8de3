import type { RecipientState } from '#shared/model/outbound-email.ts';
import { pauseAfter, type RetrySchedule } from './retry-schedule.ts';

/** What the transport said about one recipient; a form of our own, so that deciding knows no port. */
export interface Verdict {
  readonly kind: 'accepted' | 'deferred' | 'failed' | 'uncertain';
  readonly answer: string;
}

export interface Consequence {
  readonly state: Extract<RecipientState, 'sent' | 'deferred' | 'failed' | 'uncertain' | 'queued'>;
  /** Milliseconds until the next attempt; null when there is none or it has no moment of its own. */
  readonly pauseMs: number | null;
  readonly answer: string;
  /** Whether it counts towards the retries. */
  readonly counted: boolean;
}

export interface AttemptFacts {
  /** Attempts for this recipient before this one. */
  readonly attemptsBefore: number;
  readonly schedule: RetrySchedule;
  /** S5: the server refused us and not the mail; the profile pauses and nothing counts. */
  readonly profileRefused: boolean;
  /** S4: the organization chose that what is uncertain is sent again. */
  readonly resendUncertain: boolean;
  /** The marker stood when the attempt ended: silence means that nobody knows. */
  readonly marked: boolean;
}

const silence = (marked: boolean): Verdict => ({
  kind: marked ? 'uncertain' : 'deferred',
  answer: 'The connection gave no answer for this recipient.',
});

const unknown = (answer: string): Consequence => ({ state: 'uncertain', pauseMs: null, answer, counted: true });

/** The next pause of the schedule; when it is used up, what is left to say. */
const later = (answer: string, facts: AttemptFacts, usedUp: 'failed' | 'uncertain'): Consequence => {
  const pauseMs = pauseAfter(facts.schedule, facts.attemptsBefore + 1);
  if (pauseMs !== null) return { state: 'deferred', pauseMs, answer, counted: true };
  return {
    state: usedUp,
    pauseMs,
    answer: `${answer} (attempt ${facts.attemptsBefore + 1}, the last one)`,
    counted: true,
  };
};

/**
 * S5's table: accepted is sent; 4xx and network wait for the next pause of the schedule, and fail when it is used up;
 * 5xx for the recipient or the content fail; lost after the final dot is uncertain; a refused profile costs nothing.
 */
export const consequenceOf = (verdict: Verdict | undefined, facts: AttemptFacts): Consequence => {
  const { kind, answer } = verdict ?? silence(facts.marked);
  switch (kind) {
    case 'accepted':
      return { state: 'sent', pauseMs: null, answer, counted: true };
    case 'failed':
      return { state: 'failed', pauseMs: null, answer, counted: true };
    case 'uncertain':
      return facts.resendUncertain ? later(answer, facts, 'uncertain') : unknown(answer);
    case 'deferred':
      if (facts.profileRefused) return { state: 'queued', pauseMs: 0, answer, counted: false };
      return later(answer, facts, 'failed');
  }
};

/**
 * What becomes of a recipient whose attempt ended without a word (the process or its database went away): without the
 * marker the mail surely did not go; with it nobody knows, unless the organization chose to send again.
 */
export const afterLostAttempt = (
  marked: boolean,
  resendUncertain: boolean,
): Extract<RecipientState, 'queued' | 'uncertain'> => (marked && !resendUncertain ? 'uncertain' : 'queued');
