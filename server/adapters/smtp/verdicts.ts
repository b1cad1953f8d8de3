/** From what was answered, and where the dialogue ended, to one verdict per recipient. */
import { type AnswerMeaning, meaningOf, type SmtpAnswer, type SmtpStage } from '../../domain/outbound/smtp-answer.ts';
import type { Delivery, RecipientVerdict } from '../../ports/mail-transport.ts';

/** What the server has said so far; null where it has said nothing. */
export interface Dialogue {
  /** The step under way, or the last one. */
  stage: SmtpStage;
  mail: SmtpAnswer | null;
  /** In the order of the envelope. */
  readonly recipients: (SmtpAnswer | null)[];
  data: SmtpAnswer | null;
  finalDot: SmtpAnswer | null;
  /** Recipients whose answer is our own: no server will be asked for them. */
  readonly impossible: ReadonlySet<number>;
  /** Why it ended before its end; null when it went through. */
  broken: SmtpAnswer | null;
}

const silence: SmtpAnswer = { code: null, enhanced: null, text: 'The server gave no answer.' };

const isTaken = (answer: SmtpAnswer | null): boolean => answer !== null && meaningOf('recipient', answer) === 'taken';

export const takenRecipients = (dialogue: Dialogue): readonly number[] =>
  dialogue.recipients.flatMap((answer, index) => (isTaken(answer) ? [index] : []));

const refused = (address: string, stage: SmtpStage, answer: SmtpAnswer, meaning: AnswerMeaning): RecipientVerdict =>
  meaning === 'failed' ? { kind: 'failed', address, stage, answer } : { kind: 'deferred', address, stage, answer };

/** Content, dot and what became of them, for a recipient whom the server took. */
const afterRecipient = (address: string, dialogue: Dialogue): RecipientVerdict => {
  const { data, finalDot, stage } = dialogue;
  const broken = dialogue.broken ?? silence;
  if (stage !== 'finalDot') {
    if (data === null || data.code === 354) return { kind: 'deferred', address, stage, answer: broken };
    return refused(address, 'data', data, meaningOf('data', data));
  }
  if (finalDot === null) return { kind: 'uncertain', address, answer: broken };
  const meaning = meaningOf('finalDot', finalDot);
  if (meaning === 'taken') return { kind: 'accepted', address, answer: finalDot };
  const isAnswer = (finalDot.code ?? 0) >= 400;
  return isAnswer ? refused(address, 'finalDot', finalDot, meaning) : { kind: 'uncertain', address, answer: finalDot };
};

const meaningAmong = (answer: SmtpAnswer, someTaken: boolean): AnswerMeaning => {
  const meaning = meaningOf('recipient', answer);
  return meaning === 'refusesUsUnlessOthers' && someTaken ? 'failed' : meaning;
};

const verdictOf = (address: string, index: number, dialogue: Dialogue): RecipientVerdict => {
  const { mail } = dialogue;
  const answer = dialogue.recipients[index] ?? null;
  if (dialogue.impossible.has(index) && answer !== null) return { kind: 'failed', address, stage: 'recipient', answer };
  if (mail !== null && meaningOf('mail', mail) !== 'taken')
    return refused(address, 'mail', mail, meaningOf('mail', mail));
  if (answer === null) return { kind: 'deferred', address, stage: dialogue.stage, answer: dialogue.broken ?? silence };
  if (isTaken(answer)) return afterRecipient(address, dialogue);
  return refused(address, 'recipient', answer, meaningAmong(answer, takenRecipients(dialogue).length > 0));
};

const refusalOfUs = (dialogue: Dialogue): Delivery['profileRefused'] => {
  const { mail } = dialogue;
  if (mail !== null && meaningOf('mail', mail) === 'refusesUs') return { stage: 'mail', answer: mail };
  const someTaken = takenRecipients(dialogue).length > 0;
  const answer = dialogue.recipients.find(
    (one, index) => one !== null && !dialogue.impossible.has(index) && /^refusesUs/.test(meaningAmong(one, someTaken)),
  );
  return answer ? { stage: 'recipient', answer } : null;
};

/** Every recipient has exactly one verdict, in the order of the envelope. */
export const deliveryOf = (addresses: readonly string[], dialogue: Dialogue): Delivery => ({
  recipients: addresses.map((address, index) => verdictOf(address, index, dialogue)),
  profileRefused: refusalOfUs(dialogue),
});
