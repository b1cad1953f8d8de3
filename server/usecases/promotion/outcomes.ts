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

/** A21: by hand it was moved where it belongs. */
export const alreadyTrackedNowBound = (): Outcome =>
  outcome('duplicate', 'This mail is already tracked; from now on it regards the record that its folder is bound to.');

/** A4: what the router decided; `because` is a clause without any word of a stranger. */
export const routed = (reason: OutcomeReason, kind: 'promote' | 'skip', because: string): Outcome =>
  outcome(reason, `${kind === 'promote' ? 'Tracked' : 'Not tracked'} because ${because}.`);

/** A11: nobody can say who wrote the original; a person decides. */
export const heldUnproved = (because: string): Outcome =>
  outcome('held', `The mail is kept and waits for a person: ${because}. It is listed as undeliverable.`);

/** A9 with A11: the same where no content may be kept. */
export const unprovedNotKept = (because: string): Outcome =>
  outcome(
    'held',
    `The mail was not recorded: ${because}. Nothing of it was kept, because your organization keeps no content of mail.`,
  );

/** A14: it could be read and was not recorded. */
const heldFailed = (): Outcome =>
  outcome(
    'held',
    'The mail is kept, because recording it failed. It waits for a person and is listed as undeliverable.',
  );

/** A14: it failed five times; the mailbox goes on without it, and a person decides. */
export const heldQuarantined = (): Outcome =>
  outcome(
    'held',
    'The mail is kept, because recording it failed five times. It waits for a person and is listed as undeliverable.',
  );

/** A4 105. */
export const oversize = (): Outcome =>
  outcome('oversize', 'The mail is larger than the organization takes. It was not fetched and stays in its mailbox.');

/** A14: its server shows it and does not give it out. */
export const neverGivenOut = (): Outcome =>
  outcome(
    'unreadable',
    'The mail was not recorded: its mail server lists it and gave it out at none of five tries. It stays in its mailbox.',
  );

/** A9 with A14: what cannot be read is not kept where no content may be. */
export const unreadableNotKept = (): Outcome =>
  outcome(
    'unreadable',
    'The mail could not be read, and nothing of it was kept: your organization keeps no content of mail.',
  );

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

/** What a person is told of a mail that is kept. */
export const heldOutcome = ({ reason, detail }: { readonly reason: string; readonly detail: string }): Outcome => {
  if (reason === 'unproved') return heldUnproved(detail);
  if (reason === 'quarantined') return heldQuarantined();
  return reason === 'failed' ? heldFailed() : heldUnreadable(reason as UnreadableReason);
};
