import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** Workflows, what they decided about each event, and how far events were read (S14). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('workflow')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('paused_because', text)
    .addColumn('trigger_on', text, (c) => c.notNull())
    .addColumn('conditions', text, (c) => c.notNull())
    .addColumn('template_id', text, (c) => c.notNull())
    .addColumn('recipient', text, (c) => c.notNull())
    .addColumn('also_on', text, (c) => c.notNull())
    .addColumn('mails_per_hour', whole, (c) => c.notNull())
    .addColumn('owner_id', text, (c) => c.notNull())
    .addColumn('since_sequence', whole, (c) => c.notNull())
    .addColumn('created_at', whole, (c) => c.notNull())
    .addColumn('updated_at', whole, (c) => c.notNull())
    .addColumn('version', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('workflow_pk', ['organization_id', 'id'])
    .execute();
  await db.schema
    .createTable('workflow_run')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('workflow_id', text, (c) => c.notNull())
    .addColumn('sequence', whole, (c) => c.notNull())
    .addColumn('happened_at', whole, (c) => c.notNull())
    .addColumn('decided_at', whole, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('because', text)
    .addColumn('detail', text)
    .addColumn('origin', text, (c) => c.notNull())
    .addColumn('record_type', text)
    .addColumn('record_id', text)
    .addColumn('activity_id', text)
    .addColumn('address', text)
    .addColumn('address_key', text)
    .addColumn('email_id', text)
    .addPrimaryKeyConstraint('workflow_run_pk', ['organization_id', 'workflow_id', 'sequence'])
    .execute();
  await sql`create index workflow_run_due on workflow_run (organization_id, sequence, workflow_id)
    where state = 'due'`.execute(db);
  await sql`create index workflow_run_lately on workflow_run (organization_id, workflow_id, decided_at)`.execute(db);
  await sql`create index workflow_run_answers on workflow_run (organization_id, address_key, decided_at)
    where activity_id is not null`.execute(db);
  await db.schema
    .createTable('workflow_cursor')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('sequence', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('workflow_cursor_pk', ['organization_id'])
    .execute();
  await db.schema.alterTable('outbound_email').addColumn('auto_submitted', text).execute();
};
