import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** P7: mails that are tracked once they are sent. */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('track_ticket')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('secret_sha256', text, (c) => c.notNull())
    .addColumn('mark_sha256', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('actor_id', text, (c) => c.notNull())
    .addColumn('way', text, (c) => c.notNull())
    .addColumn('wish', text, (c) => c.notNull())
    .addColumn('visibility', text)
    .addColumn('answers_id', text)
    .addColumn('draft', text)
    .addColumn('created_at', whole, (c) => c.notNull())
    .addColumn('seen_at', whole, (c) => c.notNull())
    .addColumn('sending_at', whole)
    .addColumn('token_text', text)
    .addColumn('token_key', text)
    .addColumn('message_id_key', text)
    .addColumn('activity_id', text)
    .addColumn('completed_at', whole)
    .addPrimaryKeyConstraint('track_ticket_pk', ['organization_id', 'id'])
    .execute();
  await sql`create unique index track_ticket_by_secret on track_ticket (organization_id, secret_sha256)`.execute(db);
  await sql`create unique index track_ticket_by_mark on track_ticket (organization_id, mark_sha256)`.execute(db);
  await sql`create index track_ticket_by_user on track_ticket (organization_id, user_id, seen_at)`.execute(db);
  await sql`create index track_ticket_by_actor on track_ticket (organization_id, actor_id, seen_at)`.execute(db);
  await sql`create index track_ticket_by_message on track_ticket (organization_id, message_id_key)`.execute(db);
};
