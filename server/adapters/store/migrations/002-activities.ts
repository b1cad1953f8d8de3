import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** Activities with parties, promotions per person (O9), stored bytes by content, holds, outcomes, audit and events. */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole, bytes } = columnTypes(engine);
  await db.schema
    .createTable('content')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('size_bytes', whole, (c) => c.notNull())
    .addColumn('bytes', bytes)
    .addColumn('reference_count', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('content_pk', ['organization_id', 'sha256'])
    .execute();
  await db.schema
    .createTable('activity')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('identity', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('direction', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('sent_at', whole)
    .addColumn('received_at', whole)
    .addColumn('sort_at', whole, (c) => c.notNull())
    .addColumn('message_id', text)
    .addColumn('message_id_key', text)
    .addColumn('conversation_key', text)
    .addColumn('thread_id', text, (c) => c.notNull())
    .addColumn('correlation', text)
    .addColumn('correlated_id', text)
    .addColumn('owner_id', text)
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('source_sha256', text)
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('html', text)
    .addColumn('notes', text, (c) => c.notNull())
    .addColumn('flags', text, (c) => c.notNull())
    .addColumn('subject_changed', whole, (c) => c.notNull())
    .addColumn('created_at', whole, (c) => c.notNull())
    .addColumn('updated_at', whole, (c) => c.notNull())
    .addColumn('deleted_at', whole)
    .addColumn('version', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('activity_pk', ['organization_id', 'id'])
    .execute();
  await sql`create unique index activity_by_identity on activity (organization_id, identity)`.execute(db);
  await sql`create index activity_by_message_id on activity (organization_id, message_id_key)`.execute(db);
  await sql`create index activity_by_conversation on activity (organization_id, conversation_key)`.execute(db);
  await sql`create index activity_by_thread on activity (organization_id, thread_id)`.execute(db);
  await sql`create index activity_by_time on activity (organization_id, sort_at, id)`.execute(db);
  await db.schema
    .createTable('activity_party')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('activity_id', text, (c) => c.notNull())
    .addColumn('position', whole, (c) => c.notNull())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('address_key', text)
    .addColumn('name', text)
    .addColumn('resolution', text, (c) => c.notNull())
    .addColumn('record_id', text)
    .addColumn('candidates', text)
    .addColumn('settled_by', text)
    .addPrimaryKeyConstraint('activity_party_pk', ['organization_id', 'activity_id', 'position'])
    .execute();
  await sql`create index activity_party_by_address on activity_party (organization_id, address_key, activity_id)`.execute(
    db,
  );
  await db.schema
    .createTable('attachment')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('activity_id', text, (c) => c.notNull())
    .addColumn('n', whole, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('size_bytes', whole, (c) => c.notNull())
    .addColumn('inline', whole, (c) => c.notNull())
    .addColumn('content_id', text)
    .addColumn('sha256', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('attachment_pk', ['organization_id', 'activity_id', 'n'])
    .execute();
  await db.schema
    .createTable('promotion')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('activity_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('actor_id', text, (c) => c.notNull())
    .addColumn('method', text, (c) => c.notNull())
    .addColumn('visibility', text, (c) => c.notNull())
    .addColumn('outcome_code', whole, (c) => c.notNull())
    .addColumn('promoted_at', whole, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('state_since', whole, (c) => c.notNull())
    .addColumn('why', text, (c) => c.notNull())
    .addColumn('offered_regarding', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('promotion_pk', ['organization_id', 'id'])
    .execute();
  await sql`create unique index promotion_by_activity on promotion (organization_id, activity_id, user_id)`.execute(db);
  await db.schema
    .createTable('regarding')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('activity_id', text, (c) => c.notNull())
    .addColumn('promotion_id', text, (c) => c.notNull())
    .addColumn('position', whole, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('regarding_pk', ['organization_id', 'activity_id', 'promotion_id', 'position'])
    .execute();
  await sql`create index regarding_by_promotion on regarding (organization_id, promotion_id)`.execute(db);
  await db.schema
    .createTable('timeline')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addColumn('sort_at', whole, (c) => c.notNull())
    .addColumn('activity_id', text, (c) => c.notNull())
    .addColumn('cause', text, (c) => c.notNull())
    .addColumn('promotion_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('timeline_pk', [
      'organization_id',
      'record_id',
      'sort_at',
      'activity_id',
      'cause',
      'promotion_id',
    ])
    .execute();
  await sql`create index timeline_by_activity on timeline (organization_id, activity_id)`.execute(db);
  await db.schema
    .createTable('hold')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('user_id', text)
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('detail', text, (c) => c.notNull())
    .addColumn('outcome_code', whole, (c) => c.notNull())
    .addColumn('message_id', text)
    .addColumn('message_id_key', text)
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('size_bytes', whole, (c) => c.notNull())
    .addColumn('request', text, (c) => c.notNull())
    .addColumn('attempts', whole, (c) => c.notNull())
    .addColumn('held_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('hold_pk', ['organization_id', 'id'])
    .execute();
  await sql`create index hold_by_message_id on hold (organization_id, message_id_key)`.execute(db);
  await db.schema
    .createTable('outcome')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('code', whole, (c) => c.notNull())
    .addColumn('sentence', text, (c) => c.notNull())
    .addColumn('evidence', text, (c) => c.notNull())
    .addColumn('user_id', text)
    .addColumn('activity_id', text)
    .addColumn('hold_id', text)
    .addColumn('decided_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('outcome_pk', ['organization_id', 'id'])
    .execute();
  await db.schema
    .createTable('idempotency')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('request_sha256', text, (c) => c.notNull())
    .addColumn('status', whole, (c) => c.notNull())
    .addColumn('answer', text, (c) => c.notNull())
    .addColumn('answered_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('idempotency_pk', ['organization_id', 'user_id', 'key'])
    .execute();
  await db.schema
    .createTable('journal_head')
    .addColumn('organization_id', text, (c) => c.primaryKey())
    .addColumn('event_sequence', whole, (c) => c.notNull())
    .addColumn('audit_sequence', whole, (c) => c.notNull())
    .addColumn('audit_hash', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('event')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('sequence', whole, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('subject_id', text, (c) => c.notNull())
    .addColumn('happened_at', whole, (c) => c.notNull())
    .addColumn('details', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('event_pk', ['organization_id', 'sequence'])
    .execute();
  await db.schema
    .createTable('audit')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('sequence', whole, (c) => c.notNull())
    .addColumn('happened_at', whole, (c) => c.notNull())
    .addColumn('actor_id', text)
    .addColumn('principal_id', text)
    .addColumn('action', text, (c) => c.notNull())
    .addColumn('subject_id', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('before', text)
    .addColumn('after', text)
    .addColumn('hash', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_pk', ['organization_id', 'sequence'])
    .execute();
  await db.schema
    .createTable('address_resolution')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('address_key', text, (c) => c.notNull())
    .addColumn('record_id', text, (c) => c.notNull())
    .addColumn('address_added', whole, (c) => c.notNull())
    .addColumn('resolved_at', whole, (c) => c.notNull())
    .addColumn('undone_at', whole)
    .addPrimaryKeyConstraint('address_resolution_pk', ['organization_id', 'id'])
    .execute();
};
