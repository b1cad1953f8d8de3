import type { MailboxOwner } from '#shared/model/mailbox.ts';
import { otherMethod } from '../../domain/mailbox/methods.ts';
import type { StoreRead } from '../../ports/store.ts';
import { Refusal } from '../refusal.ts';

interface Wanted {
  readonly direction: 'incoming' | 'outgoing' | 'items';
  readonly by: 'server' | 'outlook';
}

/** I7: who does it instead, where an administrator chose another method for this user; null: nobody else. */
export const methodInstead = async (
  read: StoreRead,
  userId: string,
  { direction, by }: Wanted,
): Promise<string | null> => {
  const settings = await read.organization.userSettings(userId);
  return settings === null ? null : otherMethod(settings.methods, direction, by);
};

/** I7: refuses `mailbox_not_ready` with who does it instead. */
export const insistOnMethod = async (read: StoreRead, userId: string, wanted: Wanted): Promise<void> => {
  const instead = await methodInstead(read, userId, wanted);
  if (instead !== null) throw new Refusal('mailbox_not_ready', `Nothing was changed. ${instead}`);
};

/** I7: the same before mail is fetched by the server; only of a user anything is chosen. */
export const insistOnFetching = async (read: StoreRead, owner: MailboxOwner): Promise<void> => {
  if (owner.kind === 'user') await insistOnMethod(read, owner.id, { direction: 'incoming', by: 'server' });
};
