import type { MailboxSide } from '#shared/sync/cycle-ports.ts';
import { SyncLeaseLost, type SyncNeeds, type SyncTurn } from './sync-needs.ts';

/**
 * I5: a mailbox that is written only while the lease is held: whoever lost it (another process has the account, or it was
 * taken over in the middle of a cycle) writes nothing more. Writing throws SyncLeaseLost then.
 */
export const whileHeld = ({ store }: Pick<SyncNeeds, 'store'>, turn: SyncTurn, side: MailboxSide): MailboxSide => {
  const insist = async (): Promise<void> => {
    if (!(await store.read(turn.actor.organizationId, (read) => read.synchronization.isHeld(turn.lease))))
      throw new SyncLeaseLost();
  };
  return {
    changes: (cursor) => side.changes(cursor),
    read: (ids) => side.read(ids),
    create: async (fields, mark) => {
      await insist();
      return side.create(fields, mark);
    },
    update: async (expected, fields, mark) => {
      await insist();
      return side.update(expected, fields, mark);
    },
    remove: async (expected) => {
      await insist();
      return side.remove(expected);
    },
  };
};
