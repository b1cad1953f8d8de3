import type { Kysely } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** The mail system whose users forward to the CRM, and how their rules were found (A15). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('forward_system')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('version', whole, (c) => c.notNull())
    .addColumn('settings', text, (c) => c.notNull())
    .addColumn('sealed_secret', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('forward_system_pk', ['organization_id'])
    .execute();
  await db.schema
    .createTable('forward_rule')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('checked_at', whole, (c) => c.notNull())
    .addColumn('problem', text)
    .addPrimaryKeyConstraint('forward_rule_pk', ['organization_id', 'user_id'])
    .execute();
};
