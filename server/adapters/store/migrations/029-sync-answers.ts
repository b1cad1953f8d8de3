import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** What a person answered to the open conflicts of a link, and the few links that have such (Y5). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text } = columnTypes(engine);
  await db.schema
    .alterTable('sync_link')
    .addColumn('answers', text, (c) => c.notNull().defaultTo('{}'))
    .execute();
  await sql`create index sync_link_open on sync_link (organization_id, account_id, kind) where open <> '[]'`.execute(
    db,
  );
};
