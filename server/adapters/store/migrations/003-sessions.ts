import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** Logins are people across organizations; devices, tokens and the synchronizing designation hang on them (I1-I4). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('login')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('email', text, (c) => c.notNull())
    .addColumn('email_key', text, (c) => c.notNull().unique())
    .addColumn('password_hash', text)
    .addColumn('created_at', whole, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('membership')
    .addColumn('login_id', text, (c) => c.notNull())
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('active', whole, (c) => c.notNull())
    .addColumn('settings', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('membership_pk', ['login_id', 'organization_id'])
    .execute();
  await sql`create unique index membership_by_user on membership (organization_id, user_id)`.execute(db);
  await db.schema
    .createTable('device')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('login_id', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('client', text, (c) => c.notNull())
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('mailbox', text)
    .addColumn('created_at', whole, (c) => c.notNull())
    .addColumn('last_seen', whole, (c) => c.notNull())
    .addColumn('signed_out_at', whole)
    .execute();
  await sql`create index device_by_login on device (login_id)`.execute(db);
  await db.schema
    .createTable('refresh_token')
    .addColumn('device_id', text, (c) => c.primaryKey())
    .addColumn('family_hash', text, (c) => c.notNull().unique())
    .addColumn('token_hash', text, (c) => c.notNull())
    .addColumn('expires_at', whole, (c) => c.notNull())
    .execute();
  await sql`create index refresh_token_by_expiry on refresh_token (expires_at)`.execute(db);
  await db.schema
    .createTable('access_token')
    .addColumn('token_hash', text, (c) => c.primaryKey())
    .addColumn('login_id', text, (c) => c.notNull())
    .addColumn('device_id', text)
    .addColumn('organization_id', text)
    .addColumn('expires_at', whole, (c) => c.notNull())
    .execute();
  await sql`create index access_token_by_device on access_token (device_id)`.execute(db);
  await sql`create index access_token_by_login on access_token (login_id)`.execute(db);
  await sql`create index access_token_by_expiry on access_token (expires_at)`.execute(db);
  await db.schema
    .createTable('sign_in_code')
    .addColumn('code_hash', text, (c) => c.primaryKey())
    .addColumn('login_id', text, (c) => c.notNull())
    .addColumn('challenge', text, (c) => c.notNull())
    .addColumn('expires_at', whole, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('invitation')
    .addColumn('token_hash', text, (c) => c.primaryKey())
    .addColumn('login_id', text)
    .addColumn('expires_at', whole, (c) => c.notNull())
    .addColumn('used_at', whole)
    .execute();
  await sql`create index invitation_by_login on invitation (login_id)`.execute(db);
  await db.schema
    .createTable('sign_in_attempt')
    .addColumn('subject', text, (c) => c.primaryKey())
    .addColumn('failures', whole, (c) => c.notNull())
    .addColumn('locked_until', whole, (c) => c.notNull())
    .addColumn('updated_at', whole, (c) => c.notNull())
    .execute();
  await sql`create index sign_in_attempt_by_age on sign_in_attempt (updated_at)`.execute(db);
  await db.schema
    .createTable('designation')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('device_id', text)
    .addColumn('generation', whole, (c) => c.notNull())
    .addColumn('since', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('designation_pk', ['organization_id', 'user_id'])
    .execute();
  await sql`create index designation_by_device on designation (device_id)`.execute(db);
};
