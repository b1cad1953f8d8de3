/**
 * What a program wrote and no person: an answer by itself (absence, receipt, challenge), a notice, an invitation or
 * answer of a calendar; and what a list or a bulk mailer passed on.
 */
export type AutomaticKind = 'reply' | 'notice' | 'list' | 'calendar';

export interface AutomaticMail {
  readonly kind: AutomaticKind;
  /** What shows it, for the sentence: `the field Auto-Submitted: auto-replied`. Nothing of a stranger's but known words. */
  readonly evidence: string;
}
