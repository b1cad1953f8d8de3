import { type Kysely, sql } from 'kysely';
import { columnTypes, type ColumnTypes, type EngineName } from '../engine.ts';

const ofOrganization = (db: Kysely<unknown>, { text }: ColumnTypes, table: string) =>
  db.schema.createTable(table).addColumn('organization_id', text, (c) => c.notNull());

const logAndHolds = async (db: Kysely<unknown>, { text, whole }: ColumnTypes): Promise<void> => {
  for (const column of ['mailbox', 'mail_hash', 'sender', 'subject'])
    await db.schema.alterTable('outcome').addColumn(column, text).execute();
  await sql`create index outcome_by_time on outcome (organization_id, decided_at, id)`.execute(db);
  await db.schema.alterTable('hold').addColumn('mailbox', text).execute();
  await db.schema.alterTable('hold').addColumn('next_attempt_at', whole).execute();
  await sql`create index hold_by_time on hold (organization_id, held_at, id)`.execute(db);
  await db.schema.alterTable('access_token').addColumn('scope', text).execute();
};

const queues = async (db: Kysely<unknown>, types: ColumnTypes): Promise<void> => {
  const { text, whole } = types;
  await ofOrganization(db, types, 'queue_settings')
    .addColumn('queue_id', text, (c) => c.notNull())
    .addColumn('settings', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('queue_settings_pk', ['organization_id', 'queue_id'])
    .execute();
  await ofOrganization(db, types, 'queue_item')
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('queue_id', text, (c) => c.notNull())
    .addColumn('activity_id', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('worker_id', text)
    .addColumn('entered_at', whole, (c) => c.notNull())
    .addColumn('changed_at', whole, (c) => c.notNull())
    .addColumn('version', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('queue_item_pk', ['organization_id', 'id'])
    .execute();
  await sql`create unique index queue_item_once on queue_item (organization_id, queue_id, activity_id)`.execute(db);
  await sql`create index queue_item_by_time on queue_item (organization_id, queue_id, entered_at, id)`.execute(db);
};

const addresses = async (db: Kysely<unknown>, types: ColumnTypes): Promise<void> => {
  const { text, whole } = types;
  await ofOrganization(db, types, 'drop_address')
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('address_key', text, (c) => c.notNull())
    .addColumn('made_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('drop_address_pk', ['organization_id', 'user_id'])
    .execute();
  await sql`create unique index drop_address_by_key on drop_address (organization_id, address_key)`.execute(db);
  await ofOrganization(db, types, 'automatic_arrival')
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('author_hash', text, (c) => c.notNull())
    .addColumn('arrived_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('automatic_arrival_pk', ['organization_id', 'author_hash', 'arrived_at', 'id'])
    .execute();
};

/** The router: its log, undeliverable mail, queues and drop addresses. */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const types = columnTypes(engine);
  await logAndHolds(db, types);
  await queues(db, types);
  await addresses(db, types);
};
