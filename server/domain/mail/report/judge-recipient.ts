import { isHard } from './bounce-reason.ts';
import { findReason } from './find-reason.ts';
import type { MachineRecipient } from './machine-part.ts';
import type { ReportedAction, ReportedRecipient } from './report-types.ts';
import { preferredStatus, replyIn, statusIn } from './status-codes.ts';
import { statusOfReason } from './status-reasons.ts';

const longestAnswer = 500;
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, longestAnswer);

/** What is known of one recipient before it is judged. */
export interface Evidence {
  readonly machine: Omit<MachineRecipient, 'originalAddress'>;
  /** What the text of the report says about this recipient. */
  readonly words: string;
  /** The whole text of the report. */
  readonly around: string;
}

/** A warning that the mail waits, in the words of systems that send one. */
const waits =
  /\b(?:will be retried|will (?:continue|keep) (?:to try|trying)|warning message only|no action is required on your part|temporary failure report|delay reason)\b/i;

const actionOf = ({ machine, words, around }: Evidence, status: string | null): ReportedAction => {
  if (machine.action !== null) return machine.action;
  if (status?.startsWith('4') || waits.test(words || around)) return 'delayed';
  return status?.startsWith('2') ? 'delivered' : 'failed';
};

/** A reply speaks of the server's own words first, then of the text around them. */
const firstOf = <T>(find: (text: string) => T | null, texts: readonly string[]): T | null => {
  for (const text of texts) {
    const found = find(text);
    if (found !== null) return found;
  }
  return null;
};

const classOf = (action: ReportedAction, reply: string | null): string => {
  if (action === 'delivered') return '2';
  return action === 'delayed' || reply?.startsWith('4') ? '4' : '5';
};

/** Status, reply, reason and class of one recipient; a delayed mail is never hard. */
export const judgeRecipient = (evidence: Evidence): ReportedRecipient => {
  const { machine, words, around } = evidence;
  const { diagnostic } = machine;
  const stated = preferredStatus(machine.status, statusIn(diagnostic), statusIn(words) ?? statusIn(around));
  const action = actionOf(evidence, stated);
  const reply = firstOf(replyIn, [diagnostic, words, around]);
  const found = action === 'delivered' ? 'undefined' : findReason({ diagnostic, words, around, status: stated });
  const reason = found === 'undefined' && action === 'delayed' ? 'expired' : found;
  return {
    address: machine.address,
    action,
    status: stated ?? statusOfReason(reason, classOf(action, reply)),
    statusStated: stated !== null,
    reply,
    reason,
    hard: action === 'failed' && isHard(reason, stated),
    answer: oneLine(diagnostic || words || around),
  };
};
