import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** Quick campaigns with a row per member, marketing lists, and who never wants bulk mail again (S9, RFC 8058). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('quick_campaign')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('html', text, (c) => c.notNull())
    .addColumn('regarding_type', text)
    .addColumn('regarding_id', text)
    .addColumn('members', text, (c) => c.notNull())
    .addColumn('owner_id', text, (c) => c.notNull())
    .addColumn('release_at', whole)
    .addColumn('created_at', whole, (c) => c.notNull())
    .addColumn('updated_at', whole, (c) => c.notNull())
    .addColumn('version', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('quick_campaign_pk', ['organization_id', 'id'])
    .execute();
  await sql`create index quick_campaign_by_owner on quick_campaign (organization_id, owner_id, created_at)`.execute(db);
  await sql`create index quick_campaign_under_way on quick_campaign (organization_id, id)
    where state in ('releasing', 'running')`.execute(db);
  await db.schema
    .createTable('campaign_member')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('campaign_id', text, (c) => c.notNull())
    .addColumn('position', whole, (c) => c.notNull())
    .addColumn('record_type', text, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('address', text)
    .addColumn('address_key', text)
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('because', text)
    .addColumn('detail', text)
    .addColumn('email_id', text)
    .addColumn('unsubscribe_secret', text)
    .addColumn('taken_until', whole)
    .addPrimaryKeyConstraint('campaign_member_pk', ['organization_id', 'campaign_id', 'position'])
    .execute();
  await sql`create unique index campaign_member_by_record on campaign_member (organization_id, campaign_id, record_id)`.execute(
    db,
  );
  await sql`create index campaign_member_waiting on campaign_member (organization_id, campaign_id, position)
    where state = 'waiting'`.execute(db);
  await sql`create index campaign_member_by_mail on campaign_member (organization_id, email_id)
    where email_id is not null`.execute(db);
  await sql`create index campaign_member_by_unsubscribe on campaign_member (organization_id, unsubscribe_secret)
    where unsubscribe_secret is not null`.execute(db);
  await db.schema
    .createTable('bulk_suppression')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('address_key', text, (c) => c.notNull())
    .addColumn('campaign_id', text, (c) => c.notNull())
    .addColumn('unsubscribed_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('bulk_suppression_pk', ['organization_id', 'address_key'])
    .execute();
  await db.schema
    .createTable('marketing_list')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('name_key', text, (c) => c.notNull())
    .addColumn('owner_id', text, (c) => c.notNull())
    .addColumn('created_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('marketing_list_pk', ['organization_id', 'id'])
    .execute();
  await sql`create index marketing_list_by_name on marketing_list (organization_id, name_key, id)`.execute(db);
  await db.schema
    .createTable('marketing_list_member')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('list_id', text, (c) => c.notNull())
    .addColumn('record_type', text, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addColumn('joined_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('marketing_list_member_pk', ['organization_id', 'list_id', 'record_id'])
    .execute();
  await sql`create index marketing_list_member_in_order on marketing_list_member
    (organization_id, list_id, joined_at, record_id)`.execute(db);
};
