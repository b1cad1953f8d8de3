import type { Kysely } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** The last probe mail of each user, and what became of it (A15). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('forward_probe')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('email_id', text, (c) => c.notNull())
    .addColumn('sent_at', whole, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('answer', text)
    .addPrimaryKeyConstraint('forward_probe_pk', ['organization_id', 'user_id'])
    .execute();
  await db.schema
    .createIndex('forward_probe_email')
    .on('forward_probe')
    .columns(['organization_id', 'email_id'])
    .execute();
};
