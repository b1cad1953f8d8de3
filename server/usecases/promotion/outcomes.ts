import { type Outcome, type OutcomeReason, outcomeCodes } from '#shared/model/outcome.ts';
import type { UnreadableReason } from '../../ports/message-reader.ts';

const outcome = (reason: OutcomeReason, sentence: string): Outcome => ({
  code: outcomeCodes[reason],
  reason,
  sentence,
});

export const promotedByHand = (why: string): Outcome => outcome('promotedByHand', why);

export const alreadyTracked = (): Outcome =>
  outcome('duplicate', 'This mail is already tracked; no second activity was made.');

const unreadableSentences: Readonly<Record<UnreadableReason, string>> = {
  notAMessage: 'these bytes are not a mail message',
  headerTooLarge: 'its header block is larger than 2 MB',
  fieldTooLarge: 'one of its header fields is larger than 100 KB',
  tooManyParts: 'it has more than 1,000 parts',
  tooDeep: 'its parts are nested more than 100 deep',
  tookTooLong: 'reading it took longer than the limit',
  usedTooMuchMemory: 'reading it took more memory than the limit',
  parserFailed: 'it is damaged in a way that could not be read',
};

/** A4 code 106: held with its bytes, never lost. */
export const heldUnreadable = (because: UnreadableReason): Outcome =>
  outcome(
    'unreadable',
    `The mail is kept but could not be read: ${unreadableSentences[because]}. It is listed as undeliverable, and nothing of it is lost.`,
  );
