import type { HeaderField } from '../message.ts';
import { fieldGroups, fieldIn } from './field-groups.ts';
import { addressOfField } from './report-address.ts';
import type { ReportedAction } from './report-types.ts';

/** What message/delivery-status says of one recipient (RFC 3464 section 2.3), nothing added. */
export interface MachineRecipient {
  readonly address: string | null;
  /** As the sender wrote it, where a later system changed it. */
  readonly originalAddress: string | null;
  readonly action: ReportedAction | null;
  /** The Status field as it stands. */
  readonly status: string | null;
  readonly diagnostic: string;
}

const mostRecipients = 500;

const actionOf = (value: string | null): ReportedAction | null => {
  const word = /^[\s"]{0,4}([a-z]{1,12})/i.exec(value ?? '')?.[1]?.toLowerCase();
  if (word === 'failed' || word === 'failure') return 'failed';
  if (word === 'delayed' || word === 'delivered') return word;
  return word === 'relayed' || word === 'expanded' ? 'delivered' : null;
};

const recipientFields = ['final-recipient', 'original-recipient', 'x-actual-recipient', 'x-original-recipient'];

const isRecipient = (group: readonly HeaderField[]): boolean =>
  group.some(({ name }) => recipientFields.includes(name)) || fieldIn(group, 'action') !== null;

const addressOf = (group: readonly HeaderField[], names: readonly string[]): string | null =>
  names.map((name) => addressOfField(fieldIn(group, name))).find((found) => found !== null) ?? null;

/** PowerMTA's own verdict, in words that everybody's answers use. */
const categories: Readonly<Record<string, string>> = {
  'bad-mailbox': '(user unknown, in reply to RCPT)',
  'bad-domain': '(host unknown)',
  'quota-issues': '(mailbox full)',
  'inactive-mailbox': '(account disabled)',
};

const diagnosticOf = (group: readonly HeaderField[]): string => {
  const words = (fieldIn(group, 'diagnostic-code') ?? '').replace(/^[\w-]{1,30};[ \t]*/, '');
  const category = categories[fieldIn(group, 'x-powermta-bouncecategory')?.toLowerCase() ?? ''];
  return category === undefined ? words : `${words} ${category}`;
};

const readRecipient = (group: readonly HeaderField[]): MachineRecipient => ({
  address: addressOf(group, recipientFields),
  originalAddress: addressOf(group, ['original-recipient']),
  action: actionOf(fieldIn(group, 'action')),
  status: /[245]\.\d{1,3}\.\d{1,3}/.exec(fieldIn(group, 'status') ?? '')?.[0] ?? null,
  diagnostic: diagnosticOf(group),
});

/**
 * The recipients of a delivery-status text. Some systems write the message's own fields and the recipient's in one
 * group, or leave the group without an Action; both are read.
 */
export const readMachinePart = (text: string): readonly MachineRecipient[] =>
  fieldGroups(text).filter(isRecipient).slice(0, mostRecipients).map(readRecipient);
