import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** P11: by which id a user's Outlook knows the appointment that they track; null for mail, and where no Outlook told. */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text } = columnTypes(engine);
  await db.schema.alterTable('promotion').addColumn('place', text).execute();
  await sql`create index promotion_by_place on promotion (organization_id, user_id, place) where place is not null`.execute(
    db,
  );
};
