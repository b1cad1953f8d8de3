import type { Kysely } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** How the server of a synchronized account is spoken with; those of before are CardDAV (Y1). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text } = columnTypes(engine);
  await db.schema
    .alterTable('sync_account')
    .addColumn('protocol', text, (c) => c.notNull().defaultTo('dav'))
    .execute();
};
