import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** Mail templates, sales literature and knowledge articles (P6). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('template')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('name_key', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('html', text, (c) => c.notNull())
    .addColumn('link', text)
    .addColumn('scope', text, (c) => c.notNull())
    .addColumn('owner_id', text, (c) => c.notNull())
    .addColumn('placeholders', text, (c) => c.notNull())
    .addColumn('created_at', whole, (c) => c.notNull())
    .addColumn('updated_at', whole, (c) => c.notNull())
    .addColumn('version', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('template_pk', ['organization_id', 'id'])
    .execute();
  await sql`create index template_by_name on template (organization_id, name_key, id)`.execute(db);
};
