import type { Kysely } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** What reports said of mail of ours, as long as the mail stands (S12). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('bounce_report')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('email_id', text, (c) => c.notNull())
    .addColumn('number', whole, (c) => c.notNull())
    .addColumn('reported_at', whole, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('status_code', text)
    .addColumn('hard', whole, (c) => c.notNull())
    .addColumn('answer', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('bounce_report_pk', ['organization_id', 'email_id', 'number'])
    .execute();
};
