import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { RecipientState } from '#shared/model/outbound-email.ts';
import type { OutboxStoreRead } from '../../../ports/outbox-store.ts';
import type { Lane, StoredAttempt, StoredOutbound } from '../../../ports/stored-outbound.ts';
import { isAnyOf, isKeyAmong, preparedIn, preparedNow, type TimedScope } from '../scope.ts';
import { bounceReads } from './bounces.ts';
import { figures } from './figures.ts';
import { presentOutbound } from './present-outbound.ts';
import type { OutboundEmailTable, OutboundRecipientTable } from './schema.ts';

const recipientsOf = preparedIn<{ ids: readonly string[] }, OutboundRecipientTable>((scope, value) =>
  sql<OutboundRecipientTable>`select * from outbound_recipient
    where organization_id = ${scope.organizationId} and ${isKeyAmong(scope, 'email_id', value('ids'))}
    order by email_id, position`.compile(scope.db),
);

const emailsOf = (lock: RawBuilder<unknown>) =>
  preparedIn<{ ids: readonly string[] }, OutboundEmailTable>((scope, value) =>
    sql<OutboundEmailTable>`select * from outbound_email
      where organization_id = ${scope.organizationId} and ${isKeyAmong(scope, 'id', value('ids'))}
      order by id ${lock}`.compile(scope.db),
  );

/** SQLite has one writer at a time; PostgreSQL is asked for the rows. */
const emailsBy = { reading: emailsOf(sql``), locking: emailsOf(sql`for update`) };

/** Those that there are, in the order of their ids: so no two that lock the same rows wait for each other. */
export const findMany = async (
  scope: TimedScope,
  ids: readonly string[],
  why: 'read' | 'hold' = 'read',
): Promise<StoredOutbound[]> => {
  const emails = why === 'hold' && scope.engine === 'postgres' ? emailsBy.locking : emailsBy.reading;
  // The second runs after the first, whose locks it needs, and is not kept waiting for its answer.
  const [found, recipients] = await Promise.all([emails(scope, { ids }), recipientsOf(scope, { ids })]);
  const groups = new Map<string, OutboundRecipientTable[]>(ids.map((id) => [id, []]));
  for (const row of recipients) groups.get(row.email_id)?.push(row);
  return found.map((row) => presentOutbound(row, groups.get(row.id) ?? []));
};

/** One mail with its recipients; `hold` keeps other writers of it waiting until the transaction ends. */
export const findOutbound = async (
  scope: TimedScope,
  emailId: string,
  why?: 'read' | 'hold',
): Promise<StoredOutbound | null> => (await findMany(scope, [emailId], why))[0] ?? null;

/** Two walks along an index each, so that the length of the outbox does not matter. */
const listOf: (scope: TimedScope) => OutboxStoreRead['listOf'] = (scope) => async (userId, page) => {
  const status = page.status === null ? sql`1 = 1` : sql`o.status = ${page.status}`;
  const state =
    page.recipientState === null
      ? sql`1 = 1`
      : sql`exists (select 1 from outbound_recipient r where r.organization_id = o.organization_id
          and r.email_id = o.id and r.state = ${page.recipientState} and o.submitted_at is not null)`;
  const walk = (column: string) => sql`select o.id from outbound_email o
    where o.organization_id = ${scope.organizationId} and ${sql.ref(`o.${column}`)} = ${userId}
      and ${page.after === null ? sql`1 = 1` : sql`o.id < ${page.after}`} and ${status} and ${state}
    order by o.id desc limit ${page.limit}`;
  const rows = await sql<{ id: string }>`
    select id from (select * from (${walk('author_id')}) w union select * from (${walk('principal_id')}) p) mine
    order by id desc limit ${page.limit}`.execute(scope.db);
  return rows.rows.map(({ id }) => id);
};

/** Jumps from sender to sender along the index, so that ten thousand waiting mails of one cost one step. */
const dueSenders = async (scope: TimedScope, lane: Lane) => {
  const due = (alias: string) => sql`${sql.ref(`${alias}.organization_id`)} = ${scope.organizationId}
    and ${sql.ref(`${alias}.lane`)} = ${lane} and ${sql.ref(`${alias}.due_at`)} is not null`;
  const rows = await sql<{ principal_id: string; principal_type: 'user' | 'queue' | null }>`
    with recursive sender (principal_id) as (
      select min(f.principal_id) from outbound_email f where ${due('f')}
      union all
      select (select min(n.principal_id) from outbound_email n where ${due('n')} and n.principal_id > sender.principal_id)
      from sender where sender.principal_id is not null
    )
    select s.principal_id, (select o.principal_type from outbound_email o where ${due('o')}
        and o.principal_id = s.principal_id and o.due_at <= ${scope.now} order by o.due_at limit 1) as principal_type
    from sender s where s.principal_id is not null`.execute(scope.db);
  return rows.rows.flatMap(({ principal_id: id, principal_type: type }) => (type === null ? [] : [{ type, id }]));
};

const askNow = preparedNow<object, { now: number }>((scope) =>
  sql<{ now: number }>`select ${scope.now} as now`.compile(scope.db),
);

export const outboxReads = (scope: TimedScope): OutboxStoreRead => {
  const { db, organizationId } = scope;
  return {
    now: async () => {
      const [row] = await askNow(scope, {});
      if (row === undefined) throw new Error('the database tells no time');
      return row.now as Instant;
    },
    find: (emailId) => findOutbound(scope, emailId),
    findMany: (emailIds) => findMany(scope, emailIds),
    findByMessageIds: async (keys) => {
      const rows = await sql<{ id: string }>`select e.id from outbound_email e
        join activity a on a.organization_id = e.organization_id and a.id = e.id
        where a.organization_id = ${organizationId} and ${isAnyOf(scope, 'a.message_id_key', keys)}
      union select e.id from outbound_email e
        join message_alias m on m.organization_id = e.organization_id and m.activity_id = e.id
        where m.organization_id = ${organizationId} and ${isAnyOf(scope, 'm.message_id_key', keys)}
      order by 1`.execute(db);
      return rows.rows.map(({ id }) => id);
    },
    findByOnceKey: async (onceKey) => {
      const row = await db
        .selectFrom('outbound_email')
        .select(['id', 'submitted_at'])
        .where('organization_id', '=', organizationId)
        .where('once_key', '=', onceKey)
        .executeTakeFirst();
      return row === undefined ? null : { id: row.id, submitted: row.submitted_at !== null };
    },
    history: async (emailId) => {
      const rows = await db
        .selectFrom('delivery_attempt')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('email_id', '=', emailId)
        .orderBy('number')
        .execute();
      return rows.map((row) => ({
        number: row.number,
        startedAt: row.started_at as Instant,
        endedAt: row.ended_at as Instant | null,
        results: JSON.parse(row.results) as StoredAttempt['results'] & { state: RecipientState }[],
      }));
    },
    listOf: listOf(scope),
    dueSenders: (lane) => dueSenders(scope, lane),
    pauses: async () => {
      const rows = await db
        .selectFrom('sending_pause')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .execute();
      return rows.map((row) => ({ profileId: row.profile_id, since: row.since as Instant, answer: row.answer }));
    },
    grantsTo: async (userId) => {
      const granted = await db
        .selectFrom('sending_grant')
        .select(['principal_type as type', 'principal_id as id'])
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId)
        .execute();
      const owned = await db
        .selectFrom('record')
        .select(['type', 'id'])
        .where('organization_id', '=', organizationId)
        .where('type', '=', 'queue')
        .where('owner_id', '=', userId)
        .where('deleted_at', 'is', null)
        .execute();
      return [...granted, ...owned.filter(({ id }) => !granted.some((each) => each.id === id))];
    },
    sendersOf: async (principalId) => {
      const rows = await db
        .selectFrom('sending_grant')
        .select('user_id')
        .where('organization_id', '=', organizationId)
        .where('principal_id', '=', principalId)
        .orderBy('user_id')
        .execute();
      return rows.map((row) => row.user_id);
    },
    ...bounceReads(scope),
    expired: async (most) => {
      const rows = await sql<{ id: string }>`select id from outbound_email
        where organization_id = ${scope.organizationId} and lease_until is not null and lease_until <= ${scope.now}
        order by lease_until limit ${most}`.execute(db);
      return rows.rows.map(({ id }) => id);
    },
    figures: () => figures(scope),
  };
};
