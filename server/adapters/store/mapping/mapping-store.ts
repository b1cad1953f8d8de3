import type { Kysely } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { MappingStoreWrite, StoredMapping, SynchronizingDirectory } from '../../../ports/mapping-store.ts';
import type { Database } from '../database.ts';
import type { Scope } from '../scope.ts';
import type { MailboxMappingTable } from './schema.ts';

const presentMapping = ({ mailbox_key, user_id, since }: MailboxMappingTable): StoredMapping => ({
  key: mailbox_key,
  userId: user_id,
  since: since as Instant,
});

/** Whose mailboxes these are in the organization (I5). */
export const mappingStore = ({ db, organizationId: org }: Scope): MappingStoreWrite => {
  const rows = () => db.selectFrom('mailbox_mapping').selectAll().where('organization_id', '=', org);
  return {
    find: async (key) => {
      const row = await rows().where('mailbox_key', '=', key).executeTakeFirst();
      return row === undefined ? null : presentMapping(row);
    },
    ofUser: async (userId) =>
      (await rows().where('user_id', '=', userId).orderBy('mailbox_key').execute()).map(presentMapping),
    add: async ({ key, userId, since }) => {
      const added = await db
        .insertInto('mailbox_mapping')
        .values({ organization_id: org, mailbox_key: key, user_id: userId, since })
        .onConflict((conflict) => conflict.columns(['organization_id', 'mailbox_key']).doNothing())
        .returning('mailbox_key')
        .executeTakeFirst();
      return added !== undefined;
    },
    move: async ({ key, userId, since }, formerUserId) => {
      const moved = await db
        .updateTable('mailbox_mapping')
        .set({ user_id: userId, since })
        .where('organization_id', '=', org)
        .where('mailbox_key', '=', key)
        .where('user_id', '=', formerUserId)
        .returning('mailbox_key')
        .executeTakeFirst();
      return moved !== undefined;
    },
    remove: async (key, userId) => {
      await db
        .deleteFrom('mailbox_mapping')
        .where('organization_id', '=', org)
        .where('mailbox_key', '=', key)
        .where('user_id', '=', userId)
        .execute();
    },
  };
};

/** Above organizations: which of them synchronizes a mailbox (I6). */
export const synchronizingDirectory = (reader: Kysely<Database>, writer: Kysely<Database>): SynchronizingDirectory => {
  const find: SynchronizingDirectory['find'] = async (key) => {
    const row = await reader
      .selectFrom('mailbox_synchronizing')
      .selectAll()
      .where('mailbox_key', '=', key)
      .executeTakeFirst();
    return row === undefined ? null : { key, organizationId: row.organization_id, since: row.since as Instant };
  };
  return {
    find,
    begin: async ({ key, organizationId, since }) => {
      const begun = await writer
        .insertInto('mailbox_synchronizing')
        .values({ mailbox_key: key, organization_id: organizationId, since })
        .onConflict((conflict) => conflict.column('mailbox_key').doNothing())
        .returning('mailbox_key')
        .executeTakeFirst();
      return begun !== undefined || (await find(key))?.organizationId === organizationId;
    },
    end: async (key, organizationId) => {
      await writer
        .deleteFrom('mailbox_synchronizing')
        .where('mailbox_key', '=', key)
        .where('organization_id', '=', organizationId)
        .execute();
    },
  };
};
