import { sql } from 'kysely';
import type { Instant } from '#shared/model/instant.ts';
import type { RecipientState } from '#shared/model/outbound-email.ts';
import type { QueueFigure } from '../../../ports/outbox-store.ts';
import type { Scope } from '../scope.ts';

/** What waits, by destination: the part of the key behind the last @, and how long the oldest has waited. */
export const figures = async (scope: Scope): Promise<QueueFigure[]> => {
  const at = scope.engine === 'sqlite' ? sql`instr(r.address_key, '@')` : sql`strpos(r.address_key, '@')`;
  const rows = await sql<{ domain: string; state: string; count: number; oldest: number }>`
    select substr(r.address_key, ${at} + 1) as domain, r.state, count(*) as count, min(e.submitted_at) as oldest
    from outbound_recipient r
    join outbound_email e on e.organization_id = r.organization_id and e.id = r.email_id
    where r.organization_id = ${scope.organizationId} and r.state in ('queued', 'deferred', 'sending', 'uncertain')
      and e.submitted_at is not null
    group by substr(r.address_key, ${at} + 1), r.state
    order by oldest, domain, r.state`.execute(scope.db);
  return rows.rows.map((row) => ({
    domain: row.domain,
    state: row.state as RecipientState,
    count: row.count,
    oldest: row.oldest as Instant,
  }));
};
