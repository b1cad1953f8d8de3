import type { HeaderField, Message } from '../message.ts';
import { fieldGroups, fieldIn } from './field-groups.ts';
import { plainText } from './plain-text.ts';
import { addressIn, addressOfField } from './report-address.ts';
import type { ReportedRecipient } from './report-types.ts';

/** What a feedback report (RFC 5965) says, and what the one that names nobody leaves to the returned mail. */
export interface Feedback {
  readonly type: string;
  readonly recipients: readonly ReportedRecipient[];
}

/** RFC 5965 section 3.1 and its register; anything else is `other`. */
const types: ReadonlySet<string> = new Set([
  'abuse',
  'fraud',
  'virus',
  'not-spam',
  'opt-out',
  'opt-out-list',
  'auth-failure',
  'miscategorized',
  'other',
]);

/** A type of the register, or `other`. */
export const feedbackType = (stated: string | null): string => {
  const type = stated?.toLowerCase() ?? 'other';
  return types.has(type) ? type : 'other';
};

/** A complaint says nothing about whether the mail arrived: it did. */
export const complaint = (address: string | null): ReportedRecipient => ({
  address,
  action: 'complained',
  status: null,
  statusStated: false,
  reply: null,
  reason: 'undefined',
  hard: false,
  answer: '',
});

const namedIn = (fields: readonly HeaderField[]): readonly string[] =>
  fields
    .filter(({ name }) => ['original-rcpt-to', 'removal-recipient'].includes(name))
    .flatMap(({ value }) => addressOfField(value) ?? []);

/** The report in the message's message/feedback-report part, or null without one. */
export const readFeedback = (message: Message, returned: readonly HeaderField[]): Feedback | null => {
  const part = message.attachments.find(({ type }) => type === 'message/feedback-report');
  if (part === undefined) return null;
  const fields = fieldGroups(plainText(part.bytes)).flat();
  const type = feedbackType(fieldIn(fields, 'feedback-type'));
  const named = [...new Set(namedIn(fields))];
  const addresses = named.length > 0 ? named : [addressIn(fieldIn(returned, 'to') ?? '')];
  return { type, recipients: addresses.map(complaint) };
};
