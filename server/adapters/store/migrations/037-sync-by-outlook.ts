import type { Kysely } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** Who synchronizes an account: the server, as those of before, or the user's synchronizing Outlook (I3, Y1). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text } = columnTypes(engine);
  await db.schema
    .alterTable('sync_account')
    .addColumn('runs_in', text, (c) => c.notNull().defaultTo('server'))
    .execute();
};
