import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** Organizations, records of every type with one address table, and the search terms of both (R1). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('organization')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('name_key', text, (c) => c.notNull().unique())
    .addColumn('settings', text, (c) => c.notNull())
    .addColumn('demonstration', whole, (c) => c.notNull())
    .addColumn('created_at', whole, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('installation')
    .addColumn('name', text, (c) => c.primaryKey())
    .addColumn('value', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('record_type')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('label', text, (c) => c.notNull())
    .addColumn('plural_label', text, (c) => c.notNull())
    .addColumn('fields', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('record_type_pk', ['organization_id', 'name'])
    .execute();
  await db.schema
    .createTable('record')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('name_key', text, (c) => c.notNull())
    .addColumn('owner_id', text)
    .addColumn('access', text, (c) => c.notNull())
    .addColumn('active', whole, (c) => c.notNull())
    .addColumn('external_id', text)
    .addColumn('fields', text, (c) => c.notNull())
    .addColumn('created_at', whole, (c) => c.notNull())
    .addColumn('updated_at', whole, (c) => c.notNull())
    .addColumn('deleted_at', whole)
    .addColumn('version', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('record_pk', ['organization_id', 'id'])
    .execute();
  await sql`create index record_by_name on record (organization_id, type, name_key, id)`.execute(db);
  await sql`create unique index record_by_external_id on record (organization_id, type, external_id)`.execute(db);
  await db.schema
    .createTable('record_address')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addColumn('position', whole, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('address_key', text, (c) => c.notNull())
    .addColumn('loose_key', text, (c) => c.notNull())
    .addColumn('is_primary', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('record_address_pk', ['organization_id', 'record_id', 'position'])
    .execute();
  await sql`create index record_address_by_key on record_address (organization_id, address_key)`.execute(db);
  await sql`create index record_address_by_loose_key on record_address (organization_id, loose_key)`.execute(db);
  await db.schema
    .createTable('record_link')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addColumn('field', text, (c) => c.notNull())
    .addColumn('to_id', text, (c) => c.notNull())
    .addColumn('to_type', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('record_link_pk', ['organization_id', 'record_id', 'field'])
    .execute();
  await sql`create index record_link_by_target on record_link (organization_id, to_id, field)`.execute(db);
  await db.schema
    .createTable('record_term')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('term', text, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('record_term_pk', ['organization_id', 'term', 'record_id'])
    .execute();
  await sql`create index record_term_by_record on record_term (organization_id, record_id)`.execute(db);
  await db.schema
    .createTable('team_member')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('team_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('team_member_pk', ['organization_id', 'user_id', 'team_id'])
    .execute();
  await sql`create index team_member_by_team on team_member (organization_id, team_id)`.execute(db);
  await db.schema
    .createTable('record_pin')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addColumn('pinned_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('record_pin_pk', ['organization_id', 'user_id', 'record_id'])
    .execute();
  await db.schema
    .createTable('address_choice')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('address_key', text, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addColumn('record_type', text, (c) => c.notNull())
    .addColumn('chosen_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('address_choice_pk', ['organization_id', 'user_id', 'address_key'])
    .execute();
};
