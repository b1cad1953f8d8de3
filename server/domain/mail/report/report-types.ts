import type { HeaderField } from '../message.ts';
import type { BounceReason } from './bounce-reason.ts';

/** What became of the mail for one recipient (RFC 3464 section 2.3.3); `complained` is a feedback report. */
export type ReportedAction = 'failed' | 'delayed' | 'delivered' | 'complained';

export interface ReportedRecipient {
  /** As the report writes it, in lower case; null when it names nobody. */
  readonly address: string | null;
  readonly action: ReportedAction;
  /** RFC 3463, `5.1.1`: stated by the report, else what its reason stands for; null for feedback. */
  readonly status: string | null;
  /** Whether the report states that status, or we found it from the words. */
  readonly statusStated: boolean;
  /** Code of the SMTP reply, `550`, when the report gives one. */
  readonly reply: string | null;
  readonly reason: BounceReason;
  /** The address will not take mail on another day either; false is soft. */
  readonly hard: boolean;
  /** The words of the other server, one line of at most 500 characters; a stranger wrote them. */
  readonly answer: string;
}

/** What a mail system reports about a mail of ours. */
export interface DeliveryReport {
  /** `delivery`: RFC 3464 and its relatives without a machine part; `feedback`: RFC 5965. */
  readonly kind: 'delivery' | 'feedback';
  /** Of RFC 5965: `abuse`, `opt-out`, `auth-failure`; null for delivery reports. */
  readonly feedbackType: string | null;
  readonly recipients: readonly ReportedRecipient[];
  /** Message-ID of the mail that is reported on, with angle brackets. */
  readonly originalMessageId: string | null;
  /** Header fields of the returned mail, as far as they came back. */
  readonly returnedHeaders: readonly HeaderField[];
}
