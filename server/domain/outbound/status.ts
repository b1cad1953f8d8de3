import type { OutboundAction, OutboundStatus, RecipientState } from '#shared/model/outbound-email.ts';

/** What may follow what, per recipient. Every change of the outbox is one of these (S1, S5). */
export const recipientTransitions: Readonly<Record<RecipientState, readonly RecipientState[]>> = {
  queued: ['sending', 'canceled'],
  sending: ['sent', 'deferred', 'failed', 'uncertain', 'queued'],
  deferred: ['sending', 'canceled'],
  uncertain: ['sent', 'queued', 'bounced'],
  sent: ['bounced'],
  failed: ['queued'],
  bounced: ['queued'],
  canceled: ['queued'],
};

export const mayBecome = (from: RecipientState, to: RecipientState): boolean => recipientTransitions[from].includes(to);

/**
 * The state of a mail that was handed over, from those of its recipients: `sending` while any is in hand or uncertain,
 * `pendingSend` while any waits, `canceled` when all are, `failed` when none was sent, else `sent`.
 */
export const statusOf = (states: readonly RecipientState[]): Exclude<OutboundStatus, 'draft'> => {
  const some = (...wanted: readonly RecipientState[]) => states.some((state) => wanted.includes(state));
  if (some('sending', 'uncertain')) return 'sending';
  if (some('queued', 'deferred')) return 'pendingSend';
  if (some('sent')) return 'sent';
  return states.every((state) => state === 'canceled') ? 'canceled' : 'failed';
};

/** Nobody has it, and nobody may have it: it can still be changed without two mails being about. */
export const reachedNobody = (states: readonly RecipientState[]): boolean =>
  states.every((state) => state === 'failed' || state === 'canceled');

/** What its author may ask for (S6). */
export const actionsOf = (status: OutboundStatus, states: readonly RecipientState[]): OutboundAction[] => {
  if (status === 'draft') return ['edit', 'send', 'delete'];
  const some = (...wanted: readonly RecipientState[]) => states.some((state) => wanted.includes(state));
  const actions: OutboundAction[] = [];
  if (reachedNobody(states)) actions.push('edit');
  if (some('queued', 'deferred')) actions.push('cancel');
  if (some('failed', 'bounced', 'canceled')) actions.push('resend');
  if (some('uncertain')) actions.push('settle');
  return actions;
};
