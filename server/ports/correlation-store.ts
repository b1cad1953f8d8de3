import type { CorrelationMethod } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { PageAsked } from './activity-store.ts';

/** C8: what a mail seems to follow, for a person to confirm. */
export interface ProposedCorrelation {
  readonly activityId: string;
  readonly method: CorrelationMethod;
  readonly correlatedId: string;
  readonly evidence: string;
  readonly proposedAt: Instant;
}

/** Seen only by who may see both mails. */
export interface CorrelationStoreRead {
  /** Newest first. */
  proposals(readerId: string, page: PageAsked): Promise<ProposedCorrelation[]>;
  proposal(readerId: string, activityId: string): Promise<ProposedCorrelation | null>;
}

export interface CorrelationStoreWrite extends CorrelationStoreRead {
  propose(
    activityId: string,
    found: {
      readonly method: CorrelationMethod;
      readonly evidence: string;
      readonly activity: { readonly id: string };
    },
    at: Instant,
  ): Promise<void>;
  /** Takes the proposal and its flags away; a confirmed one links the mail, and all that followed it, to the thread. */
  settle(proposal: ProposedCorrelation, verdict: 'confirmed' | 'dismissed', at: Instant): Promise<void>;
}
