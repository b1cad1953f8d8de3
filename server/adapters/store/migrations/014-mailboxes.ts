import { type Kysely, sql } from 'kysely';
import { columnTypes, type ColumnTypes, type EngineName } from '../engine.ts';

const mailboxes = async (db: Kysely<unknown>, { text, whole }: ColumnTypes): Promise<void> => {
  await db.schema
    .createTable('mailbox')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('owner_type', text, (c) => c.notNull())
    .addColumn('owner_id', text)
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('incoming', text, (c) => c.notNull())
    .addColumn('sealed_secret', text, (c) => c.notNull())
    .addColumn('trusted_host', whole, (c) => c.notNull())
    .addColumn('wrapping', text, (c) => c.notNull())
    .addColumn('settlement', text, (c) => c.notNull())
    .addColumn('owner_consents', whole, (c) => c.notNull())
    .addColumn('poll_seconds', whole, (c) => c.notNull())
    .addColumn('approved', whole, (c) => c.notNull())
    .addColumn('enabled', whole, (c) => c.notNull())
    .addColumn('health', text, (c) => c.notNull())
    .addColumn('cursor', text)
    .addColumn('starts_at', whole, (c) => c.notNull())
    .addColumn('epoch', whole, (c) => c.notNull())
    .addColumn('next_poll_at', whole)
    .addColumn('lease_owner', text)
    .addColumn('lease_until', whole)
    .addColumn('unclean', whole, (c) => c.notNull())
    .addColumn('version', whole, (c) => c.notNull())
    .addColumn('created_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('mailbox_pk', ['organization_id', 'id'])
    .execute();
  await sql`create index mailbox_due on mailbox (organization_id, next_poll_at) where next_poll_at is not null`.execute(
    db,
  );
};

const mails = async (db: Kysely<unknown>, { text, whole }: ColumnTypes): Promise<void> => {
  await db.schema
    .createTable('mailbox_mail')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('mailbox_id', text, (c) => c.notNull())
    .addColumn('origin_key', text, (c) => c.notNull())
    .addColumn('origin', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('tries', whole, (c) => c.notNull())
    .addColumn('epoch', whole, (c) => c.notNull())
    .addColumn('folder', text)
    .addColumn('generation', text, (c) => c.notNull())
    .addColumn('identity', text)
    .addColumn('changed_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('mailbox_mail_pk', ['organization_id', 'mailbox_id', 'origin_key'])
    .execute();
  await sql`create index mailbox_mail_open on mailbox_mail (organization_id, mailbox_id, state, changed_at)
    where state in ('failing', 'handled')`.execute(db);
  await sql`create index mailbox_mail_kept on mailbox_mail (organization_id, mailbox_id, changed_at)
    where state = 'settled'`.execute(db);
  await sql`create index mailbox_mail_identity on mailbox_mail (organization_id, mailbox_id, identity)
    where identity is not null`.execute(db);
};

/** Mailboxes that are fetched, and which of their mail was handled (A1, A13, A14, A22, A25). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const types = columnTypes(engine);
  await mailboxes(db, types);
  await mails(db, types);
};
