import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { ActivityFilter, ActivityStoreRead, PageAsked } from '../../../ports/activity-store.ts';
import { contains } from '../contains.ts';
import { isAnyOf, seesBlindCopies, type Scope, visibleActivity } from '../scope.ts';
import {
  type ActivityRow,
  currentState,
  listColumns,
  loadViews,
  presentAttachment,
  withOwnMail,
} from './load-views.ts';

const conditions = (scope: Scope, readerId: string, filter: ActivityFilter): RawBuilder<unknown>[] => {
  const org = scope.organizationId;
  const parts: RawBuilder<unknown>[] = [];
  if (filter.regardingId !== undefined)
    parts.push(sql`exists (select 1 from timeline t where t.organization_id = ${org} and t.activity_id = a.id
      and t.record_id = ${filter.regardingId} and t.cause = 'regarding')`);
  if (filter.addressKey !== undefined)
    parts.push(sql`exists (select 1 from activity_party p where p.organization_id = ${org} and p.activity_id = a.id
      and p.address_key = ${filter.addressKey}
      and (p.role <> 'bcc' or ${seesBlindCopies(scope, readerId, 'a.id')}))`);
  if (filter.kind !== undefined) parts.push(sql`a.kind = ${filter.kind}`);
  if (filter.state !== undefined) parts.push(sql`${currentState} = ${filter.state}`);
  if (filter.since !== undefined) parts.push(sql`a.sort_at >= ${filter.since}`);
  for (const word of filter.words ?? [])
    parts.push(sql`(${contains(sql`lower(a.subject)`, word)} or exists (select 1 from activity_party w
      where w.organization_id = ${org} and w.activity_id = a.id
        and (w.role <> 'bcc' or ${seesBlindCopies(scope, readerId, 'a.id')})
        and (${contains(sql`w.address_key`, word)} or ${contains(sql`lower(w.name)`, word)})))`);
  return parts;
};

const after = (page: PageAsked): RawBuilder<unknown> =>
  page.after === null
    ? sql`1 = 1`
    : sql`(a.sort_at < ${page.after.sortAt} or (a.sort_at = ${page.after.sortAt} and a.id < ${page.after.id}))`;

/** A record's timeline is read along its own index, newest first, so that its length does not matter. */
const timelineOf = (scope: Scope, recordId: string, readerId: string, page: PageAsked): RawBuilder<unknown> => {
  const beyond =
    page.after === null
      ? sql`1 = 1`
      : sql`(l.sort_at < ${page.after.sortAt} or (l.sort_at = ${page.after.sortAt} and l.activity_id < ${page.after.id}))`;
  return sql`(select distinct l.activity_id, l.sort_at from timeline l
    where l.organization_id = ${scope.organizationId} and l.record_id = ${recordId} and ${beyond}
      and ${visibleActivity(scope, readerId, 'l.activity_id')}
      and (l.cause not in ('blind', 'blindAccount') or ${seesBlindCopies(scope, readerId, 'l.activity_id')})
    order by l.sort_at desc, l.activity_id desc)`;
};

const listRows = async (
  scope: Scope,
  readerId: string,
  filter: ActivityFilter,
  page: PageAsked,
): Promise<ActivityRow[]> => {
  const from =
    filter.timelineOf === undefined
      ? sql`activity a`
      : sql`${timelineOf(scope, filter.timelineOf, readerId, page)} line
          join activity a on a.organization_id = ${scope.organizationId} and a.id = line.activity_id`;
  const where = [sql`a.organization_id = ${scope.organizationId}`, sql`a.deleted_at is null`, after(page)];
  const rows = await sql<ActivityRow>`
    select ${listColumns(scope, readerId)} from ${from} ${withOwnMail}
    where ${sql.join([...where, ...conditions(scope, readerId, filter), visibleActivity(scope, readerId, 'a.id')], sql` and `)}
    order by a.sort_at desc, a.id desc limit ${page.limit}`.execute(scope.db);
  return rows.rows;
};

const oneRow = async (scope: Scope, readerId: string, which: RawBuilder<unknown>): Promise<ActivityRow | null> => {
  const rows = await sql<ActivityRow>`
    select ${listColumns(scope, readerId)} from activity a ${withOwnMail}
    where a.organization_id = ${scope.organizationId} and a.deleted_at is null and ${which}
      and ${visibleActivity(scope, readerId, 'a.id')}
    order by a.sort_at, a.id limit 1`.execute(scope.db);
  return rows.rows[0] ?? null;
};

export const activityReads = (scope: Scope): ActivityStoreRead => {
  const viewOf = async (readerId: string, which: RawBuilder<unknown>) => {
    const row = await oneRow(scope, readerId, which);
    return row === null ? null : ((await loadViews(scope, readerId, [row]))[0] ?? null);
  };
  return {
    find: (readerId, activityId) => viewOf(readerId, sql`a.id = ${activityId}`),
    findMany: async (readerId, activityIds) => {
      const rows = await sql<ActivityRow>`
        select ${listColumns(scope, readerId)} from activity a ${withOwnMail}
        where a.organization_id = ${scope.organizationId} and a.deleted_at is null
          and ${isAnyOf(scope, 'a.id', activityIds)} and ${visibleActivity(scope, readerId, 'a.id')}`.execute(scope.db);
      return loadViews(scope, readerId, rows.rows);
    },
    findDetail: async (readerId, activityId) => {
      const view = await viewOf(readerId, sql`a.id = ${activityId}`);
      if (view === null) return null;
      const body = await scope.db
        .selectFrom('activity')
        .select(['text', 'html', 'notes'])
        .where('organization_id', '=', scope.organizationId)
        .where('id', '=', activityId)
        .executeTakeFirstOrThrow();
      return { ...view, ...body };
    },
    findByMessageId: async (readerId, messageIdKey) =>
      (await viewOf(readerId, sql`a.message_id_key = ${messageIdKey}`)) ??
      viewOf(
        readerId,
        sql`a.id in (select m.activity_id from message_alias m
          where m.organization_id = ${scope.organizationId} and m.message_id_key = ${messageIdKey})`,
      ),
    list: async (readerId, filter, page) => loadViews(scope, readerId, await listRows(scope, readerId, filter, page)),
    threadMembers: async (readerId, threadId) => {
      const rows = await scope.db
        .selectFrom('activity as a')
        .select(['a.id', 'a.sort_at'])
        .where('a.organization_id', '=', scope.organizationId)
        .where('a.thread_id', '=', threadId)
        .where('a.deleted_at', 'is', null)
        .where(visibleActivity(scope, readerId, 'a.id'))
        .orderBy('a.sort_at')
        .orderBy('a.id')
        .execute();
      return rows.map((row) => ({ id: row.id, sortAt: row.sort_at as Instant }));
    },
    attachment: async (activityId, n) => {
      const row = await scope.db
        .selectFrom('attachment')
        .selectAll()
        .where('organization_id', '=', scope.organizationId)
        .where('activity_id', '=', activityId)
        .where('n', '=', n)
        .executeTakeFirst();
      return row === undefined ? null : presentAttachment(row);
    },
  };
};
