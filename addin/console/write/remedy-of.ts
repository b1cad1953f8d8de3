import type { Email } from '../../queries/emails.ts';

/** What usually helps when a mail failed or came back. */
type Remedy = 'address' | 'mailbox' | 'size' | 'refused' | 'other';

/** By enhanced status code (RFC 3463), or else by reply code (RFC 5321 section 4.2). */
const causes: readonly (readonly [Remedy, RegExp])[] = [
  ['address', /\b5\.1\.\d{1,3}\b/],
  ['size', /\b5\.(?:2\.3|3\.4)\b/],
  ['mailbox', /\b5\.2\.\d{1,3}\b/],
  ['refused', /\b5\.7\.\d{1,3}\b/],
  ['size', /^552\b/],
];

/** What to advise, of the first recipient that got nothing for good; null when there is none. */
export const remedyOf = (
  recipients: readonly Pick<Email['recipients'][number], 'state' | 'lastAnswer'>[],
): Remedy | null => {
  const lost = recipients.find(({ state }) => state === 'failed' || state === 'bounced');
  if (lost === undefined) return null;
  return causes.find(([, words]) => words.test(lost.lastAnswer ?? ''))?.[0] ?? 'other';
};
