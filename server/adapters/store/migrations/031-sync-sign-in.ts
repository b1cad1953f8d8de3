import type { Kysely } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** How we sign in at Microsoft Graph; other servers need none of it (Y1). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text } = columnTypes(engine);
  await db.schema.alterTable('sync_account').addColumn('sign_in', text).execute();
};
