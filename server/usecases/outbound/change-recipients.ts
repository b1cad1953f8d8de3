import { addressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { RecipientState } from '#shared/model/outbound-email.ts';
import { mayBecome, statusOf } from '../../domain/outbound/status.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { OutboundChange, RecipientChange } from '../../ports/outbox-store.ts';
import type { StoredOutbound, StoredRecipient } from '../../ports/stored-outbound.ts';
import { Refusal } from '../refusal.ts';

/** One recipient and what it becomes. */
export interface NextState {
  readonly recipient: StoredRecipient;
  readonly state: RecipientState;
  /** When it is due again, if it waits. */
  readonly dueAt: Instant | null;
  readonly attempts?: number;
  readonly lastAnswer?: string;
}

/** Those of the given addresses, or all, that are in one of these states; refuses when there is none. */
export const recipientsIn = (
  email: StoredOutbound,
  states: readonly RecipientState[],
  asked: readonly string[] | undefined,
): StoredRecipient[] => {
  const keys = asked?.map((address) => addressKey(address));
  const chosen = email.recipients.filter(
    ({ state, addressKey: key }) => states.includes(state) && (keys === undefined || keys.some((each) => each === key)),
  );
  if (chosen.length === 0)
    throw new Refusal(
      'conflict',
      `No recipient of this mail ${asked === undefined ? '' : 'that you named '}is ${states.join(', ')}.`,
    );
  return chosen;
};

const earliest = (moments: readonly (Instant | null)[]): Instant | null => {
  const due = moments.filter((moment) => moment !== null);
  return due.length === 0 ? null : (Math.min(...due) as Instant);
};

/** What readers of the feed must know: with this change a server took the mail for the first time. */
export const factsOf = (change: Pick<OutboundChange, 'sentAt'>): Pick<JournalEntry, 'facts'> =>
  change.sentAt === undefined ? {} : { facts: { isNew: true } };

/** What the next states of some recipients mean for the mail. Throws when one of them may not follow (a fault of ours). */
export const changeOf = (
  email: StoredOutbound,
  next: readonly NextState[],
  at: Instant,
): Pick<OutboundChange, 'status' | 'recipients' | 'dueAt' | 'sentAt' | 'at'> => {
  const changes = next.map(({ recipient, state, dueAt, ...rest }): RecipientChange => {
    if (!mayBecome(recipient.state, state)) throw new Error(`a recipient that is ${recipient.state} became ${state}`);
    return {
      position: recipient.position,
      state,
      dueAt,
      attempts: rest.attempts ?? recipient.attempts,
      lastAnswer: rest.lastAnswer ?? recipient.lastAnswer,
    };
  });
  const after = email.recipients.map(
    (recipient) => changes.find(({ position }) => position === recipient.position) ?? recipient,
  );
  const waiting = after.filter(({ state }) => state === 'queued' || state === 'deferred');
  return {
    status: statusOf(after.map(({ state }) => state)),
    recipients: changes,
    dueAt: earliest(waiting.map(({ dueAt }) => dueAt)),
    ...(email.sentAt === null && changes.some(({ state }) => state === 'sent') ? { sentAt: at } : {}),
    at,
  };
};
