import type { Actor } from '../../domain/actor.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { MailFolders } from '../../ports/mail-source.ts';
import { Refusal } from '../refusal.ts';
import { getMailbox, getOwnMailbox } from './get-mailbox.ts';
import type { MailboxNeeds } from './mailbox-needs.ts';
import { sourceProfile } from './source-profile.ts';

const withinMs = 30_000;

/** Whoever asks: null is the command line, which may ask of every mailbox. */
type Asking = Pick<Actor, 'organizationId'> & { readonly userId: string | null; readonly role: Actor['role'] };

/**
 * A21: folders of a mailbox that may be read, as they are written in settings and in rules; asked of its server now. For
 * its owner and for administrators. Refuses `mailbox_not_found`, `mailbox_not_ready` when the server does not tell.
 */
export const listMailboxFolders =
  (needs: Pick<MailboxNeeds, 'store' | 'secretBox' | 'mailSources'>) =>
  async ({ organizationId, userId, role }: Asking, mailboxId: string): Promise<MailFolders> => {
    const mailbox = await needs.store.read(organizationId, (read) =>
      role === 'administrator' ? getMailbox(read, mailboxId) : getOwnMailbox(read, userId ?? '', mailboxId),
    );
    try {
      const profile = sourceProfile(needs, organizationId, mailbox);
      return await needs.mailSources.folders(profile, AbortSignal.timeout(withinMs));
    } catch (error) {
      if (error instanceof PermanentFailure || error instanceof TemporaryFailure)
        throw new Refusal('mailbox_not_ready', `The folders could not be listed. ${error.message}`);
      throw error;
    }
  };
