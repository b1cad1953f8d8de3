import type { Actor } from '../../domain/actor.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import type { MailFinder } from '../../ports/mail-source.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';
import { getOwnMailbox } from './get-mailbox.ts';
import type { MailboxNeeds } from './mailbox-needs.ts';
import { sourceProfile } from './source-profile.ts';

export type FinderNeeds = Pick<MailboxNeeds, 'store' | 'secretBox' | 'mailSources'>;

interface Found<T> {
  readonly finder: MailFinder;
  readonly maxBytes: number;
  readonly asked: T;
}

/** A person waits for it. */
export const searchWithinMs = 60_000;

/**
 * P9: one's own mailbox, open for looking through; `ask` reads beside it what is looked for. Refuses `mailbox_not_found`, and
 * `mailbox_not_ready` where it is not approved, cannot be searched, or its server says no.
 */
export const withFinder = async <T, Result>(
  needs: FinderNeeds,
  {
    actor,
    mailboxId,
    ask,
  }: { readonly actor: Actor; readonly mailboxId: string; readonly ask: (read: StoreRead) => Promise<T> },
  work: (found: Found<T>) => Promise<Result>,
): Promise<Result> => {
  const { organizationId, userId } = actor;
  const { mailbox, maxBytes, asked } = await needs.store.read(organizationId, async (read) => ({
    mailbox: await getOwnMailbox(read, userId, mailboxId),
    maxBytes: (await read.organization.settings()).messageLimitBytes,
    asked: await ask(read),
  }));
  if (!mailbox.approved)
    throw new Refusal('mailbox_not_ready', 'An administrator has to approve this mailbox before it is read.');
  try {
    const finder = needs.mailSources.finder(sourceProfile(needs, organizationId, mailbox));
    if (finder === null || mailbox.wrapping !== 'none')
      throw new Refusal(
        'mailbox_not_ready',
        'This mailbox cannot be searched: only IMAP and Microsoft Graph mailboxes of one’s own mail can.',
      );
    await using opened = finder;
    return await work({ finder: opened, maxBytes, asked });
  } catch (error) {
    if (error instanceof PermanentFailure) throw new Refusal('mailbox_not_ready', error.message);
    throw error;
  }
};
