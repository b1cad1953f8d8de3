import { identityOfIncoming } from '../../domain/mailbox/mailbox-identity.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import { claimMailbox, type TakeOver } from '../mapping/claim-mailbox.ts';
import { connectionsOf } from '../mapping/connections-of.ts';
import { Refusal } from '../refusal.ts';
import type { MailboxNeeds } from './mailbox-needs.ts';

interface Mapped {
  readonly organizationId: string;
  /** Null: by command line. */
  readonly actorId: string | null;
  readonly mailbox: Pick<StoredMailbox, 'id' | 'owner' | 'incoming'>;
  readonly takeOver: TakeOver | null;
}

/** Mail of a person comes from one mailbox; several folders of it, and the items beside it, are the same one. */
const checkOnlyOne = async (read: StoreRead, userId: string, mailboxId: string, key: string): Promise<void> => {
  const other = (await connectionsOf(read, userId)).find(
    (one) => one.kind === 'mailbox' && one.mailbox.enabled && one.mailbox.id !== mailboxId && one.identity.key !== key,
  );
  if (other?.kind === 'mailbox')
    throw new Refusal(
      'already_exists',
      `Mail of this person is fetched from ${other.mailbox.address} already, and a person has one mailbox; change or remove that one first.`,
    );
};

/**
 * I5: the mailbox of a user is theirs from now on; those of queues and forward mailboxes are nobody's. Refuses
 * `mailbox_mapped`, `not_permitted` and `precondition_failed` as claiming one does, and `already_exists` where the person
 * has another one.
 */
export const mapMailbox = async (needs: MailboxNeeds, tx: SystemWrite, given: Mapped): Promise<void> => {
  const { organizationId, actorId, mailbox, takeOver } = given;
  if (mailbox.owner.kind !== 'user') return;
  const { id: userId } = mailbox.owner;
  const identity = identityOfIncoming(mailbox.incoming);
  await checkOnlyOne(tx.within(organizationId), userId, mailbox.id, identity.key);
  await claimMailbox(tx, {
    ids: needs.ids,
    at: needs.clock.now(),
    organizationId,
    actorId,
    userId,
    identity,
    takeOver,
  });
};
