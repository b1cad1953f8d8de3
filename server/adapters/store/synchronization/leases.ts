import type { Instant } from '#shared/model/instant.ts';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SyncDirectory, SyncStoreWrite } from '../../../ports/sync-store.ts';
import type { Database } from '../database.ts';
import type { TimedScope } from '../scope.ts';

/** Who synchronizes which account, by the clock of the database. A wish that comes meanwhile is kept as a negative moment. */
export const syncLeases = (
  scope: TimedScope,
): Pick<
  SyncStoreWrite,
  | 'claim'
  | 'begin'
  | 'extend'
  | 'renew'
  | 'release'
  | 'hold'
  | 'isHeld'
  | 'schedule'
  | 'hurry'
  | 'hurryAll'
  | 'leasedElsewhere'
  | 'pace'
> => {
  const { db, organizationId: org, now } = scope;
  const one = (accountId: string) =>
    db.updateTable('sync_account').where('organization_id', '=', org).where('id', '=', accountId);
  return {
    claim: async ({ owner, leaseMs, most }) => {
      const passBy = scope.engine === 'postgres' ? sql`for update skip locked` : sql``;
      const { rows } = await sql<{ id: string }>`
        with due as materialized (
          select a.id from sync_account a
          where a.organization_id = ${org} and a.runs_in = 'server' and a.next_cycle_at is not null and a.next_cycle_at <= ${now}
            and (a.lease_until is null or a.lease_until <= ${now})
          order by a.next_cycle_at, a.id limit ${most} ${passBy})
        update sync_account set lease_owner = ${owner}, lease_until = ${now} + ${sql.lit(leaseMs)},
          next_cycle_at = abs(next_cycle_at)
        where organization_id = ${org} and id in (select id from due)
        returning id`.execute(db);
      return rows.map(({ id }) => id);
    },
    begin: async ({ accountId, owner, leaseMs, wished }) => {
      const due = wished ? sql`enabled = 1` : sql`next_cycle_at is not null and next_cycle_at <= ${now}`;
      const { rows } = await sql<{ id: string }>`
        update sync_account set lease_owner = ${owner}, lease_until = ${now} + ${sql.lit(leaseMs)},
          next_cycle_at = case when next_cycle_at is null then ${now} else abs(next_cycle_at) end
        where organization_id = ${org} and id = ${accountId} and runs_in = 'outlook' and ${due}
          and (lease_until is null or lease_until <= ${now})
        returning id`.execute(db);
      return rows.length > 0;
    },
    renew: async (owner, leaseMs) => {
      await sql`update sync_account set lease_until = ${now} + ${sql.lit(leaseMs)}
        where organization_id = ${org} and lease_owner = ${owner} and lease_until > ${now}`.execute(db);
    },
    extend: async ({ accountId, owner }, leaseMs) => {
      const held = await one(accountId)
        .where('lease_owner', '=', owner)
        .set({ lease_until: sql<number>`${now} + ${sql.lit(leaseMs)}` })
        .returning('id')
        .execute();
      return held.length > 0;
    },
    release: async ({ accountId, owner }, nextInMs) => {
      await one(accountId)
        .where('lease_owner', '=', owner)
        .set({
          lease_owner: null,
          lease_until: null,
          next_cycle_at:
            nextInMs === null
              ? null
              : sql<number>`case when next_cycle_at < 0 then ${now} when next_cycle_at is null then null
                  else ${now} + ${sql.lit(nextInMs)} end`,
        })
        .execute();
    },
    hold: async ({ accountId, owner }) => {
      const held = await one(accountId)
        .where('lease_owner', '=', owner)
        .set((set) => ({ version: set.ref('version') }))
        .returning('id')
        .execute();
      return held.length > 0;
    },
    isHeld: async ({ accountId, owner }) => {
      const held = await db
        .selectFrom('sync_account')
        .select('id')
        .where('organization_id', '=', org)
        .where('id', '=', accountId)
        .where('lease_owner', '=', owner)
        .executeTakeFirst();
      return held !== undefined;
    },
    schedule: async (accountId, due) => {
      await one(accountId)
        .set(due ? { next_cycle_at: now } : { next_cycle_at: null, lease_owner: null, lease_until: null })
        .execute();
    },
    hurry: async (accountId) => {
      await one(accountId)
        .where('enabled', '=', 1)
        .set({ next_cycle_at: sql<number>`case when lease_owner is null then ${now} else -(${now}) end` })
        .execute();
    },
    hurryAll: async () => {
      await sql`update sync_account set next_cycle_at = ${now}
        where organization_id = ${org} and enabled = 1 and lease_owner is null`.execute(db);
    },
    pace: async (accountId) => {
      const { rows } = await sql<{ running: number; next: number | null }>`
        select case when lease_until > ${now} then 1 else 0 end as running, abs(next_cycle_at) as next
        from sync_account where organization_id = ${org} and id = ${accountId}`.execute(db);
      const [found] = rows;
      return { running: found?.running === 1, nextCycleAt: (found?.next ?? null) as Instant | null };
    },
    leasedElsewhere: async (owner) => {
      const { rows } = await sql<{ count: number }>`select count(*) as count from sync_account
        where organization_id = ${org} and runs_in = 'server' and next_cycle_at is not null and lease_owner is not null
          and lease_owner <> ${owner} and lease_until > ${now}`.execute(db);
      return rows[0]?.count ?? 0;
    },
  };
};

/** Above organizations: which of them have accounts to synchronize. */
export const syncDirectory = (db: Kysely<Database>, now: () => RawBuilder<number>): SyncDirectory => ({
  organizationsDue: async () => {
    const { rows } = await sql<{ id: string }>`select a.organization_id as id from sync_account a
      where a.runs_in = 'server' and a.next_cycle_at is not null and a.next_cycle_at <= ${now()}
        and (a.lease_until is null or a.lease_until <= ${now()})
      group by a.organization_id order by min(a.next_cycle_at), a.organization_id`.execute(db);
    return rows.map(({ id }) => id);
  },
});
