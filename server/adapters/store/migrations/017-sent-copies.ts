import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** S8, S4: copies in the folder of sent mail that are to be put there, or looked for. */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('sent_copy')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('email_id', text, (c) => c.notNull())
    .addColumn('task', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('attempts', whole, (c) => c.notNull())
    .addColumn('due_at', whole)
    .addColumn('answer', text)
    .addPrimaryKeyConstraint('sent_copy_pk', ['organization_id', 'email_id'])
    .execute();
  await sql`create index sent_copy_due on sent_copy (organization_id, due_at) where due_at is not null`.execute(db);
};
