import type { Kysely } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** What a task or an appointment says beside subject and notes, as JSON; null for mail (Y2, P11). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text } = columnTypes(engine);
  await db.schema.alterTable('activity').addColumn('agenda', text).execute();
};
