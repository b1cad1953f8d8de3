import { sql } from 'kysely';
import type { OutboxDirectory, OutboxStoreWrite } from '../../../ports/outbox-store.ts';
import type { Kysely, RawBuilder } from 'kysely';
import type { Database } from '../database.ts';
import type { TimedScope } from '../scope.ts';

/** A window of the lane's budget. */
const minuteMs = 60_000;

export const leases = (scope: TimedScope): Pick<OutboxStoreWrite, 'renew' | 'leftInBudget' | 'countInBudget'> => ({
  renew: async (owner, leaseMs) => {
    await sql`update outbound_email set lease_until = ${scope.now} + ${sql.lit(leaseMs)}
      where organization_id = ${scope.organizationId} and lease_owner = ${owner}
        and lease_until > ${scope.now}`.execute(scope.db);
  },
  leftInBudget: async (lane, perMinute) => {
    const rows = await sql<{ taken: number }>`insert into lane_budget (organization_id, lane, window_started_at, taken)
      values (${scope.organizationId}, ${lane}, ${scope.now}, 0)
      on conflict (organization_id, lane) do update set
        taken = case when lane_budget.window_started_at <= ${scope.now} - ${sql.lit(minuteMs)} then 0
          else lane_budget.taken end,
        window_started_at = case when lane_budget.window_started_at <= ${scope.now} - ${sql.lit(minuteMs)}
          then ${scope.now} else lane_budget.window_started_at end
      returning taken`.execute(scope.db);
    return Math.max(0, perMinute - (rows.rows[0]?.taken ?? 0));
  },
  countInBudget: async (lane, mails) => {
    await sql`update lane_budget set taken = taken + ${mails}
      where organization_id = ${scope.organizationId} and lane = ${lane}`.execute(scope.db);
  },
});

/**
 * Above organizations: which of them have something to do. The earliest moment is the first entry of an index, where
 * whether there is any mail that is due may have PostgreSQL walk along all that was ever sent.
 */
export const outboxDirectory = (db: Kysely<Database>, now: () => RawBuilder<number>): OutboxDirectory => ({
  organizationsDue: async () => {
    const rows = await sql<{ id: string }>`select o.id from organization o
      where (select min(e.due_at) from outbound_email e where e.organization_id = o.id and e.due_at is not null) <= ${now()}
        or (select min(l.lease_until) from outbound_email l where l.organization_id = o.id and l.lease_until is not null)
          <= ${now()}
      order by o.id`.execute(db);
    return rows.rows.map(({ id }) => id);
  },
});
