import type { Actor } from '../../domain/actor.ts';
import type { StoredMailbox } from '../../ports/mailbox-store.ts';
import { Refusal } from '../refusal.ts';
import { changeMailbox } from './change-mailbox.ts';
import { getMailbox, getOwnMailbox } from './get-mailbox.ts';
import type { MailboxNeeds } from './mailbox-needs.ts';

const withoutFolders = (): Refusal => {
  const message = 'cannot be chosen: this mailbox is fetched by POP3, which has no folders';
  return new Refusal('invalid_request', `folders ${message}.`, { issues: [{ field: 'folders', message }] });
};

/**
 * A21: from now on these folders of a mailbox are read; in one that was not read before, what came since the mailbox was
 * connected counts, a week at most. For its owner and for administrators. Refuses as `changeMailbox`.
 */
export const setMailboxFolders =
  (needs: MailboxNeeds) =>
  async (actor: Actor, mailboxId: string, folders: readonly string[]): Promise<StoredMailbox> => {
    const { organizationId, userId, role } = actor;
    const { incoming, version } = await needs.store.read(organizationId, (read) =>
      role === 'administrator' ? getMailbox(read, mailboxId) : getOwnMailbox(read, userId, mailboxId),
    );
    if (incoming.protocol === 'pop3') throw withoutFolders();
    const changes = { incoming: { ...incoming, folders: [...new Set(folders)] } };
    return changeMailbox(needs)(actor, mailboxId, { changes, expected: [version] });
  };
