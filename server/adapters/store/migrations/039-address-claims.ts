import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** P20: addresses that users add themselves, until a code proves them; and how often codes were asked for. */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('address_claim')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('address_key', text, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('code_mac', text, (c) => c.notNull())
    .addColumn('expires_at', whole, (c) => c.notNull())
    .addColumn('tries', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('address_claim_pk', ['organization_id', 'user_id', 'address_key'])
    .execute();
  await db.schema
    .createTable('address_code_request')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('address_key', text, (c) => c.notNull())
    .addColumn('asked_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('address_code_request_pk', ['organization_id', 'id'])
    .execute();
  await sql`create index address_code_request_by_time on address_code_request (organization_id, asked_at)`.execute(db);
};
