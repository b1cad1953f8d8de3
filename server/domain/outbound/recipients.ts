import { addressKey } from '#shared/model/address.ts';
import type { RecipientRole } from '#shared/model/outbound-email.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';

/** A recipient as written: an address, perhaps with a name, or a record. */
export type RecipientWish =
  | { readonly kind: 'address'; readonly role: RecipientRole; readonly address: string; readonly name: string | null }
  | { readonly kind: 'record'; readonly role: RecipientRole; readonly record: RecordRef };

/** A recipient of a draft. Without an address it may be kept, but not sent (S10). */
export interface DraftRecipient {
  readonly role: RecipientRole;
  readonly address: string;
  readonly name: string | null;
  /** The record that was named; null when an address was. */
  readonly record: RecordRef | null;
}

/** What is known about a record that was named. */
export interface NamedRecord extends RecordRef {
  readonly name: string;
  /** The primary one; null when it has none. */
  readonly address: string | null;
}

export interface RecipientProblem {
  readonly field: string;
  readonly message: string;
}

export interface ReadRecipients {
  readonly recipients: readonly DraftRecipient[];
  readonly problems: readonly RecipientProblem[];
}

const recipientOf = (wish: RecipientWish, records: readonly NamedRecord[]): DraftRecipient | null => {
  if (wish.kind === 'address') return { role: wish.role, address: wish.address, name: wish.name, record: null };
  const record = records.find(({ type, id }) => type === wish.record.type && id === wish.record.id);
  if (record === undefined) return null;
  return { role: wish.role, address: record.address ?? '', name: record.name, record: wish.record };
};

/**
 * Wishes to recipients, each address once: the first role that names it keeps it. Problems carry the field as the
 * caller wrote it. A record without address is kept, so that it can be mended before sending.
 */
export const readRecipients = (wishes: readonly RecipientWish[], records: readonly NamedRecord[]): ReadRecipients => {
  const recipients: DraftRecipient[] = [];
  const problems: RecipientProblem[] = [];
  const known = new Set<string>();
  const counts = { to: 0, cc: 0, bcc: 0 };
  for (const wish of wishes) {
    const field = `${wish.role}[${counts[wish.role]}]`;
    counts[wish.role] += 1;
    const recipient = recipientOf(wish, records);
    if (recipient === null) {
      problems.push({ field, message: 'there is no such record that you may read' });
      continue;
    }
    const key = recipient.address === '' ? null : addressKey(recipient.address);
    if (key === null && recipient.address !== '') problems.push({ field, message: 'not an e-mail address' });
    else if (key === null || !known.has(key)) recipients.push(recipient);
    if (key !== null) known.add(key);
  }
  return { recipients, problems };
};

export interface SendableFacts {
  /** Keys of addresses that match exactly one record. */
  readonly resolved: ReadonlySet<string>;
  /** Keys of addresses whose record asked not to get mail. */
  readonly unwilling: ReadonlySet<string>;
  readonly unresolvedRecipients: 'pass' | 'block';
  readonly mostRecipients: number;
}

const problemOf = (recipient: DraftRecipient, facts: SendableFacts): string | null => {
  const key = addressKey(recipient.address);
  if (key === null)
    return `${recipient.name ?? 'this recipient'} has no e-mail address; give the record one, or write an address`;
  if (facts.unwilling.has(key)) return `${recipient.address} asked not to get mail`;
  if (facts.unresolvedRecipients === 'block' && !facts.resolved.has(key))
    return `${recipient.address} matches no record, or several; choose one first`;
  return null;
};

/** S10: what keeps a draft from being sent, per field; empty when nothing does. */
export const recipientProblems = (
  recipients: readonly DraftRecipient[],
  facts: SendableFacts,
): readonly RecipientProblem[] => {
  if (recipients.length === 0) return [{ field: 'to', message: 'name at least one recipient in to, cc or bcc' }];
  if (recipients.length > facts.mostRecipients)
    return [{ field: 'to', message: `at most ${facts.mostRecipients} recipients; this mail has ${recipients.length}` }];
  const counts = { to: 0, cc: 0, bcc: 0 };
  return recipients.flatMap((recipient) => {
    const field = `${recipient.role}[${counts[recipient.role]}]`;
    counts[recipient.role] += 1;
    const message = problemOf(recipient, facts);
    return message === null ? [] : [{ field, message }];
  });
};
