import type { MailboxOwner, Settlement } from '#shared/model/mailbox.ts';

/** A13: a forward mailbox is emptied; people's mailboxes and those of queues stay as they are. */
export const usualSettlement = ({ kind }: MailboxOwner): Settlement =>
  kind === 'sink' ? { kind: 'delete' } : { kind: 'leave' };

/** A13: moving or deleting mail of a person needs that person's consent. */
export const needsConsent = (owner: MailboxOwner, { kind }: Settlement): boolean =>
  owner.kind === 'user' && (kind === 'move' || kind === 'delete');

/** What is done at the source now: without the consent that it needs, nothing. */
export const settlementNow = (mailbox: {
  readonly owner: MailboxOwner;
  readonly settlement: Settlement;
  readonly ownerConsents: boolean;
}): Settlement =>
  needsConsent(mailbox.owner, mailbox.settlement) && !mailbox.ownerConsents ? { kind: 'leave' } : mailbox.settlement;
