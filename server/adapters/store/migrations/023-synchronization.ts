import { type Kysely, sql } from 'kysely';
import { columnTypes, type ColumnTypes, type EngineName } from '../engine.ts';

type Db = Kysely<unknown>;

const accounts = async (db: Db, { text, whole }: ColumnTypes): Promise<void> => {
  await db.schema
    .createTable('sync_account')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('url', text, (c) => c.notNull())
    .addColumn('sign_in_user', text, (c) => c.notNull())
    .addColumn('sealed_secret', text, (c) => c.notNull())
    .addColumn('trusted_host', whole, (c) => c.notNull())
    .addColumn('collections', text, (c) => c.notNull())
    .addColumn('settings', text, (c) => c.notNull())
    .addColumn('enabled', whole, (c) => c.notNull())
    .addColumn('health', text, (c) => c.notNull())
    .addColumn('next_cycle_at', whole)
    .addColumn('lease_owner', text)
    .addColumn('lease_until', whole)
    .addColumn('version', whole, (c) => c.notNull())
    .addColumn('created_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('sync_account_pk', ['organization_id', 'id'])
    .addUniqueConstraint('sync_account_user', ['organization_id', 'user_id'])
    .execute();
  await sql`create index sync_account_due on sync_account (organization_id, next_cycle_at)
    where next_cycle_at is not null`.execute(db);
  await db.schema
    .createTable('sync_cycle')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('account_id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('stop', text)
    .addColumn('confirmed', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('sync_cycle_pk', ['organization_id', 'account_id', 'kind'])
    .execute();
};

const links = async (db: Db, { text }: ColumnTypes): Promise<void> => {
  await db.schema
    .createTable('sync_link')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('account_id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('crm_id', text, (c) => c.notNull())
    .addColumn('crm_revision', text, (c) => c.notNull())
    .addColumn('mailbox_id', text, (c) => c.notNull())
    .addColumn('mailbox_revision', text, (c) => c.notNull())
    .addColumn('base', text, (c) => c.notNull())
    .addColumn('unsettled', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('origin', text, (c) => c.notNull())
    .addColumn('open', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('sync_link_pk', ['organization_id', 'account_id', 'kind', 'id'])
    .addUniqueConstraint('sync_link_crm', ['organization_id', 'account_id', 'kind', 'crm_id'])
    .addUniqueConstraint('sync_link_mailbox', ['organization_id', 'account_id', 'kind', 'mailbox_id'])
    .execute();
  await sql`create index sync_link_unfinished on sync_link (organization_id, account_id, kind)
    where state in ('removing', 'rewriting')`.execute(db);
  await db.schema
    .createTable('sync_apart')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('account_id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('side', text, (c) => c.notNull())
    .addColumn('item_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('sync_apart_pk', ['organization_id', 'account_id', 'kind', 'side', 'item_id'])
    .execute();
};

const memory = async (db: Db, { text, whole }: ColumnTypes): Promise<void> => {
  await db.schema
    .createTable('sync_lost')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('account_id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('crm_id', text, (c) => c.notNull())
    .addColumn('field', text, (c) => c.notNull())
    .addColumn('side', text, (c) => c.notNull())
    .addColumn('value', text, (c) => c.notNull())
    .addColumn('at', whole, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('sync_failure')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('account_id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('crm_id', text, (c) => c.notNull())
    .addColumn('mailbox_id', text, (c) => c.notNull())
    .addColumn('words', text, (c) => c.notNull())
    .addColumn('first_at', whole, (c) => c.notNull())
    .addColumn('last_at', whole, (c) => c.notNull())
    .addColumn('tries', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('sync_failure_pk', ['organization_id', 'account_id', 'kind', 'crm_id', 'mailbox_id'])
    .execute();
  await db.schema
    .createTable('sync_happening')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('account_id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('at', whole, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('crm_id', text)
    .execute();
  for (const table of ['sync_lost', 'sync_happening'])
    await sql`create index ${sql.ref(`${table}_of`)} on ${sql.table(table)} (organization_id, account_id, at)`.execute(
      db,
    );
};

/** Accounts that are synchronized, their links, and what became of their items (Y5, Y10, Y11). */
export const up = async (db: Db, engine: EngineName): Promise<void> => {
  const types = columnTypes(engine);
  await accounts(db, types);
  await links(db, types);
  await memory(db, types);
};
