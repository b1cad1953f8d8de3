import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** Tracking tokens with their counters (T1, T6), other ids of our mail (C2), thread vetoes (C6), subjects by words (C4). */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('token_counter')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('number', whole, (c) => c.notNull())
    .addColumn('used', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('token_counter_pk', ['organization_id', 'name'])
    .execute();
  await db.schema
    .createTable('tracking_token')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('token_key', text, (c) => c.notNull())
    .addColumn('activity_id', text, (c) => c.notNull())
    .addColumn('sent_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('tracking_token_pk', ['organization_id', 'token_key', 'activity_id'])
    .execute();
  await db.schema
    .createTable('message_alias')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('message_id_key', text, (c) => c.notNull())
    .addColumn('activity_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('message_alias_pk', ['organization_id', 'message_id_key', 'activity_id'])
    .execute();
  await db.schema
    .createTable('thread_veto')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('thread_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('set_by', text, (c) => c.notNull())
    .addColumn('set_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('thread_veto_pk', ['organization_id', 'thread_id', 'user_id'])
    .execute();
  await db.schema
    .createTable('proposed_correlation')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('activity_id', text, (c) => c.notNull())
    .addColumn('method', text, (c) => c.notNull())
    .addColumn('correlated_id', text, (c) => c.notNull())
    .addColumn('evidence', text, (c) => c.notNull())
    .addColumn('proposed_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('proposed_correlation_pk', ['organization_id', 'activity_id'])
    .execute();
  await db.schema.alterTable('activity').addColumn('subject_words', text).execute();
  await sql`create index activity_by_subject on activity (organization_id, subject_words, sort_at)`.execute(db);
};
