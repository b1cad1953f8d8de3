import { sql } from 'kysely';
import type { Claim, ClaimedEmail } from '../../../ports/outbox-store.ts';
import { isAnyOf, type TimedScope } from '../scope.ts';

interface ClaimedRow {
  id: string;
  fence: number;
  return_path: string | null;
  from_address: string;
  delivery_notification: number;
}

/**
 * Due mail of one sender, oldest first. Where the engine has many writers, rows that another takes are passed by. What is
 * taken is settled once, before anything changes: PostgreSQL may otherwise choose again for each row it looks at, and
 * take more than was asked for.
 */
const takeEmails = async (scope: TimedScope, claim: Claim): Promise<ClaimedRow[]> => {
  const passBy = scope.engine === 'postgres' ? sql`for update skip locked` : sql``;
  const rows = await sql<ClaimedRow>`
    with due as materialized (
      select q.id from outbound_email q
      where q.organization_id = ${scope.organizationId} and q.lane = ${claim.lane}
        and q.principal_id = ${claim.principalId} and q.due_at is not null and q.due_at <= ${scope.now}
      order by q.due_at, q.id limit ${claim.most} ${passBy})
    update outbound_email set fence = fence + 1, lease_owner = ${claim.owner},
      lease_until = ${scope.now} + ${sql.lit(claim.leaseMs)}, marked = 0, due_at = null, attempt_started_at = ${scope.now}
    where organization_id = ${scope.organizationId} and id in (select id from due)
    returning id, fence, return_path, from_address, delivery_notification`.execute(scope.db);
  return rows.rows;
};

const takeRecipients = async (scope: TimedScope, ids: readonly string[]) => {
  const rows = await sql<{ email_id: string; position: number; address: string }>`
    update outbound_recipient set state = 'sending', due_at = null, marked = 0
    where organization_id = ${scope.organizationId} and ${isAnyOf(scope, 'email_id', ids)}
      and state in ('queued', 'deferred') and due_at <= ${scope.now}
    returning email_id, position, address`.execute(scope.db);
  return rows.rows.sort((a, b) => a.position - b.position);
};

/** Takes mail in hand under a lease; each claim of a mail has a higher fencing number than the one before. */
export const claimEmails = async (scope: TimedScope, claim: Claim): Promise<ClaimedEmail[]> => {
  const rows = await takeEmails(scope, claim);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id).sort();
  const recipients = await takeRecipients(scope, ids);
  const sources = await scope.db
    .updateTable('activity')
    .set((set) => ({ status: 'sending', version: set('version', '+', 1) }))
    .where('organization_id', '=', scope.organizationId)
    .where(isAnyOf(scope, 'id', ids))
    .returning(['id', 'source_sha256'])
    .execute();
  const sizes = await scope.db
    .selectFrom('content')
    .select(['sha256', 'size_bytes'])
    .where('organization_id', '=', scope.organizationId)
    .where(
      isAnyOf(
        scope,
        'sha256',
        sources.flatMap(({ source_sha256: sha256 }) => sha256 ?? []),
      ),
    )
    .execute();
  const sizeOf = new Map(sizes.map((row) => [row.sha256, row.size_bytes]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const hashes = new Map(sources.map((source) => [source.id, source.source_sha256]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    const sha256 = hashes.get(id) ?? null;
    if (row === undefined || sha256 === null) return [];
    return [
      {
        id,
        fence: row.fence,
        sha256,
        sizeBytes: sizeOf.get(sha256) ?? 0,
        returnPath: row.return_path,
        fromAddress: row.from_address,
        deliveryNotification: row.delivery_notification === 1,
        recipients: recipients
          .filter((recipient) => recipient.email_id === id)
          .map(({ position, address }) => ({ position, address })),
      },
    ];
  });
};
