import type { MailboxStoreWrite } from '../../../ports/mailbox-store.ts';
import type { TimedScope } from '../scope.ts';
import { foundMail } from './found-mail.ts';
import { mailboxLeases } from './leases.ts';
import { mailboxOwners } from './owners.ts';
import { presentMailbox, settingsRow } from './present.ts';

/** Mailboxes that are fetched, what is known of their mail, and who polls them (A1, A13, A14, A25). */
export const mailboxStore = (scope: TimedScope): MailboxStoreWrite => {
  const { db, organizationId: org } = scope;
  const rows = () => db.selectFrom('mailbox').selectAll().where('organization_id', '=', org);
  const one = (mailboxId: string) =>
    db.updateTable('mailbox').where('organization_id', '=', org).where('id', '=', mailboxId);
  return {
    ...mailboxLeases(scope),
    ...foundMail(scope),
    ...mailboxOwners(scope),
    find: async (mailboxId) => {
      const row = await rows().where('id', '=', mailboxId).executeTakeFirst();
      return row === undefined ? null : presentMailbox(row);
    },
    list: async () => (await rows().orderBy('address').orderBy('id').execute()).map(presentMailbox),
    ofUser: async (userId) =>
      (
        await rows()
          .where('owner_type', '=', 'user')
          .where('owner_id', '=', userId)
          .orderBy('address')
          .orderBy('id')
          .execute()
      ).map(presentMailbox),
    served: async () => {
      const found = await db
        .selectFrom('mailbox')
        .select(['id', 'version'])
        .where('organization_id', '=', org)
        .where('approved', '=', 1)
        .where('enabled', '=', 1)
        .execute();
      return new Map(found.map(({ id, version }) => [id, version]));
    },
    add: async (mailbox) => {
      await db
        .insertInto('mailbox')
        .values({
          organization_id: org,
          id: mailbox.id,
          owner_type: mailbox.owner.kind,
          owner_id: mailbox.owner.kind === 'sink' ? null : mailbox.owner.id,
          ...settingsRow(mailbox),
          health: JSON.stringify(mailbox.health),
          cursor: mailbox.cursor,
          starts_at: mailbox.startsAt,
          epoch: mailbox.epoch,
          next_poll_at: null,
          lease_owner: null,
          lease_until: null,
          unclean: 0,
          version: mailbox.version,
          created_at: mailbox.createdAt,
        })
        .execute();
    },
    save: async (mailbox) => {
      const saved = await one(mailbox.id)
        .set({ ...settingsRow(mailbox), version: mailbox.version + 1 })
        .where('version', '=', mailbox.version)
        .returning('id')
        .executeTakeFirst();
      return saved !== undefined;
    },
    remove: async (mailboxId) => {
      await db
        .deleteFrom('mailbox_mail')
        .where('organization_id', '=', org)
        .where('mailbox_id', '=', mailboxId)
        .execute();
      await db.deleteFrom('mailbox').where('organization_id', '=', org).where('id', '=', mailboxId).execute();
    },
    saveSecret: async (mailboxId, sealedSecret) => {
      await one(mailboxId).set({ sealed_secret: sealedSecret }).execute();
    },
    restart: async (mailboxId, { cursor, startsAt }) => {
      await one(mailboxId)
        .set((set) => ({
          cursor,
          starts_at: startsAt,
          epoch: set('epoch', '+', 1),
          lease_owner: null,
          lease_until: null,
        }))
        .execute();
    },
    setHealth: async (mailboxId, health) => {
      await one(mailboxId)
        .set({ health: JSON.stringify(health) })
        .execute();
    },
  };
};
