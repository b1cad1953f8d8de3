import type { ProbeState } from '#shared/model/forwarding.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { RecipientState } from '#shared/model/outbound-email.ts';

/** So long a probe may be on its way before it counts as lost. */
export const probePatienceMs = 15 * 60_000;

export interface ProbeFacts {
  /** What came back so far. */
  readonly noted: 'waiting' | 'arrived' | 'refused';
  readonly sentAt: Instant;
  /** What became of it on the way to the user's own mailbox; null: nobody knows any more. */
  readonly delivery: RecipientState | null;
}

const failed: ReadonlySet<RecipientState | null> = new Set(['failed', 'bounced', 'canceled']);
const onTheWay: ReadonlySet<RecipientState | null> = new Set(['queued', 'sending', 'deferred']);

/** A15: what a probe says of the forward rule that it went through. */
export const judgeProbe = ({ noted, sentAt, delivery }: ProbeFacts, now: Instant): ProbeState => {
  if (noted === 'arrived') return 'arrived';
  if (failed.has(delivery)) return 'unsent';
  if (noted === 'refused') return 'refused';
  if (onTheWay.has(delivery)) return 'waiting';
  return now - sentAt < probePatienceMs ? 'waiting' : 'lost';
};

/** A sentence with what to do about it; null: nothing is wrong. */
export const probeProblem = (state: ProbeState, sink: string): string | null => {
  switch (state) {
    case 'waiting':
    case 'arrived':
      return null;
    case 'refused':
      return `The mail system refuses to forward to ${sink}: allow external forwarding to this address there, or keep the forward mailbox in the same organization, then send another probe.`;
    case 'lost':
      return `The probe did not come to ${sink} within 15 minutes. The mail system may drop what is forwarded to outside, or the forward mailbox is not fetched: allow external forwarding to this address, see that the mailbox works, then send another probe.`;
    case 'unsent':
      return 'The probe did not reach the mailbox of the user, so that it says nothing about the rule: see why among sent mail, then send another probe.';
  }
};
