import { sql } from 'kysely';
import type { ActivityFlag, Visibility } from '#shared/model/activity.ts';
import type { AgendaFields } from '#shared/model/agenda.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { ActivityView, AttachmentView, PartyView, PromotionView } from '../../../domain/activity/activity-view.ts';
import { isAnyOf, readableRecord, seesBlindCopies, type Scope, visibleActivity, visiblePromotion } from '../scope.ts';
import { presentParty, type PartyRow, type ReadableRecords, storedCandidates } from './present-party.ts';
import type { ActivityTable } from './schema.ts';

export type ActivityRow = Omit<
  ActivityTable,
  'text' | 'html' | 'notes' | 'identity' | 'organization_id' | 'correlated_id'
> & {
  correlation_visible: number | boolean;
};

/** Mail that starts here has its state and status in the outbox, where they change with every attempt. */
export const withOwnMail = sql`left join outbound_email mail on mail.organization_id = a.organization_id and mail.id = a.id`;
export const currentState = sql`coalesce(mail.state, a.state)`;

/** Columns of a list; the text stays behind. Whether the correlated activity may be named is asked at once. */
export const listColumns = (scope: Scope, readerId: string) => sql`
  a.id, a.kind, a.direction, ${currentState} as state, coalesce(mail.status, a.status) as status, a.subject, a.sent_at, a.received_at, a.sort_at, a.message_id,
  a.message_id_key, a.conversation_key, a.thread_id, a.correlation, a.owner_id, a.source,
  a.source_sha256, a.flags, a.subject_changed, a.agenda, a.created_at, a.updated_at, a.deleted_at,
  a.version + coalesce(mail.version, 0) as version,
  case when a.correlated_id is null then 0 when ${visibleActivity(scope, readerId, 'a.correlated_id')} then 1 else 0 end
    as correlation_visible`;

const grouped = <Row extends { activity_id: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.activity_id);
    if (group === undefined) groups.set(row.activity_id, [row]);
    else group.push(row);
  }
  return groups;
};

const parties = async (scope: Scope, readerId: string, ids: readonly string[]) => {
  const rows = await sql<PartyRow>`
    select p.activity_id, p.role, p.address, p.name, p.resolution, p.candidates, r.id as record_id, r.type as record_type,
      r.name as record_name
    from activity_party p
    left join record r on r.organization_id = p.organization_id and r.id = p.record_id and r.deleted_at is null
      and ${readableRecord(scope, readerId, 'r')}
    where p.organization_id = ${scope.organizationId} and ${isAnyOf(scope, 'p.activity_id', ids)}
      and (p.role <> 'bcc' or p.record_id = ${readerId} or ${seesBlindCopies(scope, readerId, 'p.activity_id')})
    order by p.activity_id, p.position`.execute(scope.db);
  return { byActivity: grouped(rows.rows), readable: await readableCandidates(scope, readerId, rows.rows) };
};

/** R9: a candidate may have been readable to the person who tracked the mail, and not to the one who reads it. */
const readableCandidates = async (
  scope: Scope,
  readerId: string,
  rows: readonly PartyRow[],
): Promise<ReadableRecords> => {
  const ids = [...new Set(rows.flatMap((row) => storedCandidates(row).map(({ record }) => record.id)))];
  if (ids.length === 0) return new Map();
  const found = await sql<NamedRecordRef>`select r.type, r.id, r.name from record r
    where r.organization_id = ${scope.organizationId} and ${isAnyOf(scope, 'r.id', ids)} and r.deleted_at is null
      and ${readableRecord(scope, readerId, 'r')}`.execute(scope.db);
  return new Map(found.rows.map((record) => [record.id, record]));
};

interface PromotionRow {
  activity_id: string;
  id: string;
  user_id: string;
  user_name: string;
  actor_id: string;
  actor_name: string;
  visibility: string;
  state: string;
  promoted_at: number;
  why: string;
  offered_regarding: string;
}

const promotions = async (scope: Scope, readerId: string, ids: readonly string[]) => {
  const rows = await sql<PromotionRow>`
    select p.activity_id, p.id, p.user_id, u.name as user_name, p.actor_id, d.name as actor_name, p.visibility, p.state,
      p.promoted_at, p.why, p.offered_regarding
    from promotion p
    join record u on u.organization_id = p.organization_id and u.id = p.user_id
    join record d on d.organization_id = p.organization_id and d.id = p.actor_id
    where p.organization_id = ${scope.organizationId} and ${isAnyOf(scope, 'p.activity_id', ids)}
      and ${visiblePromotion(scope, readerId, 'p')}
    order by p.promoted_at, p.id`.execute(scope.db);
  return grouped(rows.rows);
};

interface RegardingRow {
  activity_id: string;
  promotion_id: string;
  id: string;
  type: string;
  name: string;
}

const regardings = async (scope: Scope, readerId: string, ids: readonly string[]) => {
  const rows = await sql<RegardingRow>`
    select g.activity_id, g.promotion_id, r.id, r.type, r.name
    from regarding g
    join record r on r.organization_id = g.organization_id and r.id = g.record_id
    where g.organization_id = ${scope.organizationId} and ${isAnyOf(scope, 'g.activity_id', ids)}
      and r.deleted_at is null and ${readableRecord(scope, readerId, 'r')}
    order by g.activity_id, g.position`.execute(scope.db);
  return grouped(rows.rows);
};

const attachments = async (scope: Scope, ids: readonly string[]) => {
  const rows = await scope.db
    .selectFrom('attachment')
    .selectAll()
    .where('organization_id', '=', scope.organizationId)
    .where(isAnyOf(scope, 'activity_id', ids))
    .orderBy('n')
    .execute();
  return grouped(rows);
};

const owners = async (scope: Scope, rows: readonly ActivityRow[]): Promise<Map<string, NamedRecordRef>> => {
  const ids = [...new Set(rows.flatMap((row) => row.owner_id ?? []))];
  if (ids.length === 0) return new Map();
  const found = await scope.db
    .selectFrom('record')
    .select(['id', 'type', 'name'])
    .where('organization_id', '=', scope.organizationId)
    .where(isAnyOf(scope, 'id', ids))
    .execute();
  return new Map(found.map((row) => [row.id, row]));
};

export const presentAttachment = (row: {
  n: number;
  name: string;
  type: string;
  size_bytes: number;
  inline: number;
  content_id: string | null;
  sha256: string;
}): AttachmentView => ({
  n: row.n,
  name: row.name,
  type: row.type,
  sizeBytes: row.size_bytes,
  inline: row.inline === 1,
  contentId: row.content_id,
  sha256: row.sha256,
});

const presentPromotion = (row: PromotionRow): PromotionView => ({
  id: row.id,
  user: { id: row.user_id, name: row.user_name },
  actor: { id: row.actor_id, name: row.actor_name },
  visibility: row.visibility as Visibility,
  at: row.promoted_at as Instant,
});

/** Each record once, in the order of the oldest promotion that names it. */
const regardingOf = (promotionRows: readonly PromotionRow[], rows: readonly RegardingRow[]): NamedRecordRef[] => {
  const found = new Map<string, NamedRecordRef>();
  for (const promotion of promotionRows)
    for (const { promotion_id, id, type, name } of rows)
      if (promotion_id === promotion.id && !found.has(id)) found.set(id, { type, id, name });
  return [...found.values()];
};

/** Views of rows that the reader may see, with all that belongs to them in five statements whatever their number. */
export const loadViews = async (
  scope: Scope,
  readerId: string,
  rows: readonly ActivityRow[],
): Promise<ActivityView[]> => {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [partyRows, promotionRows, regardingRows, attachmentRows, ownerRows] = [
    await parties(scope, readerId, ids),
    await promotions(scope, readerId, ids),
    await regardings(scope, readerId, ids),
    await attachments(scope, ids),
    await owners(scope, rows),
  ];
  return rows.map((row) => {
    const seen = promotionRows.get(row.id) ?? [];
    const telling = seen.find((promotion) => promotion.user_id === readerId) ?? seen[0];
    return {
      ...ownColumns(row),
      why: telling?.why ?? '',
      offeredRegarding: telling === undefined ? [] : (JSON.parse(telling.offered_regarding) as NamedRecordRef[]),
      owner: row.owner_id === null ? null : (ownerRows.get(row.owner_id) ?? null),
      parties: (partyRows.byActivity.get(row.id) ?? []).map((party): PartyView =>
        presentParty(party, partyRows.readable),
      ),
      promotions: seen.filter((promotion) => promotion.state === 'standing').map(presentPromotion),
      regarding: regardingOf(seen, regardingRows.get(row.id) ?? []),
      attachments: (attachmentRows.get(row.id) ?? []).map(presentAttachment),
    };
  });
};

type Belonging = 'why' | 'offeredRegarding' | 'owner' | 'parties' | 'promotions' | 'regarding' | 'attachments';

const ownColumns = (row: ActivityRow): Omit<ActivityView, Belonging> => ({
  id: row.id,
  kind: row.kind as ActivityView['kind'],
  direction: row.direction as ActivityView['direction'],
  state: row.state as ActivityView['state'],
  status: row.status as ActivityView['status'],
  subject: row.subject,
  sentAt: row.sent_at as Instant | null,
  receivedAt: row.received_at as Instant | null,
  sortAt: row.sort_at as Instant,
  messageId: row.message_id,
  messageIdKey: row.message_id_key,
  threadId: row.thread_id,
  correlation:
    row.correlation === null || Number(row.correlation_visible) === 0
      ? null
      : (JSON.parse(row.correlation) as ActivityView['correlation']),
  source: row.source as ActivityView['source'],
  sourceSha256: row.source_sha256,
  flags: JSON.parse(row.flags) as ActivityFlag[],
  subjectChanged: row.subject_changed === 1,
  agenda: row.agenda === null ? null : (JSON.parse(row.agenda) as AgendaFields),
  version: row.version,
});
