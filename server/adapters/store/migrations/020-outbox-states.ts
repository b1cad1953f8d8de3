import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/**
 * A mail that a workflow or a campaign sends has a key of its own, so that it is written once whatever else is forgotten.
 * State and status of mail that starts here stand in its row of the outbox: they change with every attempt, and an
 * activity's row holds the whole text, which would be written anew each time.
 */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text } = columnTypes(engine);
  await db.schema
    .alterTable('outbound_email')
    .addColumn('state', text, (c) => c.notNull().defaultTo('open'))
    .execute();
  await db.schema
    .alterTable('outbound_email')
    .addColumn('status', text, (c) => c.notNull().defaultTo('draft'))
    .execute();
  await db.schema.alterTable('outbound_email').addColumn('once_key', text).execute();
  await sql`create unique index outbound_email_once on outbound_email (organization_id, once_key)
    where once_key is not null`.execute(db);
  await sql`update outbound_email set (state, status) = (select a.state, a.status from activity a
    where a.organization_id = outbound_email.organization_id and a.id = outbound_email.id)
    where exists (select 1 from activity a
      where a.organization_id = outbound_email.organization_id and a.id = outbound_email.id)`.execute(db);
};
