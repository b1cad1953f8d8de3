import { type Kysely, sql } from 'kysely';
import { columnTypes, type EngineName } from '../engine.ts';

/** The outbox: mail that starts here beside its activity, its recipients as the queue, attempts, pauses and permissions. */
export const up = async (db: Kysely<unknown>, engine: EngineName): Promise<void> => {
  const { text, whole } = columnTypes(engine);
  await db.schema
    .createTable('outbound_email')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('author_id', text, (c) => c.notNull())
    .addColumn('principal_type', text, (c) => c.notNull())
    .addColumn('principal_id', text, (c) => c.notNull())
    .addColumn('from_address', text, (c) => c.notNull())
    .addColumn('from_name', text, (c) => c.notNull())
    .addColumn('lane', text, (c) => c.notNull())
    .addColumn('send_at', whole)
    .addColumn('priority', text, (c) => c.notNull())
    .addColumn('read_receipt', whole, (c) => c.notNull())
    .addColumn('delivery_notification', whole, (c) => c.notNull())
    .addColumn('in_reply_to', text)
    .addColumn('list_unsubscribe', text)
    .addColumn('subject_sent', text)
    .addColumn('token', text)
    .addColumn('return_path', text)
    .addColumn('submitted_at', whole)
    .addColumn('sent_at', whole)
    .addColumn('profile_id', text)
    .addColumn('sandbox', whole, (c) => c.notNull())
    .addColumn('due_at', whole)
    .addColumn('fence', whole, (c) => c.notNull())
    .addColumn('lease_owner', text)
    .addColumn('lease_until', whole)
    .addColumn('marked', whole, (c) => c.notNull())
    .addColumn('attempt_started_at', whole)
    .addColumn('attempts', whole, (c) => c.notNull())
    .addColumn('last_answer', text)
    .addColumn('created_at', whole, (c) => c.notNull())
    .addColumn('updated_at', whole, (c) => c.notNull())
    .addColumn('version', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('outbound_email_pk', ['organization_id', 'id'])
    .execute();
  // The queue is read along these: only what waits, or is in hand, stands in them.
  await sql`create index outbound_email_due on outbound_email (organization_id, lane, principal_id, due_at, id)
    where due_at is not null`.execute(db);
  await sql`create index outbound_email_next on outbound_email (organization_id, due_at) where due_at is not null`.execute(
    db,
  );
  await sql`create index outbound_email_leased on outbound_email (organization_id, lease_until)
    where lease_until is not null`.execute(db);
  await sql`create index outbound_email_by_author on outbound_email (organization_id, author_id, id)`.execute(db);
  await sql`create index outbound_email_by_principal on outbound_email (organization_id, principal_id, id)`.execute(db);
  await db.schema
    .createTable('outbound_recipient')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('email_id', text, (c) => c.notNull())
    .addColumn('position', whole, (c) => c.notNull())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('address_key', text)
    .addColumn('name', text)
    .addColumn('record_type', text)
    .addColumn('record_id', text)
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('due_at', whole)
    .addColumn('marked', whole, (c) => c.notNull())
    .addColumn('attempts', whole, (c) => c.notNull())
    .addColumn('last_answer', text)
    .addPrimaryKeyConstraint('outbound_recipient_pk', ['organization_id', 'email_id', 'position'])
    .execute();
  await sql`create index outbound_recipient_waiting on outbound_recipient (organization_id, state)
    where state in ('queued', 'deferred', 'sending', 'uncertain')`.execute(db);
  await db.schema
    .createTable('delivery_attempt')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('email_id', text, (c) => c.notNull())
    .addColumn('number', whole, (c) => c.notNull())
    .addColumn('started_at', whole, (c) => c.notNull())
    .addColumn('ended_at', whole)
    .addColumn('results', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('delivery_attempt_pk', ['organization_id', 'email_id', 'number'])
    .execute();
  await db.schema
    .createTable('lane_budget')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('lane', text, (c) => c.notNull())
    .addColumn('window_started_at', whole, (c) => c.notNull())
    .addColumn('taken', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('lane_budget_pk', ['organization_id', 'lane'])
    .execute();
  await db.schema
    .createTable('sending_pause')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('profile_id', text, (c) => c.notNull())
    .addColumn('since', whole, (c) => c.notNull())
    .addColumn('answer', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('sending_pause_pk', ['organization_id', 'profile_id'])
    .execute();
  await db.schema
    .createTable('sending_grant')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('principal_type', text, (c) => c.notNull())
    .addColumn('principal_id', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('granted_by', text, (c) => c.notNull())
    .addColumn('granted_at', whole, (c) => c.notNull())
    .addPrimaryKeyConstraint('sending_grant_pk', ['organization_id', 'principal_id', 'user_id'])
    .execute();
  await sql`create index sending_grant_by_user on sending_grant (organization_id, user_id)`.execute(db);
  await db.schema
    .createTable('bouncing_address')
    .addColumn('organization_id', text, (c) => c.notNull())
    .addColumn('address_key', text, (c) => c.notNull())
    .addColumn('since', whole, (c) => c.notNull())
    .addColumn('status_code', text)
    .addColumn('email_id', text)
    .addPrimaryKeyConstraint('bouncing_address_pk', ['organization_id', 'address_key'])
    .execute();
  // S17: who was matched as a blind copy only stands apart from here on, because few may see it.
  const sameRecord = sql`p.organization_id = timeline.organization_id and p.activity_id = timeline.activity_id
    and p.record_id = timeline.record_id`;
  await sql`update timeline set cause = 'blind' where cause = 'party'
    and exists (select 1 from activity_party p where ${sameRecord} and p.role = 'bcc')
    and not exists (select 1 from activity_party p where ${sameRecord} and p.role <> 'bcc')`.execute(db);
};
