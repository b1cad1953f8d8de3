import type { Kysely } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** S2: servers that take mail, of an organization and of its users. */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('sending_profile')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('owner_type', text, (c) => c.notNull())
    .addColumn('owner_id', text, (c) => c.notNull())
    .addColumn('version', whole, (c) => c.notNull())
    .addColumn('settings', text, (c) => c.notNull())
    .addColumn('sealed_secret', text)
    .addColumn('sealed_client_secret', text)
    .addColumn('approved', whole, (c) => c.notNull())
    .addColumn('test', text)
    .addPrimaryKeyConstraint('sending_profile_pk', ['organization_id', 'owner_type', 'owner_id'])
    .execute();
};
