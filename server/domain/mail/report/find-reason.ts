import type { BounceReason } from './bounce-reason.ts';
import { reasonRules } from './reason-rules.ts';
import { replyIn } from './status-codes.ts';
import { reasonOfStatus } from './status-reasons.ts';

const longestWords = 4_000;

/** One case, one kind of space and of apostrophe. */
const squeezed = (text: string): string =>
  text.slice(0, longestWords).toLowerCase().replaceAll(/\s+/g, ' ').replaceAll('\u2019', "'");

/** At RCPT a server speaks of the recipient; after the content a filter behind it does. */
const atRecipient = [
  /\bin reply to rcpt\b/,
  /\bafter (?:\w{1,10} )?rcpt\b/,
  /\bfor rcpt\b/,
  />>> rcpt to: ?<[^>]{1,320}>(?: \S{1,40}){0,4} <<< [45]/,
  /\bdid not like our rcpt\b/,
  /\[rcpt_to\]/,
  /\b5\d\d 5\.1\.1 <[^>]{1,320}>\.\.\. user unknown\b/,
  /\b55\d 5\.5\.1 (?:error: )?no valid recipients\b/,
  /\brcpt to:? ?<[^>]{1,320}>:? (?:.{0,80})?[45]\d\d[ -]/,
];

const holds = (patterns: readonly RegExp[], words: string): boolean => patterns.some((pattern) => pattern.test(words));

const afterContent = [/\bend of data\b/, /\b(?:to|after|command:?) data\b/];
/** At MAIL FROM and HELO it speaks of us. */
const atSender = [/\bin reply to mail from\b/, /\bafter mail from\b/, /\[mail_from\]/, /\bmy name was rejected\b/];

/**
 * `user unknown` in the words of a filter is not yet an address that does not exist: carriers and gateways answer so,
 * after the content or under a status of another kind, to whom their customer does not want. It counts when a status of
 * the address says so (5.1.x; 5.4.1 from Exchange, whose directory lacks it), when the reply was to RCPT, and when
 * nothing says otherwise.
 */
const certainUser = (status: string | null, all: string): BounceReason => {
  if (/^[245]\.(?:1\.\d{1,3}|4\.1)$/.test(status ?? '') || holds(atRecipient, all)) return 'userUnknown';
  if (holds(afterContent, all)) return 'filtered';
  return status === null || replyIn(all) === null ? 'userUnknown' : 'filtered';
};

/** What servers say about anything; an address status says more. */
const general: ReadonlySet<BounceReason> = new Set([
  'blocked',
  'policy',
  'senderRejected',
  'spam',
  'security',
  'content',
  'systemError',
  'network',
  'filtered',
]);
const addressStatus = /^[45]\.1\.(?:1|2|6|10)$/;

/** From the line on in which a server answers with a code; before it stands what the reporting system says to everybody. */
const fromReply = (text: string): string => {
  const at = text.search(/(?:^|[^\d.#-])[45][0-5]\d[ -]/);
  return at < 0 ? '' : text.slice(at);
};

export interface Answer {
  /** The server's words about this recipient as the report quotes them; may be empty. */
  readonly diagnostic: string;
  /** What else was said about this recipient. */
  readonly words: string;
  /** All that the report says, also for the command that was answered. */
  readonly around: string;
  readonly status: string | null;
}

const inWords = (texts: readonly string[]): BounceReason => {
  for (const text of texts) {
    const said = squeezed(text);
    const rule = said === '' ? undefined : reasonRules.find((one) => holds(one.words, said));
    if (rule !== undefined) return rule.reason;
  }
  return 'undefined';
};

/** Why: the nearest words first, the status where they say nothing or nothing particular. */
export const findReason = ({ diagnostic, words, around, status }: Answer): BounceReason => {
  const said = inWords([diagnostic, fromReply(words), words]);
  const byStatus = reasonOfStatus(status);
  const decided =
    byStatus !== 'undefined' && (said === 'undefined' || (general.has(said) && addressStatus.test(status ?? '')))
      ? byStatus
      : said;
  const reason = decided === 'undefined' ? inWords([around]) : decided;
  const all = squeezed(`${diagnostic} ${words} ${around}`);
  if (reason === 'hostUnknown' && holds(atSender, all)) return 'senderRejected';
  return reason === 'userUnknown' ? certainUser(status, all) : reason;
};
