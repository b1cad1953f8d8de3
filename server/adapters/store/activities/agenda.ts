import { type RawBuilder, sql } from 'kysely';
import type { ActivityState } from '#shared/model/activity.ts';
import type { AgendaFields, AgendaKind } from '#shared/model/agenda.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { AgendaStoreWrite, StoredAgendaItem } from '../../../ports/agenda-store.ts';
import type { PromotionState } from '../../../ports/promotion-store.ts';
import { isAnyOf, type Scope, visibleActivity } from '../scope.ts';
import { addParties } from './activity-rows.ts';
import { rebuildTimeline } from './timeline.ts';

interface AgendaRow {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly notes: string;
  readonly agenda: string | null;
  readonly state: string;
  readonly updated_at: number;
  readonly deleted_at: number | null;
  readonly version: number;
  readonly tracked: string | null;
  readonly place: string | null;
}

const presentItem = (row: AgendaRow): StoredAgendaItem => ({
  id: row.id,
  kind: row.kind as AgendaKind,
  subject: row.subject,
  notes: row.notes,
  fields: row.agenda === null ? {} : (JSON.parse(row.agenda) as AgendaFields),
  state: row.state as ActivityState,
  updatedAt: row.updated_at as Instant,
  deleted: row.deleted_at !== null,
  version: row.version,
  tracked: row.tracked as PromotionState | null,
  inOutlook: row.place !== null,
});

/** Tasks and appointments, each seen with one user's own promotion of it (Y1, P11). */
export const agendaStore = (scope: Scope): AgendaStoreWrite => {
  const { db, organizationId: org } = scope;
  const items = async (userId: string, which: RawBuilder<unknown>): Promise<StoredAgendaItem[]> => {
    const { rows } = await sql<AgendaRow>`
      select a.id, a.kind, a.subject, a.notes, a.agenda, a.state, a.updated_at, a.deleted_at, a.version,
        p.state as tracked, p.place
      from activity a
      left join promotion p on p.organization_id = a.organization_id and p.activity_id = a.id and p.user_id = ${userId}
      where a.organization_id = ${org} and a.agenda is not null and ${which}`.execute(db);
    return rows.map(presentItem);
  };
  return {
    tracked: (userId, kind, { limit, afterId }) =>
      items(
        userId,
        sql`a.kind = ${kind} and a.deleted_at is null and p.state = 'standing' and a.id > ${afterId ?? ''}
          order by a.id limit ${limit}`,
      ),
    findMany: async (userId, kind, ids) =>
      ids.length === 0 ? [] : items(userId, sql`a.kind = ${kind} and ${isAnyOf(scope, 'a.id', ids)}`),
    findByIdentity: async (userId, identity) => (await items(userId, sql`a.identity = ${identity}`))[0] ?? null,
    findByPlace: async (userId, place) =>
      (await items(userId, sql`p.place = ${place} and a.deleted_at is null order by a.id limit 1`))[0] ?? null,
    beginning: (userId, { from, to, limit }) =>
      items(
        userId,
        sql`a.kind = 'appointment' and a.deleted_at is null and a.sort_at between ${from} and ${to}
          and ${visibleActivity(scope, userId, 'a.id')} order by a.sort_at, a.id limit ${limit}`,
      ),
    add: async (item, at) => {
      const added = await db
        .insertInto('activity')
        .values({
          organization_id: org,
          id: item.id,
          identity: item.identity,
          kind: item.kind,
          direction: item.direction,
          state: item.state,
          status: item.status,
          subject: item.subject,
          sent_at: null,
          received_at: null,
          sort_at: item.sortAt,
          message_id: null,
          message_id_key: null,
          conversation_key: null,
          subject_words: null,
          thread_id: item.id,
          correlation: item.follows === null ? null : JSON.stringify({ method: 'byHand', ...item.follows }),
          correlated_id: item.follows?.activityId ?? null,
          owner_id: item.ownerId,
          source: 'metadata',
          source_sha256: null,
          text: '',
          html: null,
          notes: item.notes,
          flags: '[]',
          subject_changed: 0,
          agenda: JSON.stringify(item.fields),
          created_at: at,
          updated_at: at,
          deleted_at: null,
          version: 1,
        })
        .onConflict((conflict) => conflict.columns(['organization_id', 'identity']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (added === undefined) return false;
      await addParties(scope, item.id, 0, item.parties);
      await rebuildTimeline(scope, item.id, 'new');
      return true;
    },
    save: async (id, item, version, at) => {
      const saved = await db
        .updateTable('activity')
        .where('organization_id', '=', org)
        .where('id', '=', id)
        .where('version', '=', version)
        .set({
          subject: item.subject,
          notes: item.notes,
          agenda: JSON.stringify(item.fields),
          state: item.state,
          status: item.status,
          sort_at: item.sortAt,
          updated_at: at,
          version: version + 1,
        })
        .returning('id')
        .executeTakeFirst();
      if (saved === undefined) return false;
      await db.deleteFrom('activity_party').where('organization_id', '=', org).where('activity_id', '=', id).execute();
      await addParties(scope, id, 0, item.parties);
      await db
        .updateTable('timeline')
        .where('organization_id', '=', org)
        .where('activity_id', '=', id)
        .set({ sort_at: item.sortAt })
        .execute();
      await rebuildTimeline(scope, id, 'changed');
      return true;
    },
  };
};
